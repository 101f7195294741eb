import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Intent, IntentPage, NewIntent } from "../../src/store/store.js";
import type { Opened } from "./backend.js";
import { at, lease, newTenant, toFinish, toIntent, toLockName } from "./samples.js";

export function describeIntentLists({ store }: Opened): void {
  let tenant: string;

  beforeEach(() => {
    tenant = newTenant();
  });

  const create = async (given: Partial<NewIntent>): Promise<NewIntent> => {
    const intent = toIntent({ tenant, ...given });
    await store().intents.create(intent, null);
    return intent;
  };

  const finish = (intent: NewIntent, state: "APPLIED" | "NOT_APPLIED" | "NEEDS_REVIEW"): Promise<boolean> =>
    store().intents.finish(intent.id, toFinish(tenant, { state }));

  const send = async (intent: NewIntent): Promise<void> => {
    const lock = await store().locks.acquire(toLockName(intent), "one", lease(0, 1_000));
    if (lock !== null) await store().intents.markSent(intent.id, lock, at(1));
  };

  const idsOf = (intents: readonly Intent[]): string[] =>
    intents.filter((intent) => intent.tenant === tenant).map(({ id }) => id);

  /** One of each state, the oldest last made; ids are unlike their order. */
  const createEach = async (): Promise<Record<Intent["state"], string>> => {
    const id = (letter: string): string => `${letter}-${tenant}`;
    const [review, notApplied, applied, sent, fresh] = [
      await create({ id: id("c"), target: "t-5", createdAt: at(50) }),
      await create({ id: id("a"), target: "t-4", createdAt: at(40) }),
      await create({ id: id("e"), target: "t-3", createdAt: at(30) }),
      await create({ id: id("b"), target: "t-2", createdAt: at(20) }),
      await create({ id: id("d"), target: "t-1", createdAt: at(10) }),
    ];
    await finish(review, "NEEDS_REVIEW");
    await finish(notApplied, "NOT_APPLIED");
    await finish(applied, "APPLIED");
    await send(sent);
    return {
      ...{ NEEDS_REVIEW: review.id, NOT_APPLIED: notApplied.id, APPLIED: applied.id, SENT: sent.id },
      NEW: fresh.id,
    };
  };

  describe("listing intents", () => {
    test("lists those that are open, oldest first, of all tenants", async () => {
      const made = await createEach();
      const elsewhere = await create({ tenant: newTenant() });
      const open = await store().intents.listOpen();
      expect(idsOf(open)).toEqual([made.NEW, made.SENT]);
      expect(open.map(({ id }) => id)).toContain(elsewhere.id);
    });

    test("lists those of one target that are not resolved, oldest first", async () => {
      const made = await createEach();
      const name = { tenant, account: "teamwork/main", target: "t-5" };
      const later = await create({ target: "t-5", createdAt: at(60) });
      const earlier = await create({ target: "t-5", createdAt: at(-60) });
      await send(later);
      const unresolved = await store().intents.listUnresolved(name);
      expect(idsOf(unresolved)).toEqual([earlier.id, made.NEEDS_REVIEW, later.id]);
      expect(await store().intents.listUnresolved({ ...name, account: "another" })).toEqual([]);
      expect(await store().intents.listUnresolved({ ...name, tenant: newTenant() })).toEqual([]);
      for (const target of ["t-3", "t-4"]) {
        expect(await store().intents.listUnresolved({ ...name, target })).toEqual([]);
      }
    });

    test("lists those that are pending, newest first", async () => {
      const made = await createEach();
      const pending = await store().intents.listPending(tenant, { size: 10, before: null });
      expect(idsOf(pending)).toEqual([made.NEEDS_REVIEW, made.SENT, made.NEW]);
    });

    test("pages through many of the same millisecond, in the order of their bytes", async () => {
      const ids = ["Z", "a", "é", "_", "B", "b", "👍", "1", "10", "2"].map((name) => `${name}-${tenant}`);
      for (const id of ids) await create({ id, createdAt: at(0) });
      await create({ id: `older-${tenant}`, createdAt: at(-1) });
      const seen: Intent[] = [];
      for (let before: IntentPage["before"] = null; ; before = seen.at(-1) ?? null) {
        const page = await store().intents.listPending(tenant, { size: 3, before });
        seen.push(...page);
        if (page.length < 3) break;
      }
      const ordered = ids.sort((one, other) => Buffer.compare(Buffer.from(other), Buffer.from(one)));
      expect(idsOf(seen)).toEqual([...ordered, `older-${tenant}`]);
    });

    test("counts what was made since then and may have been done", async () => {
      await createEach();
      await create({ operation: "USER_DISABLE", createdAt: at(20) });
      const of = { tenant, account: "teamwork/main" };
      const count = (operations: string[], since = at(0)): Promise<number> =>
        store().intents.count(of, operations, since);
      expect(await count(["USER_INVITE"])).toBe(4);
      expect(await count(["USER_INVITE", "USER_DISABLE"], at(20))).toBe(4);
      expect(await count(["USER_INVITE"], at(51))).toBe(0);
      expect(await count(["USER_RESTORE"])).toBe(0);
      expect(await count([])).toBe(0);
      expect(await store().intents.count({ ...of, account: "another" }, ["USER_INVITE"], at(0))).toBe(0);
    });
  });
}
