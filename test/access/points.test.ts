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

async function isSpent(meter: PointsMeter, who: Viewer): Promise<boolean> {
  try {
    await meter.assertLeft(who);
    return false;
  } catch (thrown) {
    expect(thrown).toMatchObject({ name: "PointsSpent", code: "LIMIT_EXCEEDED", isRetryable: true });
    const { retryAfterMs } = thrown as DirectoryError;
    expect(retryAfterMs).toBeGreaterThan(0);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
    return true;
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

  test("are counted for each caller, and for all callers of a tenant", async () => {
    const meter = createPointsMeter({ perCaller: 10, perTenant: 15 });
    const [ada, bob, other] = [viewer("one", "ada"), viewer("one", "bob"), viewer("two", "ada")];
    expect(await meter.take(ada, 4)).toMatchObject({ limit: 10, remaining: 6 });
    expect(await meter.take(ada, 6)).toMatchObject({ limit: 10, remaining: 0 });
    expect(await isSpent(meter, ada)).toBe(true);
    expect(await isSpent(meter, bob)).toBe(false);
    expect(await meter.take(bob, 5)).toMatchObject({ limit: 15, remaining: 0 });
    expect(await isSpent(meter, bob)).toBe(true);
    expect(await isSpent(meter, other)).toBe(false);
    expect(await meter.take(other, 1)).toMatchObject({ limit: 10, remaining: 9 });
  });

  test("are not lent: a request that costs more than is left is refused", async () => {
    const meter = createPointsMeter({ perCaller: 10, perTenant: null });
    await expect(meter.take(viewer("one", "ada"), 11)).rejects.toMatchObject({ name: "PointsSpent" });
  });

  test("of a tenant and a caller whose names run together are apart", async () => {
    const meter = createPointsMeter({ perCaller: 1, perTenant: null });
    await meter.take(viewer("a", "b"), 1);
    expect(await isSpent(meter, viewer("ab", null))).toBe(false);
    expect(await isSpent(meter, viewer("a", null))).toBe(false);
  });

  test("are not counted where that is not asked for", async () => {
    const meter = createPointsMeter({ perCaller: null, perTenant: null });
    expect(await meter.take(viewer("one", "ada"), 1_000_000)).toBeNull();
  });
});
