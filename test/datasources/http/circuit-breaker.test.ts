import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { CircuitBreaker } from "../../../src/datasources/http/circuit-breaker.js";
import type { Verdict } from "../../../src/datasources/http/verdict.js";

function fail(breaker: CircuitBreaker, times: number, now = 0, verdict: Verdict = "DOWN"): void {
  for (let count = 0; count < times; count += 1) breaker.settle(verdict, now);
}

describe("a circuit breaker", () => {
  it.each(["DOWN", "OVERWHELMED"] as const)(
    "opens for 5 s after five tries in a row that ended %s",
    (verdict) => {
      const breaker = new CircuitBreaker();
      fail(breaker, 4, 0, verdict);
      expect(breaker.refusalMs(0)).toBe(0);
      fail(breaker, 1, 0, verdict);
      expect([breaker.refusalMs(0), breaker.refusalMs(4_999), breaker.refusalMs(5_000)]).toEqual([
        5_000, 1, 0,
      ]);
    },
  );

  it.each(["WORKS", "SLOW_DOWN"] as const)("begins to count anew after a try that ended %s", (verdict) => {
    const breaker = new CircuitBreaker();
    fail(breaker, 4);
    breaker.settle(verdict, 0);
    fail(breaker, 4);
    expect(breaker.refusalMs(0)).toBe(0);
  });

  it("is not told anything by what says nothing about the provider", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 4);
    fail(breaker, 100, 0, "UNCLEAR");
    expect(breaker.refusalMs(0)).toBe(0);
    fail(breaker, 1);
    expect(breaker.refusalMs(0)).toBe(5_000);
  });

  it("lets one call try after the break, and the others through when that one works", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 5);
    breaker.begin();
    expect(breaker.refusalMs(5_000)).toBe(5_000);
    breaker.settle("WORKS", 5_100);
    expect(breaker.refusalMs(5_100)).toBe(0);
    fail(breaker, 4);
    expect(breaker.refusalMs(5_100)).toBe(0);
  });

  it("doubles the break while the calls that try fail, to 30 s", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 5);
    let now = 5_000;
    const breaks = [10_000, 20_000, 30_000, 30_000].map((expected) => {
      breaker.begin();
      breaker.settle("DOWN", now);
      const ms = breaker.refusalMs(now);
      now += ms;
      return [ms, expected];
    });
    for (const [ms, expected] of breaks) expect(ms).toBe(expected);
  });

  it("lets the next one try when the one that tried was called off", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 5);
    breaker.begin();
    breaker.settle("UNCLEAR", 5_000);
    expect(breaker.refusalMs(5_000)).toBe(0);
  });

  it("does not open anew for the calls that were under way when it opened", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 5);
    fail(breaker, 3, 2_000);
    expect(breaker.refusalMs(5_000)).toBe(0);
  });

  it("lets at most one call through in 5 s while the provider is down, whatever is asked when", () => {
    const steps = fc.array(fc.nat(2_000), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (gaps) => {
        const breaker = new CircuitBreaker();
        fail(breaker, 5);
        let now = 0;
        let last = 0;
        for (const gap of gaps) {
          now += gap;
          if (breaker.refusalMs(now) > 0) continue;
          expect(now - last).toBeGreaterThanOrEqual(5_000);
          breaker.begin();
          breaker.settle("DOWN", now);
          last = now;
        }
      }),
    );
  });
});
