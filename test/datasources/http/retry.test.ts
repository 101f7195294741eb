import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toRetryAfterMs } from "../../../src/datasources/http/retry-after.js";
import { RetryBudget } from "../../../src/datasources/http/retry-budget.js";
import { retryWaitMs } from "../../../src/datasources/http/retry.js";
import type { FailedRead } from "../../../src/datasources/http/retry.js";

const failed: FailedRead = { allowed: 2, done: 0, askedMs: 0, remainingMs: 10_000 };

describe("the wait before a retry", () => {
  it.each([
    [0, 0, 0],
    [0, 0.5, 100],
    [1, 0.5, 200],
  ])("after %d retries and dice of %d is %d ms", (done, random, ms) => {
    expect(retryWaitMs({ ...failed, done }, random)).toBe(ms);
  });

  it("is none when the retries are used up", () => {
    expect(retryWaitMs({ ...failed, done: 2 }, 0)).toBeNull();
    expect(retryWaitMs({ ...failed, allowed: 0 }, 0)).toBeNull();
  });

  it("is none when nothing would be left of the deadline", () => {
    expect(retryWaitMs({ ...failed, remainingMs: 99 }, 0.5)).toBeNull();
    expect(retryWaitMs({ ...failed, askedMs: 10_000 }, 0)).toBeNull();
    expect(retryWaitMs({ ...failed, remainingMs: 0 }, 0)).toBeNull();
  });

  it("is never shorter than asked, and never longer than 30 s plus jitter", () => {
    fc.assert(
      fc.property(
        fc.nat(100_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (askedMs, random) => {
          const wait = retryWaitMs({ ...failed, askedMs, remainingMs: Infinity }, random);
          if (askedMs > 30_000) expect(wait).toBeNull();
          else expect(wait).toBeGreaterThanOrEqual(askedMs);
          expect(wait ?? 0).toBeLessThanOrEqual(32_000);
        },
      ),
    );
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");

  it.each([
    ["0", 0],
    ["7", 7_000],
    ["3600", 3_600_000],
    ["3601", 30_000],
    ["1000000000", 30_000],
    ["99999999999999999999999999", 30_000],
    ["Sun, 22 Nov 2026 12:00:20 GMT", 20_000],
    ["Sunday, 22-Nov-26 12:00:20 GMT", 20_000],
    ["Sun, 22 Nov 2026 11:59:59 GMT", 0],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 30_000],
  ])("%p means %d ms", (value, ms) => {
    expect(toRetryAfterMs({ "retry-after": value }, now)).toBe(ms);
  });

  it.each(["", "-5", "1.5", "1e9", "soon", "Infinity", "NaN", "0x10", "Sunday", "2026-11-22", "5, 6", " "])(
    "%p means nothing",
    (value) => {
      expect(toRetryAfterMs({ "retry-after": value }, now)).toBeNull();
    },
  );

  it("twice or not at all means nothing", () => {
    expect(toRetryAfterMs({ "retry-after": ["1", "2"] }, now)).toBeNull();
    expect(toRetryAfterMs({}, now)).toBeNull();
  });

  it("never gives what cannot be waited for, whatever it says", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (value, at) => {
        const ms = toRetryAfterMs({ "retry-after": value }, at);
        expect(ms === null || (ms >= 0 && ms <= 3_600_000)).toBe(true);
      }),
    );
  });
});

describe("the retry budget", () => {
  const take = (budget: RetryBudget, times: number, at: number): number =>
    Array.from({ length: times }, () => budget.tryRetry(at)).filter(Boolean).length;

  it("allows ten a minute to a quiet account", () => {
    const budget = new RetryBudget();
    budget.countCall(0);
    expect(take(budget, 20, 0)).toBe(10);
    expect(take(budget, 20, 59_999)).toBe(0);
    expect(take(budget, 20, 60_000)).toBe(10);
  });

  it("allows a tenth of the calls to a busy one", () => {
    const budget = new RetryBudget();
    for (let call = 0; call < 1_000; call += 1) budget.countCall(call * 10);
    expect(take(budget, 500, 10_000)).toBe(100);
  });

  it("forgets calls after a minute, second by second", () => {
    const budget = new RetryBudget();
    for (let second = 0; second < 60; second += 1) {
      for (let call = 0; call < 10; call += 1) budget.countCall(second * 1_000);
    }
    expect(take(budget, 100, 89_000)).toBe(30);
  });

  it("survives long silence and clocks that begin anywhere", () => {
    const budget = new RetryBudget();
    expect(take(budget, 20, 123_456_789)).toBe(10);
    expect(take(budget, 20, 1e12)).toBe(10);
  });

  it("does not mind a clock that steps back", () => {
    const budget = new RetryBudget();
    expect(take(budget, 20, 100_000)).toBe(10);
    expect(take(budget, 20, 50_000)).toBe(0);
  });

  it("never lets more than a tenth, or ten, through in any minute", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { maxLength: 400 }), (steps) => {
        const budget = new RetryBudget();
        const calls: number[] = [];
        const retries: number[] = [];
        let now = 0;
        for (const [ms, isCall] of steps) {
          now += ms;
          if (isCall) {
            budget.countCall(now);
            calls.push(now);
          } else if (budget.tryRetry(now)) {
            retries.push(now);
          }
        }
        const lately = (at: number) => at > now - 59_000;
        const allowed = Math.max(10, calls.filter((at) => at > now - 120_000).length * 0.1 + 1);
        expect(retries.filter(lately).length).toBeLessThanOrEqual(allowed);
      }),
    );
  });
});
