import { DirectoryError } from "../../directory/errors.js";
import type { Verdict } from "./verdict.js";

interface Waiter {
  readonly enter: () => void;
}

/** Shares of the bound that a provider which is overwhelmed keeps, once for all calls that were on the wire then. */
const shrinkTo = 0.5;

/**
 * How many calls of one account are on the wire at once. The others wait in order of arrival, in a queue that is
 * bounded too: a provider that hangs must not collect the callers of a whole day. The bound is halved when the provider
 * asks to slow down or does not keep up, and grows by one for every round of answers (additive increase,
 * multiplicative decrease: RFC 5681 section 3.1 does the same with windows).
 */
export class ConcurrencyBound {
  readonly #account: string;
  readonly #most: number;
  readonly #queue: number;
  readonly #waiting = new Set<Waiter>();
  #bound: number;
  #active = 0;
  /** Calls still on the wire that left before the bound was halved: what becomes of them says nothing new. */
  #older = 0;

  constructor(account: string, limit: number, queue: number) {
    this.#account = account;
    this.#most = limit;
    this.#bound = limit;
    this.#queue = queue;
  }

  /** How many wait for a place. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes a place if one is free; apart from `wait` so that the usual case needs no promise. */
  tryEnter(): boolean {
    if (this.#active >= Math.floor(this.#bound)) return false;
    this.#active += 1;
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

  /** Gives the place back: to those who wait longest, as far as the bound has room. */
  leave(verdict: Verdict): void {
    this.#active -= 1;
    this.#learn(verdict);
    for (const waiter of this.#waiting) {
      if (!this.tryEnter()) return;
      this.#waiting.delete(waiter);
      waiter.enter();
    }
  }

  #learn(verdict: Verdict): void {
    const isOlder = this.#older > 0;
    if (isOlder) this.#older -= 1;
    if (verdict === "WORKS") this.#bound = Math.min(this.#most, this.#bound + 1 / Math.floor(this.#bound));
    else if (!isOlder && (verdict === "SLOW_DOWN" || verdict === "OVERWHELMED")) {
      this.#bound = Math.max(1, this.#bound * shrinkTo);
      this.#older = this.#active;
    }
  }
}
