import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "./graph-session.js";
import { callTables } from "./provider-call-tables.js";

function sum(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}

describe.each(callTables)("the calls that a query costs $title", ({ setup, rows }) => {
  let session: GraphSession;
  beforeAll(async () => {
    session = await startGraphSession({ accounts: [{ key: "one", people: 60, ...setup }] });
  });
  afterAll(() => session.stop());

  test.each(rows)("$title", async ({ query, cold, warm = {} }) => {
    await session.restart();
    const { counters } = session.server("one");
    for (const expected of [cold, warm]) {
      counters.reset();
      const { errors, upstream } = await session.ask<object>(query);
      expect(errors).toEqual([]);
      expect(session.calls("one").callsByRoute).toEqual(expected);
      expect(upstream?.count).toBe(sum(expected));
    }
  });
});
