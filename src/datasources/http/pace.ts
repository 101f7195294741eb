import type { RateBudget } from "../../directory/account-state.js";
import type { ToldRate } from "./rate-headers.js";
import type { Timing } from "./timing.js";

/** How fast an account may be called. */
export interface Rate {
  readonly perSecond: number;
}

/** Longest time that an account is held back, in milliseconds. */
const longestHoldMs = 30_000;
const firstBackoffMs = 1_000;

/**
 * When the calls of one account may leave: never more of them in a second than its rate, in whichever second the
 * provider looks, and none while it asked for patience. A bucket that refills would let twice the rate through around
 * the moment in which it is full. A call may reach the provider at any time between its departure and its answer,
 * dialling takes longer than asking; hence a place in the window is taken from the one until a window after the other.
 */
export class Pace {
  readonly #timing: Timing;
  readonly #rate: Rate | null;
  /** Calls under way. */
  #away = 0;
  /** When the last calls ended, the oldest first; as many as a window may have. */
  readonly #ends: number[] = [];
  #heldUntil = -Infinity;
  /** Refusals one after another that did not say for how long. */
  #vagueRefusals = 0;
  #told: { readonly rate: ToldRate; readonly at: number; readonly date: number } | null = null;

  constructor(rate: Rate | null, timing: Timing) {
    this.#rate = rate;
    this.#timing = timing;
  }

  /** Milliseconds until a call may leave that has so many others before it; 0 when it may now. */
  waitMs(now: number, ahead = 0): number {
    return Math.ceil(Math.max(0, this.#heldUntil - now, this.#pacedMs(now, ahead)));
  }

  /** A call leaves. */
  depart(): void {
    this.#away += 1;
  }

  /** A call that left has ended. */
  end(now: number): void {
    this.#away -= 1;
    if (this.#rate === null) return;
    this.#ends.push(now);
    if (this.#ends.length > callsOf(this.#rate)) this.#ends.shift();
  }

  /**
   * The provider asks for patience: nobody leaves for as long as it says, or else for a random while that grows from
   * one refusal to the next. Those refused together count as one.
   */
  hold(now: number, retryAfterMs: number | null): void {
    if (retryAfterMs !== null) this.#holdUntil(now + Math.min(longestHoldMs, retryAfterMs));
    else if (now >= this.#heldUntil) {
      const longestMs = firstBackoffMs * 2 ** this.#vagueRefusals;
      this.#vagueRefusals += 1;
      this.#holdUntil(now + Math.min(longestHoldMs, longestMs * this.#timing.random()));
    }
  }

  /** The provider answers again. */
  release(): void {
    this.#vagueRefusals = 0;
  }

  /** Heeds what an answer tells of the provider's limit. */
  heed(rate: ToldRate, now: number): void {
    this.#told = { rate, at: now, date: this.#timing.date() };
    if (rate.remaining === 0) this.hold(now, rate.resetMs);
  }

  /** What is left, as the provider told it last, or as Rollcall paces itself. */
  budget(now: number): RateBudget | null {
    const told = this.#told;
    if (told !== null && now < told.at + told.rate.resetMs) {
      const { limit, remaining, resetMs } = told.rate;
      return { limit, remaining, resetsAt: new Date(told.date + resetMs), source: "HEADERS" };
    }
    const rate = this.#rate;
    if (rate === null) return null;
    const limit = callsOf(rate);
    const taken = this.#away + this.#ends.filter((at) => at > now - windowMsOf(rate)).length;
    return { limit, remaining: Math.max(0, limit - taken), resetsAt: null, source: "CONFIGURED" };
  }

  #holdUntil(until: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, until);
  }

  #pacedMs(now: number, ahead: number): number {
    if (this.#rate === null) return 0;
    const calls = callsOf(this.#rate);
    const windowMs = windowMsOf(this.#rate);
    const recent = this.#ends.filter((at) => at > now - windowMs);
    // So many of the places that are taken must come free before; those under way are thought to end now.
    const excess = this.#away + recent.length + ahead - calls;
    if (excess < 0) return 0;
    const rounds = Math.floor(excess / calls);
    return (recent[excess % calls] ?? now) + windowMs - now + rounds * windowMs;
  }
}

/** Whole calls in a window: a rate below one a second has a longer window. */
export function callsOf({ perSecond }: Rate): number {
  return Math.max(1, Math.floor(perSecond));
}

function windowMsOf(rate: Rate): number {
  return (callsOf(rate) / rate.perSecond) * 1_000;
}
