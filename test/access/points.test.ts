import { describe, expect, test } from "@jest/globals";
import { createPointsMeter, toPoints, type PointsMeter } from "../../src/access/points.js";
import type { DirectoryError } from "../../src/directory/errors.js";
import type { Viewer } from "../../src/access/viewer.js";

function viewer(tenant: string, subject: string | null): Viewer {
  return {
    tenant,
    subject,
    scopes: new Set(),
    maxPrivilege: null,
    organizations: null,
    isRouted: false,
    canReadSchema: false,
  };
}

/** Milliseconds until the viewer may ask again; null when it may now. */
function waitOf(meter: PointsMeter, who: Viewer): number | null {
  try {
    meter.assertLeft(who);
    return null;
  } catch (thrown) {
    expect(thrown).toMatchObject({ name: "PointsSpent", code: "LIMIT_EXCEEDED", isRetryable: true });
    return (thrown as DirectoryError).retryAfterMs;
  }
}

describe("points", () => {
  test("are one for a query, five for a mutation, and more for what costs much", () => {
    expect(toPoints("query", 0)).toBe(1);
    expect(toPoints("query", 1_000)).toBe(1);
    expect(toPoints("query", 1_001)).toBe(2);
    expect(toPoints("query", 200_000)).toBe(200);
    expect(toPoints("mutation", 10)).toBe(5);
    expect(toPoints("mutation", 6_000)).toBe(6);
  });

  test("are counted for each caller, and for all callers of a tenant", () => {
    const meter = createPointsMeter({ perCaller: 10, perTenant: 15 }, () => 0);
    const [ada, bob, other] = [viewer("one", "ada"), viewer("one", "bob"), viewer("two", "ada")];
    expect(meter.take(ada, 4)).toEqual({ limit: 10, remaining: 6, resetMs: 24_000 });
    expect(meter.take(ada, 6)).toEqual({ limit: 10, remaining: 0, resetMs: 60_000 });
    expect(waitOf(meter, ada)).toBe(6_000);
    expect(waitOf(meter, bob)).toBeNull();
    expect(meter.take(bob, 5)).toMatchObject({ limit: 15, remaining: 0 });
    expect(waitOf(meter, bob)).toBe(4_000);
    expect(waitOf(meter, other)).toBeNull();
    expect(meter.take(other, 1)).toMatchObject({ limit: 10, remaining: 9 });
  });

  test("come back evenly, up to as many as there are", () => {
    let now = 5;
    const meter = createPointsMeter({ perCaller: 600, perTenant: null }, () => now);
    const ada = viewer("one", "ada");
    meter.take(ada, 600);
    const served: number[] = [];
    // A thousand requests a second, for two minutes.
    for (let tick = 0; tick < 120_000; tick += 1) {
      now += 1;
      if (waitOf(meter, ada) !== null) continue;
      meter.take(ada, 1);
      served.push(now);
    }
    const gaps = served.slice(1).map((at, index) => at - (served[index] ?? 0));
    expect(served.length).toBeGreaterThanOrEqual(1_188);
    expect(served.length).toBeLessThanOrEqual(1_200);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(99);
    now += 600_000;
    expect(meter.take(ada, 1)).toMatchObject({ remaining: 599 });
  });

  test("are not lent: a request that costs more than is left waits, and takes nothing of anybody", () => {
    const meter = createPointsMeter({ perCaller: 10, perTenant: 15 }, () => 0);
    const [ada, bob] = [viewer("one", "ada"), viewer("one", "bob")];
    meter.take(ada, 9);
    expect(() => meter.take(ada, 2)).toThrow(
      expect.objectContaining({ name: "PointsSpent", retryAfterMs: 6_000 }),
    );
    expect(() => meter.take(bob, 7)).toThrow(expect.objectContaining({ retryAfterMs: 4_000 }));
    expect(meter.take(bob, 6)).toMatchObject({ remaining: 0 });
    expect(meter.take(viewer("two", "bob"), 10)).toMatchObject({ remaining: 0 });
  });

  test("that a caller never has are not waited for", () => {
    const meter = createPointsMeter({ perCaller: 20, perTenant: 15 });
    expect(() => meter.take(viewer("one", "ada"), 16)).toThrow(
      expect.objectContaining({
        name: "DirectoryError",
        code: "LIMIT_EXCEEDED",
        isRetryable: false,
        retryAfterMs: null,
        message: "The request takes 16 points; there are never more than 15",
      }),
    );
  });

  test("of a tenant and a caller whose names run together are apart", () => {
    const meter = createPointsMeter({ perCaller: 1, perTenant: null });
    meter.take(viewer("a", "b"), 1);
    expect(waitOf(meter, viewer("a", "b"))).not.toBeNull();
    expect(waitOf(meter, viewer("ab", null))).toBeNull();
    expect(waitOf(meter, viewer("a", null))).toBeNull();
  });

  test("are not counted where that is not asked for", () => {
    const meter = createPointsMeter({ perCaller: null, perTenant: null });
    expect(meter.take(viewer("one", "ada"), 1_000_000)).toBeNull();
    expect(waitOf(meter, viewer("one", "ada"))).toBeNull();
  });
});
