import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Pace } from "../../../src/datasources/http/pace.js";
import { testTiming } from "./test-reading.js";

/** Lets calls leave as soon as they may, each taking a while; when each reached the provider. */
function arrivalsOf(perSecond: number, calls: readonly { tripMs: number; arrivesAt: number }[]): number[] {
  const pace = new Pace({ perSecond }, testTiming());
  let now = 0;
  return calls.map(({ tripMs, arrivesAt }) => {
    for (let wait = pace.waitMs(now); wait > 0; wait = pace.waitMs(now)) now += wait;
    pace.depart();
    const arrival = now + tripMs * arrivesAt;
    now += tripMs;
    pace.end(now);
    return arrival;
  });
}

describe("a pace", () => {
  it("lets no more calls reach the provider in any second than its rate, however long they take", () => {
    const trips = fc.array(
      fc.record({ tripMs: fc.nat(400), arrivesAt: fc.double({ min: 0, max: 1, noNaN: true }) }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), trips, (perSecond, calls) => {
        const arrivals = arrivalsOf(perSecond, calls).sort((one, other) => one - other);
        for (const [index, at] of arrivals.entries()) {
          const next = arrivals[index + perSecond];
          if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(1_000);
        }
      }),
    );
  });

  it("spreads a rate below one a second over more than a second", () => {
    const calls = Array.from({ length: 3 }, () => ({ tripMs: 0, arrivesAt: 0 }));
    expect(arrivalsOf(0.5, calls)).toEqual([0, 2_000, 4_000]);
    expect(arrivalsOf(4 / 3, calls)).toEqual([0, 750, 1_500]);
  });

  it("tells how long those wait who have others before them", () => {
    const pace = new Pace({ perSecond: 2 }, testTiming());
    expect([0, 1, 2, 3, 4, 5].map((ahead) => pace.waitMs(0, ahead))).toEqual([
      0, 0, 1_000, 1_000, 2_000, 2_000,
    ]);
    pace.depart();
    pace.end(100);
    expect([0, 1, 2].map((ahead) => pace.waitMs(500, ahead))).toEqual([0, 600, 1_000]);
  });

  it("without a rate keeps nobody waiting", () => {
    const pace = new Pace(null, testTiming());
    pace.depart();
    expect(pace.waitMs(0, 1_000)).toBe(0);
    expect(pace.budget(0)).toBeNull();
  });

  it("holds everybody as long as the provider asks, 30 s at most", () => {
    const pace = new Pace(null, testTiming());
    pace.hold(0, 2_000);
    pace.hold(0, 1_000);
    expect([pace.waitMs(0), pace.waitMs(1_999), pace.waitMs(2_000)]).toEqual([2_000, 1, 0]);
    pace.hold(5_000, 3_600_000);
    expect(pace.waitMs(5_000)).toBe(30_000);
  });

  it("holds longer from one vague refusal to the next, counts those together as one, and forgets", () => {
    const pace = new Pace(null, testTiming());
    pace.hold(0, null);
    pace.hold(1, null);
    expect(pace.waitMs(0)).toBe(500);
    pace.hold(500, null);
    expect(pace.waitMs(500)).toBe(1_000);
    for (let refusal = 0, now = 1_500; refusal < 10; refusal += 1, now += 60_000) {
      pace.hold(now, null);
      expect(pace.waitMs(now)).toBeLessThanOrEqual(30_000);
    }
    pace.release();
    pace.hold(1_000_000, null);
    expect(pace.waitMs(1_000_000)).toBe(500);
  });

  it("tells what the provider told last, until its window ends, and waits for the next when nothing is left", () => {
    const timing = testTiming();
    const pace = new Pace({ perSecond: 4 }, timing);
    expect(pace.budget(0)).toEqual({ limit: 4, remaining: 4, resetsAt: null, source: "CONFIGURED" });
    pace.depart();
    expect(pace.budget(0)).toMatchObject({ remaining: 3 });
    pace.heed({ limit: 120, remaining: 0, resetMs: 9_000 }, 1_000);
    expect(pace.budget(2_000)).toEqual({
      ...{ limit: 120, remaining: 0, source: "HEADERS" },
      resetsAt: new Date(timing.date() + 9_000),
    });
    expect(pace.waitMs(2_000)).toBe(8_000);
    expect(pace.budget(10_000)).toMatchObject({ source: "CONFIGURED" });
  });
});
