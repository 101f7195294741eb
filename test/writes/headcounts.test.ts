import { beforeEach, describe, expect, test } from "@jest/globals";
import { Headcounts } from "../../src/writes/headcounts.js";
import { CountedProbes } from "../store/counted-probes.js";

const hourMs = 3_600_000;
const own = { tenant: "default", account: "chat" };

let probes: CountedProbes;
let now: number;
beforeEach(() => {
  probes = new CountedProbes();
  now = Date.UTC(2026, 10, 23, 9);
});

/** One process on the store. */
function start(): Headcounts {
  return new Headcounts(probes, () => now);
}

test("a day later a smaller number is the usual one", async () => {
  const headcounts = start();
  headcounts.note(own, 100);
  const noted = now;
  now += 5 * hourMs;
  headcounts.note(own, 60);
  now = noted + 24 * hourMs - 1;
  expect(await headcounts.findGreatest(own)).toEqual({ users: 100, at: noted });
  now += 1;
  expect(await headcounts.findGreatest(own)).toEqual({ users: 60, at: noted + 5 * hourMs });
  now += 5 * hourMs;
  expect(await headcounts.findGreatest(own)).toBeNull();
  expect(await start().findGreatest(own)).toBeNull();
});

test("processes on one store know what each of them has seen", async () => {
  const [one, other] = [start(), start()];
  one.note(own, 80);
  other.note(own, 90);
  await Promise.all([one.settled(), other.settled()]);
  expect(await one.findGreatest(own)).toMatchObject({ users: 90 });
  now += 2 * hourMs;
  one.note(own, 100);
  await one.settled();
  expect(await other.findGreatest(own)).toMatchObject({ users: 100 });
  expect(await start().findGreatest(own)).toMatchObject({ users: 100 });
});

test("accounts of the same key are each tenant's own", async () => {
  const headcounts = start();
  headcounts.note(own, 80);
  await headcounts.settled();
  for (const one of [headcounts, start()]) {
    expect(await one.findGreatest({ ...own, tenant: "other" })).toBeNull();
    expect(await one.findGreatest({ ...own, account: "voice" })).toBeNull();
  }
});

describe("the store", () => {
  test("is written when the number has grown or the hour is new, and not on each reading", async () => {
    const headcounts = start();
    for (let count = 0; count < 1_000; count += 1) headcounts.note(own, 100 - (count % 3));
    await headcounts.settled();
    expect(probes.puts).toBe(1);
    headcounts.note(own, 101);
    await headcounts.settled();
    expect(probes.puts).toBe(2);
    now += hourMs;
    for (let count = 0; count < 1_000; count += 1) headcounts.note(own, 50);
    await headcounts.settled();
    expect(probes.puts).toBe(3);
  });

  test("may be down while something is noted, and is told when it is asked next", async () => {
    const headcounts = start();
    probes.isDown = true;
    headcounts.note(own, 100);
    await headcounts.settled();
    await expect(headcounts.findGreatest(own)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    probes.isDown = false;
    expect(await headcounts.findGreatest(own)).toMatchObject({ users: 100 });
    expect(await start().findGreatest(own)).toMatchObject({ users: 100 });
  });

  test("may hold what another version wrote in another form", async () => {
    await probes.put({ ...own, name: "headcount" }, { hours: "many" }, new Date(now));
    const headcounts = start();
    expect(await headcounts.findGreatest(own)).toBeNull();
    headcounts.note(own, 7);
    expect(await headcounts.findGreatest(own)).toMatchObject({ users: 7 });
  });
});
