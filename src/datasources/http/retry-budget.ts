const windowSeconds = 60;
const floor = 10;
const share = 0.1;

/**
 * Bounds how many calls retries add when a provider is down altogether: 10 % of the account's calls of the last
 * 60 seconds, at least 10, so that a quiet account may retry at all. Counted in slots of a second.
 */
export class RetryBudget {
  readonly #calls = new Uint32Array(windowSeconds);
  readonly #retries = new Uint32Array(windowSeconds);
  #second = 0;

  /** Counts a call (not its retries). `nowMs` is a monotonic clock. */
  countCall(nowMs: number): void {
    this.#increment(this.#calls, nowMs);
  }

  /** Takes one retry, or tells that the budget is spent. */
  tryRetry(nowMs: number): boolean {
    this.#advance(nowMs);
    if (sum(this.#retries) >= Math.max(floor, sum(this.#calls) * share)) return false;
    this.#increment(this.#retries, nowMs);
    return true;
  }

  #increment(slots: Uint32Array, nowMs: number): void {
    this.#advance(nowMs);
    const slot = this.#second % windowSeconds;
    slots[slot] = (slots[slot] ?? 0) + 1;
  }

  #advance(nowMs: number): void {
    const second = Math.floor(nowMs / 1_000);
    const passed = Math.min(second - this.#second, windowSeconds);
    for (let back = 0; back < passed; back += 1) {
      const slot = (second - back) % windowSeconds;
      this.#calls[slot] = 0;
      this.#retries[slot] = 0;
    }
    this.#second = Math.max(this.#second, second);
  }
}

function sum(slots: Uint32Array): number {
  let total = 0;
  for (const count of slots) total += count;
  return total;
}
