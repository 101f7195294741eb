import type { Verdict } from "./verdict.js";

/** Tries that fail one after another before nobody calls any more. */
const failuresToOpen = 5;
const shortestBreakMs = 5_000;
const longestBreakMs = 30_000;

/**
 * Stops calling a provider that is down, so that nobody waits for it and it can come back. After a break one call
 * tries; the others go on failing at once until that one has ended. On a monotonic clock, so that a leap of the wall
 * clock neither ends a break nor makes it last.
 */
export class CircuitBreaker {
  #failures = 0;
  #breakMs = shortestBreakMs;
  /** When the break ends; null while calls go through. */
  #opensAt: number | null = null;
  #isProbing = false;

  /** Milliseconds until it is worth asking again; 0 when a call may be sent. */
  refusalMs(now: number): number {
    if (this.#opensAt === null) return 0;
    if (this.#isProbing) return shortestBreakMs;
    return Math.max(0, Math.ceil(this.#opensAt - now));
  }

  /** A call is sent: after a break the only one, until it has settled. */
  begin(): void {
    this.#isProbing = this.#opensAt !== null;
  }

  /** A call that had begun has ended. */
  settle(verdict: Verdict, now: number): void {
    if (verdict === "WORKS" || verdict === "SLOW_DOWN") this.#close();
    else if (verdict === "UNCLEAR") this.#isProbing = false;
    else this.#fail(now);
  }

  #close(): void {
    this.#failures = 0;
    this.#breakMs = shortestBreakMs;
    this.#opensAt = null;
    this.#isProbing = false;
  }

  #fail(now: number): void {
    this.#failures += 1;
    if (this.#isProbing) this.#breakMs = Math.min(longestBreakMs, this.#breakMs * 2);
    const opens = this.#opensAt === null ? this.#failures >= failuresToOpen : this.#isProbing;
    this.#isProbing = false;
    if (opens) this.#opensAt = now + this.#breakMs;
  }
}
