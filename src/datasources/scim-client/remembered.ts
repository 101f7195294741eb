/** What was learned of a server is learned anew after five minutes: servers are configured, and replaced. */
const lifetimeMs = 300_000;

/** A fact about a server that one call showed and that the next ones need not find out again. */
export class Remembered<T> {
  #value: T | null = null;
  #until = -Infinity;
  readonly #now: () => number;

  /** @param now monotonic milliseconds; `performance.now` by default */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The fact, or `null` when nobody knows. */
  get value(): T | null {
    return this.#now() < this.#until ? this.#value : null;
  }

  learn(value: T): void {
    this.#value = value;
    this.#until = this.#now() + lifetimeMs;
  }
}
