import { DirectoryError } from "../directory/errors.js";

const retryAfterMs = 1_000;

/**
 * Lets requests begin one after the other, tenants in turn, one request for each turn of the event loop. Whoever sends
 * a thousand at once waits for himself; a request of another tenant begins after at most one of them.
 */
export class FairTurns {
  readonly #maxWaiting: number;
  /** Who waits, by tenant; the tenant whose turn is next comes first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isTurning = false;

  /** @param maxWaiting requests of one tenant; more are turned away */
  constructor(maxWaiting = 1_000) {
    this.#maxWaiting = maxWaiting;
  }

  /**
   * @throws DirectoryError OVERLOADED when too many of the tenant wait already, or when nobody waits for the answer
   * any more
   */
  async turnOf(tenant: string, signal: AbortSignal): Promise<void> {
    const queue = this.#waiting.get(tenant) ?? [];
    if (queue.length >= this.#maxWaiting) {
      throw new DirectoryError("OVERLOADED", "Too many requests are waiting", { retryAfterMs });
    }
    this.#waiting.set(tenant, queue);
    await new Promise<void>((resolve) => {
      queue.push(resolve);
      this.#turn();
    });
    if (signal.aborted) throw new DirectoryError("OVERLOADED", "The request waited too long for its turn");
  }

  #turn(): void {
    if (this.#isTurning) return;
    this.#isTurning = true;
    setImmediate(() => {
      this.#isTurning = false;
      this.#beginNext();
      if (this.#waiting.size > 0) this.#turn();
    });
  }

  #beginNext(): void {
    for (const [tenant, queue] of this.#waiting) {
      this.#waiting.delete(tenant);
      const begin = queue.shift();
      if (queue.length > 0) this.#waiting.set(tenant, queue);
      begin?.();
      return;
    }
  }
}
