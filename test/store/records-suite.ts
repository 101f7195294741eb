import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Tombstone } from "../../src/store/store.js";
import type { Opened } from "./backend.js";
import { at, awkwardJson, awkwardTexts, newTenant } from "./samples.js";

export function describeRecords({ store }: Opened): void {
  let tenant: string;

  beforeEach(() => {
    tenant = newTenant();
  });

  const toTombstone = (ref: string, given: Partial<Tombstone> = {}): Tombstone => ({
    ...{ tenant, account: "teamwork/main", ref, deletedAt: at(0), kept: { ref } },
    ...given,
  });

  describe("tombstones", () => {
    test("are found by their refs, those that there are", async () => {
      const { tombstones } = store();
      await tombstones.put(toTombstone("one"));
      await tombstones.put(toTombstone("two"));
      const of = { tenant, account: "teamwork/main" };
      expect(await tombstones.find(of, ["two", "three"])).toEqual([toTombstone("two")]);
      expect(await tombstones.find(of, [])).toEqual([]);
      expect(await tombstones.find({ ...of, account: "another" }, ["two"])).toEqual([]);
      expect(await tombstones.find({ ...of, tenant: newTenant() }, ["two"])).toEqual([]);
    });

    test("are found among more refs than a statement has parameters", async () => {
      await store().tombstones.put(toTombstone("ref-0"));
      await store().tombstones.put(toTombstone("ref-69999"));
      const refs = Array.from({ length: 70_000 }, (_, index) => `ref-${index}`);
      const found = await store().tombstones.find({ tenant, account: "teamwork/main" }, refs);
      expect(found.map(({ ref }) => ref)).toEqual(["ref-0", "ref-69999"]);
    });

    test("replace an earlier one of the same User", async () => {
      const { tombstones } = store();
      await tombstones.put(toTombstone("one", { kept: { before: true } }));
      const later = toTombstone("one", { deletedAt: at(77), kept: awkwardJson });
      await tombstones.put(later);
      expect(await tombstones.list(later)).toEqual([later]);
    });

    test("are listed oldest first, and by their refs within a millisecond", async () => {
      const { tombstones } = store();
      await tombstones.put(toTombstone("b", { deletedAt: at(5) }));
      await tombstones.put(toTombstone("a", { deletedAt: at(5) }));
      await tombstones.put(toTombstone("z", { deletedAt: at(4) }));
      await tombstones.put(toTombstone("y", { account: "another" }));
      const listed = await tombstones.list({ tenant, account: "teamwork/main" });
      expect(listed.map(({ ref }) => ref)).toEqual(["z", "a", "b"]);
    });

    test("are gone once removed, twice if need be", async () => {
      const { tombstones } = store();
      await tombstones.put(toTombstone("one"));
      await tombstones.put(toTombstone("two"));
      await tombstones.remove(toTombstone("one"));
      await tombstones.remove(toTombstone("one"));
      expect(await tombstones.list(toTombstone("one"))).toEqual([toTombstone("two")]);
    });

    test.each(awkwardTexts)("may be of %j", async (text) => {
      const odd = toTombstone(text, { account: text });
      await store().tombstones.put(odd);
      expect(await store().tombstones.find(odd, [text])).toEqual([odd]);
    });
  });

  describe("probes", () => {
    test("are null before and what was learned last afterwards", async () => {
      const of = { tenant, account: "teamwork/main", name: "plan" };
      expect(await store().probes.find(of)).toBeNull();
      await store().probes.put(of, { is: "free" }, at(1));
      await store().probes.put(of, awkwardJson, at(2));
      expect(await store().probes.find(of)).toEqual({ value: awkwardJson, learnedAt: at(2) });
    });

    test("are kept apart by tenant, account and name", async () => {
      const of = { tenant, account: "teamwork/main", name: "plan" };
      await store().probes.put(of, {}, at(1));
      for (const other of [{ tenant: newTenant() }, { account: "another" }, { name: "another" }]) {
        expect(await store().probes.find({ ...of, ...other })).toBeNull();
      }
    });

    test.each(awkwardTexts)("may be named %j", async (text) => {
      const of = { tenant, account: text, name: text };
      await store().probes.put(of, { [text]: text }, at(-1));
      expect(await store().probes.find(of)).toEqual({ value: { [text]: text }, learnedAt: at(-1) });
    });
  });
}
