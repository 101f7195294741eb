import { DirectoryError } from "../../directory/errors.js";

interface Waiter {
  readonly enter: () => void;
}

/**
 * How many calls of one account are on the wire at once. The others wait in order of arrival, in a queue that is
 * bounded too: a provider that hangs must not collect the callers of a whole day.
 */
export class ConcurrencyBound {
  readonly #account: string;
  readonly #queue: number;
  readonly #waiting = new Set<Waiter>();
  #free: number;

  constructor(account: string, limit: number, queue: number) {
    this.#account = account;
    this.#free = limit;
    this.#queue = queue;
  }

  /** Takes a place if one is free; apart from `wait` so that the usual case needs no promise. */
  tryEnter(): boolean {
    if (this.#free === 0) return false;
    this.#free -= 1;
    return true;
  }

  /**
   * Waits for a place. Resolves to false when the signal aborted first; the place in the queue is then gone.
   * @throws DirectoryError OVERLOADED at once when the queue is full
   */
  async wait(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#waiting.size >= this.#queue) {
      throw new DirectoryError("OVERLOADED", "Too many calls wait for this account", {
        account: this.#account,
      });
    }
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.delete(waiter);
        resolve(false);
      };
      const waiter = {
        enter: (): void => {
          signal.removeEventListener("abort", giveUp);
          resolve(true);
        },
      };
      this.#waiting.add(waiter);
      signal.addEventListener("abort", giveUp, { once: true });
    });
  }

  /** Gives the place back: to the one who waits longest, if anybody does. */
  leave(): void {
    for (const waiter of this.#waiting) {
      this.#waiting.delete(waiter);
      waiter.enter();
      return;
    }
    this.#free += 1;
  }
}
