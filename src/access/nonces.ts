/**
 * Nonces that were used, for as long as their signatures are good. Two generations, each kept for a whole lifetime, so
 * that forgetting costs nothing and nothing is forgotten early.
 */
export class Nonces {
  readonly #lifetimeMs: number;
  readonly #capacity: number;
  readonly #now: () => number;
  #young = new Set<string>();
  #old = new Set<string>();
  #turnedAt: number;

  /**
   * @param lifetimeMs how long a nonce is remembered at least
   * @param capacity nonces of one generation; above that, `use` refuses new ones rather than forget any
   * @param now monotonic milliseconds
   */
  constructor(lifetimeMs: number, capacity = 1_000_000, now: () => number = () => performance.now()) {
    this.#lifetimeMs = lifetimeMs;
    this.#capacity = capacity;
    this.#now = now;
    this.#turnedAt = now();
  }

  /** Takes a nonce: whether it was new and there was room to remember it. */
  use(nonce: string): boolean {
    this.#turn();
    if (this.#young.has(nonce) || this.#old.has(nonce) || this.#young.size >= this.#capacity) return false;
    this.#young.add(nonce);
    return true;
  }

  #turn(): void {
    const now = this.#now();
    if (now - this.#turnedAt < this.#lifetimeMs) return;
    this.#old = now - this.#turnedAt < 2 * this.#lifetimeMs ? this.#young : new Set();
    this.#young = new Set();
    this.#turnedAt = now;
  }
}
