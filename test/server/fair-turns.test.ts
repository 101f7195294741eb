import { expect, test } from "@jest/globals";
import { FairTurns } from "../../src/server/fair-turns.js";

const { signal } = new AbortController();

/** Asks for turns and notes who began, in order. */
function ask(turns: FairTurns, tenant: string, times: number, begun: string[]): Promise<unknown> {
  return Promise.all(
    Array.from({ length: times }, async () => {
      await turns.turnOf(tenant, signal);
      begun.push(tenant);
    }),
  );
}

test("whoever comes after a crowd of another tenant begins after at most one of them", async () => {
  const turns = new FairTurns();
  const begun: string[] = [];
  const crowd = ask(turns, "noisy", 500, begun);
  while (begun.length < 10) await new Promise((resolve) => setImmediate(resolve));
  const before = begun.length;
  await ask(turns, "quiet", 1, begun);
  expect(begun.indexOf("quiet") - before).toBeLessThanOrEqual(1);
  await crowd;
  expect(begun).toHaveLength(501);
});

test("tenants take turns, and each tenant's requests begin in their order", async () => {
  const turns = new FairTurns();
  const begun: string[] = [];
  await Promise.all(["a", "b", "c"].map((tenant) => ask(turns, tenant, 3, begun)));
  expect(begun.join("")).toBe("abcabcabc");
  const order: number[] = [];
  await Promise.all([1, 2, 3].map((each) => turns.turnOf("a", signal).then(() => order.push(each))));
  expect(order).toEqual([1, 2, 3]);
});

test("between two beginnings the event loop goes round once, so that sockets are served", async () => {
  const turns = new FairTurns();
  const begun: string[] = [];
  const all = ask(turns, "noisy", 20, begun);
  let rounds = 0;
  const atRound: number[] = [];
  while (begun.length < 20) {
    await new Promise((resolve) => setImmediate(resolve));
    rounds += 1;
    atRound.push(begun.length);
  }
  await all;
  expect(rounds).toBeGreaterThanOrEqual(19);
  const steps = atRound.map((count, index) => count - (atRound[index - 1] ?? 0));
  expect(Math.max(...steps)).toBe(1);
});

test("a tenant has a bounded crowd; others are not turned away for it", async () => {
  const turns = new FairTurns(3);
  const begun: string[] = [];
  const crowd = ask(turns, "noisy", 3, begun);
  await expect(turns.turnOf("noisy", signal)).rejects.toMatchObject({
    code: "OVERLOADED",
    isRetryable: true,
    retryAfterMs: 1_000,
  });
  await Promise.all([crowd, ask(turns, "quiet", 3, begun)]);
  await turns.turnOf("noisy", signal);
  expect(begun).toHaveLength(6);
});

test("a request that nobody waits for any more does not begin", async () => {
  const turns = new FairTurns();
  const controller = new AbortController();
  const turn = turns.turnOf("a", controller.signal);
  controller.abort();
  await expect(turn).rejects.toMatchObject({ code: "OVERLOADED" });
});
