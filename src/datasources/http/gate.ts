import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import type { CircuitBreaker } from "./circuit-breaker.js";
import type { ConcurrencyBound } from "./concurrency.js";
import { toAbandoned } from "./failure.js";
import type { Pace } from "./pace.js";
import type { Timing } from "./timing.js";
import type { Verdict } from "./verdict.js";

export interface GateOptions {
  readonly account: string;
  readonly timing: Timing;
  readonly breaker: CircuitBreaker;
  readonly pace: Pace;
  readonly bound: ConcurrencyBound;
}

/**
 * What every try passes on its way out: the circuit breaker, a place among the calls on the wire, the account's pace
 * and the request's budget. Whoever cannot leave before its deadline is told at once.
 */
export class Gate {
  readonly #options: GateOptions;
  /** Those who have a place and wait for their turn, the first to come first. */
  readonly #resting = new Set<symbol>();

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /**
   * Returns at once where nothing is in the way, else a promise. Who has passed must `leave`.
   * @throws DirectoryError UPSTREAM_TIMEOUT after the deadline, UPSTREAM_UNAVAILABLE while the provider is down,
   * UPSTREAM_RATE_LIMITED when its turn would come after the deadline, OVERLOADED when too many wait, BudgetSpent
   */
  enter(reading: Reading): Promise<void> | undefined {
    const { account, bound, pace, timing } = this.#options;
    if (reading.budget.remaining <= 0) throw new BudgetSpent(account);
    const now = timing.now();
    this.#assertWorthwhile(reading, now);
    this.#assertInTime(reading, now, bound.waiting + this.#resting.size);
    if (!bound.tryEnter()) return this.#enterLater(reading);
    if (pace.waitMs(now, this.#resting.size) > 0) return this.#departLater(reading);
    this.#depart(reading, now);
    return undefined;
  }

  /** The try has ended. */
  leave(verdict: Verdict): void {
    const { breaker, bound, pace, timing } = this.#options;
    const now = timing.now();
    if (verdict === "WORKS") pace.release();
    pace.end(now);
    breaker.settle(verdict, now);
    bound.leave(verdict);
  }

  async #enterLater(reading: Reading): Promise<void> {
    const { account, bound, timing } = this.#options;
    if (!(await bound.wait(reading.signal))) throw toAbandoned(account, reading, timing.now());
    await this.#departLater(reading);
  }

  /** With a place, which is given back where the turn does not come. */
  async #departLater(reading: Reading): Promise<void> {
    const me = Symbol();
    this.#resting.add(me);
    try {
      await this.#rest(reading, me);
    } catch (thrown) {
      this.#options.bound.leave("UNCLEAR");
      throw thrown;
    } finally {
      this.#resting.delete(me);
    }
    this.#depart(reading, this.#options.timing.now());
  }

  async #rest(reading: Reading, me: symbol): Promise<void> {
    const { pace, timing } = this.#options;
    for (;;) {
      const now = timing.now();
      const ahead = [...this.#resting].indexOf(me);
      const waitMs = pace.waitMs(now, ahead);
      if (waitMs === 0) return;
      this.#assertInTime(reading, now, ahead);
      await this.#sleep(reading, waitMs);
    }
  }

  #depart(reading: Reading, now: number): void {
    const { bound, breaker, pace } = this.#options;
    try {
      this.#assertWorthwhile(reading, now);
      reading.budget.spend();
    } catch (thrown) {
      bound.leave("UNCLEAR");
      throw thrown;
    }
    breaker.begin();
    pace.depart();
  }

  async #sleep(reading: Reading, ms: number): Promise<void> {
    const { account, timing } = this.#options;
    try {
      await timing.sleep(ms, reading.signal);
    } catch {
      throw toAbandoned(account, reading, timing.now());
    }
  }

  #assertWorthwhile(reading: Reading, now: number): void {
    const { account, breaker } = this.#options;
    if (reading.signal.aborted || now >= reading.deadline) throw toAbandoned(account, reading, now);
    const retryAfterMs = breaker.refusalMs(now);
    if (retryAfterMs === 0) return;
    const message = "The provider is not available, and is not asked until it may be again";
    throw new DirectoryError("UPSTREAM_UNAVAILABLE", message, { account, retryAfterMs });
  }

  #assertInTime(reading: Reading, now: number, ahead: number): void {
    const { account, pace } = this.#options;
    const waitMs = pace.waitMs(now, ahead);
    if (waitMs === 0 || now + waitMs < reading.deadline) return;
    const message = "The provider's rate limit leaves no room before the request's deadline";
    throw new DirectoryError("UPSTREAM_RATE_LIMITED", message, { account, retryAfterMs: Math.ceil(waitMs) });
  }
}
