import { beforeEach, describe, expect, test } from "@jest/globals";
import { KeptFacts } from "../../src/store/kept-facts.js";
import { CountedProbes } from "./counted-probes.js";

const of = { tenant: "default", account: "voice", name: "facts abc" };
const lifetimeMs = 600_000;

let probes: CountedProbes;
let now: number;
beforeEach(() => {
  probes = new CountedProbes();
  now = Date.UTC(2026, 10, 23, 9);
});

/** One process with the account open. */
function open(name = of.name): KeptFacts {
  return new KeptFacts({ probes, of: { ...of, name }, now: () => now });
}

async function opened(name?: string): Promise<KeptFacts> {
  const facts = open(name);
  await facts.settled();
  return facts;
}

test("facts are known at once, and by the next process for as long as they live", async () => {
  const facts = open();
  expect(facts.recall("tells roles")).toBeNull();
  facts.keep("tells roles", false, lifetimeMs);
  facts.keep("rows at once", 50, 2 * lifetimeMs);
  expect([facts.recall("tells roles"), facts.recall("rows at once")]).toEqual([false, 50]);
  await facts.settled();
  now += lifetimeMs - 1;
  const next = await opened();
  expect([next.recall("tells roles"), next.recall("rows at once")]).toEqual([false, 50]);
  now += 1;
  for (const one of [facts, next, await opened()]) {
    expect([one.recall("tells roles"), one.recall("rows at once")]).toEqual([null, 50]);
  }
});

test("another credential's facts are its own", async () => {
  const facts = open();
  facts.keep("tells roles", false, lifetimeMs);
  await facts.settled();
  expect((await opened("facts xyz")).recall("tells roles")).toBeNull();
});

test("what is learned while the store is read counts more than what it held", async () => {
  const before = open();
  before.keep("tells roles", false, lifetimeMs);
  before.keep("tells teams", false, lifetimeMs);
  await before.settled();
  const facts = open();
  facts.keep("tells roles", true, lifetimeMs);
  await facts.settled();
  expect([facts.recall("tells roles"), facts.recall("tells teams")]).toEqual([true, false]);
  const next = await opened();
  expect([next.recall("tells roles"), next.recall("tells teams")]).toEqual([true, false]);
});

test("a clock that was set back does not make facts last", async () => {
  const facts = await opened();
  facts.keep("tells roles", true, lifetimeMs);
  now -= 1;
  expect(facts.recall("tells roles")).toBeNull();
});

describe("the store", () => {
  test("is written when a fact is new, changes, or would soon be forgotten there", async () => {
    const facts = await opened();
    const learn = async (value: boolean): Promise<number> => {
      for (let count = 0; count < 100; count += 1) {
        facts.keep("tells roles", value, lifetimeMs);
        facts.keep("tells teams", true, lifetimeMs);
      }
      await facts.settled();
      return probes.puts;
    };
    expect([await learn(true), await learn(true), await learn(false)]).toEqual([1, 1, 2]);
    now += lifetimeMs / 2 - 1;
    expect(await learn(false)).toBe(2);
    now += 1;
    expect(await learn(false)).toBe(3);
    now += lifetimeMs / 2 + 1;
    expect((await opened()).recall("tells roles")).toBe(false);
  });

  test("may be down, and nobody hears of it", async () => {
    probes.isDown = true;
    const facts = open();
    facts.keep("tells roles", true, lifetimeMs);
    await facts.settled();
    expect(facts.recall("tells roles")).toBe(true);
    probes.isDown = false;
    expect((await opened()).recall("tells roles")).toBeNull();
    facts.keep("tells roles", false, lifetimeMs);
    await facts.settled();
    expect((await opened()).recall("tells roles")).toBe(false);
  });

  test("may hold what another version wrote in another form", async () => {
    await probes.put(of, { facts: [{ name: "tells roles", value: { is: true } }] }, new Date(now));
    const facts = await opened();
    expect(facts.recall("tells roles")).toBeNull();
  });
});
