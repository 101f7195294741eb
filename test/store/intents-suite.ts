import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { HeldLock, NewIntent } from "../../src/store/store.js";
import type { Backend, Opened } from "./backend.js";
import {
  at,
  awkwardJson,
  awkwardTexts,
  lease,
  newTenant,
  toClaim,
  toEvent,
  toFinish,
  toIntent,
  toLockName,
} from "./samples.js";

export function describeIntents({ store, url }: Opened, backend: Backend): void {
  let tenant: string;

  beforeEach(() => {
    tenant = newTenant();
  });

  const create = async (given: Partial<NewIntent> = {}): Promise<NewIntent> => {
    const intent = toIntent({ tenant, ...given });
    expect(await store().intents.create(intent, null)).toBeNull();
    return intent;
  };

  const hold = async (intent: NewIntent, owner = "one"): Promise<HeldLock> => {
    const lock = await store().locks.acquire(toLockName(intent), owner, lease(0, 1_000));
    if (lock === null) throw new Error("the lock is taken");
    return lock;
  };

  describe("creating intents", () => {
    test("begins in state NEW with nothing sent", async () => {
      const intent = await create();
      expect(await store().intents.find(tenant, intent.id)).toEqual({
        ...intent,
        ...{ state: "NEW", sentCalls: 0, outcome: null, sentAt: null, updatedAt: intent.createdAt },
      });
    });

    test.each(awkwardTexts)("gives back %j in every text", async (text) => {
      const texts = { account: text, operation: text, target: text, actor: text, idempotencyKey: text };
      const intent = await create({ ...texts, plan: { [text]: text } });
      expect(await store().intents.find(tenant, intent.id)).toMatchObject(intent);
    });

    test("gives back an awkward plan, one of a megabyte, and none", async () => {
      for (const plan of [awkwardJson, { body: 'é👍\\"'.repeat(200_000) }, null]) {
        const intent = await create({ plan });
        expect((await store().intents.find(tenant, intent.id))?.plan).toEqual(plan);
      }
    });

    test.each([0, -1, 1, 999, Date.UTC(2038, 0, 19, 3, 14, 8, 7), 8.64e15])(
      "gives back the time %d",
      async (time) => {
        const intent = await create({ createdAt: new Date(time) });
        expect((await store().intents.find(tenant, intent.id))?.createdAt).toEqual(new Date(time));
      },
    );

    test("stores characters that a database cannot hold as U+FFFD, and finds them by either", async () => {
      const intent = await create({ actor: "a\0b\ud800c", idempotencyKey: "\0" });
      const claim = toClaim(intent, { key: "client:\0", fingerprint: "\udfff" });
      const other = toIntent({ tenant });
      expect(await store().intents.create(other, { ...claim, intentId: other.id })).toBeNull();
      expect((await store().intents.find(tenant, intent.id))?.actor).toBe("a\uFFFDb\uFFFDc");
      expect(await store().intents.findClaim(tenant, "client:\0", at(0))).toMatchObject({
        key: "client:\uFFFD",
        fingerprint: "\uFFFD",
      });
    });

    test("is found by its own tenant only", async () => {
      const intent = await create();
      expect(await store().intents.find(newTenant(), intent.id)).toBeNull();
      expect(await store().intents.find(tenant, "another")).toBeNull();
    });

    test("refuses an id for the second time, and keeps the claim that came with it back", async () => {
      const intent = await create();
      const again = store().intents.create(intent, toClaim(intent));
      await expect(again).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", isRetryable: true });
      expect(await store().intents.findClaim(tenant, "client:k-1", at(0))).toBeNull();
    });
  });

  describe("claiming idempotency keys", () => {
    test("answers the claim that was there before and remembers nothing", async () => {
      const first = toIntent({ tenant });
      const second = toIntent({ tenant });
      expect(await store().intents.create(first, toClaim(first))).toBeNull();
      const claim = toClaim(second, { fingerprint: "another", expiresAt: at(9_000) });
      expect(await store().intents.create(second, claim)).toEqual(toClaim(first));
      expect(await store().intents.find(tenant, second.id)).toBeNull();
      expect(await store().intents.findClaim(tenant, "client:k-1", at(0))).toEqual(toClaim(first));
    });

    test("keeps the keys of tenants apart", async () => {
      for (const intent of [toIntent({ tenant }), toIntent({ tenant: newTenant() })]) {
        expect(await store().intents.create(intent, toClaim(intent))).toBeNull();
      }
    });

    test("lets one of a hundred at once win, and tells the others who", async () => {
      const intents = Array.from({ length: 100 }, () => toIntent({ tenant }));
      const answers = await Promise.all(
        intents.map((intent) => store().intents.create(intent, toClaim(intent))),
      );
      const winners = intents.filter((_, index) => answers[index] === null);
      expect(winners).toHaveLength(1);
      const told = new Set(answers.filter((answer) => answer !== null).map((answer) => answer.intentId));
      expect([...told]).toEqual([winners[0]?.id]);
      expect(await store().intents.listPending(tenant, { size: 200, before: null })).toHaveLength(1);
    });

    test("lets one of a hundred win a key that has expired", async () => {
      const old = toIntent({ tenant });
      await store().intents.create(old, toClaim(old, { expiresAt: at(10) }));
      const intents = Array.from({ length: 100 }, () => toIntent({ tenant, createdAt: at(10) }));
      const answers = await Promise.all(
        intents.map((intent) => store().intents.create(intent, toClaim(intent))),
      );
      expect(answers.filter((answer) => answer === null)).toHaveLength(1);
      expect(answers.map((answer) => answer?.intentId)).not.toContain(old.id);
    });

    test("holds a claim until the very millisecond of its end", async () => {
      const first = toIntent({ tenant });
      const late = toIntent({ tenant, createdAt: at(999) });
      const later = toIntent({ tenant, createdAt: at(1_000) });
      await store().intents.create(first, toClaim(first));
      expect(await store().intents.findClaim(tenant, "client:k-1", at(999))).toEqual(toClaim(first));
      expect(await store().intents.findClaim(tenant, "client:k-1", at(1_000))).toBeNull();
      expect(await store().intents.create(late, toClaim(late))).toEqual(toClaim(first));
      const claim = toClaim(later, { fingerprint: "another", expiresAt: at(9_000) });
      expect(await store().intents.create(later, claim)).toBeNull();
      expect(await store().intents.findClaim(tenant, "client:k-1", at(1_000))).toEqual(claim);
    });

    test("purges claims that expired before then, and no intent", async () => {
      const expired = toIntent({ tenant });
      const current = toIntent({ tenant });
      await store().intents.create(expired, toClaim(expired, { key: "old", expiresAt: at(10) }));
      await store().intents.create(current, toClaim(current, { key: "new", expiresAt: at(20) }));
      await store().intents.purgeClaims(at(20));
      expect(await store().intents.findClaim(tenant, "old", at(0))).toBeNull();
      expect(await store().intents.findClaim(tenant, "new", at(0))).not.toBeNull();
      expect(await store().intents.find(tenant, expired.id)).not.toBeNull();
    });
  });

  describe("marking calls as sent", () => {
    test("counts each, and remembers when the last was", async () => {
      const intent = await create();
      const lock = await hold(intent);
      expect(await store().intents.markSent(intent.id, lock, at(1))).toBe(true);
      expect(await store().intents.markSent(intent.id, lock, at(2))).toBe(true);
      const found = await store().intents.find(tenant, intent.id);
      expect(found).toMatchObject({ state: "SENT", sentCalls: 2, sentAt: at(2), updatedAt: at(2) });
      expect(found?.plan).toEqual(intent.plan);
    });

    test("is refused without the lock, and changes nothing", async () => {
      const intent = await create();
      const lock = await hold(intent);
      const elsewhere = await hold(toIntent({ tenant, target: "another" }));
      const refused: readonly HeldLock[] = [
        { ...lock, owner: "two" },
        { ...lock, fence: lock.fence + 1 },
        { ...lock, fence: 0 },
        { ...lock, tenant: newTenant() },
        elsewhere,
      ];
      for (const wrong of refused)
        expect(await store().intents.markSent(intent.id, wrong, at(1))).toBe(false);
      expect(await store().intents.markSent(intent.id, lock, at(1_000))).toBe(false);
      expect(await store().intents.find(tenant, intent.id)).toMatchObject({ state: "NEW", sentCalls: 0 });
    });

    test("is refused to a holder whose lock went to another", async () => {
      const intent = await create();
      const stale = await hold(intent);
      const next = await store().locks.acquire(toLockName(intent), "two", lease(1_000, 2_000));
      expect(await store().intents.markSent(intent.id, stale, at(500))).toBe(false);
      expect(await store().intents.markSent(intent.id, next ?? stale, at(1_500))).toBe(true);
    });

    test("is refused after the lock was given back, and for what has ended", async () => {
      const intent = await create();
      const lock = await hold(intent);
      await store().locks.release(lock);
      expect(await store().intents.markSent(intent.id, lock, at(1))).toBe(false);
      const again = await hold(intent);
      await store().intents.finish(intent.id, toFinish(tenant, { state: "NEEDS_REVIEW" }));
      expect(await store().intents.markSent(intent.id, again, at(1))).toBe(false);
      expect(await store().intents.markSent("nobody's", again, at(1))).toBe(false);
    });

    test("waits for one who is just taking the lock, and is refused then", async () => {
      const intent = await create();
      const lock = await hold(intent);
      const taking = `update locks set owner = 'two', fence = fence + 1 where tenant = '${tenant}'`;
      let marking: Promise<boolean> | undefined;
      await backend.during(url(), [taking], async () => {
        marking = store().intents.markSent(intent.id, lock, at(1));
        await Promise.race([marking, sleep(100)]);
      });
      expect(await marking).toBe(false);
      expect(await store().intents.find(tenant, intent.id)).toMatchObject({ state: "NEW", sentCalls: 0 });
    });

    test("is seen by the next holder", async () => {
      for (let round = 0; round < 50; round += 1) {
        const intent = await create({ target: `round-${round}` });
        const lock = await hold(intent);
        const taking = async (): Promise<string | undefined> => {
          await store().locks.acquire(toLockName(intent), "two", lease(1_000, 2_000));
          return (await store().intents.find(tenant, intent.id))?.state;
        };
        const [wasMarked, seen] = await Promise.all([
          store().intents.markSent(intent.id, lock, at(1)),
          taking(),
        ]);
        expect(seen).toBe(wasMarked ? "SENT" : "NEW");
      }
    });
  });

  describe("ending intents", () => {
    test.each(["APPLIED", "NOT_APPLIED"] as const)("forgets the plan of one that is %s", async (state) => {
      const intent = await create();
      expect(await store().intents.finish(intent.id, toFinish(tenant, { state, outcome: awkwardJson }))).toBe(
        true,
      );
      expect(await store().intents.find(tenant, intent.id)).toMatchObject({
        ...{ state, plan: null, outcome: awkwardJson, updatedAt: at(500) },
      });
    });

    test("keeps the plan of one that needs review, and ends it later", async () => {
      const intent = await create();
      await store().intents.finish(intent.id, toFinish(tenant, { state: "NEEDS_REVIEW" }));
      expect(await store().intents.find(tenant, intent.id)).toMatchObject({ plan: intent.plan });
      expect(await store().intents.finish(intent.id, toFinish(tenant, { state: "NOT_APPLIED" }))).toBe(true);
      expect(await store().intents.find(tenant, intent.id)).toMatchObject({
        state: "NOT_APPLIED",
        plan: null,
      });
    });

    test("happens once, of twenty that try, and is logged once", async () => {
      const intent = await create();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => store().intents.finish(intent.id, toFinish(tenant))),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store().audit.list(tenant, { size: 30, before: null })).toHaveLength(1);
      expect(await store().intents.finish("nobody's", toFinish(tenant))).toBe(false);
    });

    test("frees the key on demand, and only its own", async () => {
      const [first, second] = [toIntent({ tenant }), toIntent({ tenant })];
      await store().intents.create(first, toClaim(first, { expiresAt: at(10) }));
      const successor = toIntent({ tenant, createdAt: at(10) });
      await store().intents.create(successor, toClaim(successor));
      await store().intents.finish(first.id, toFinish(tenant, { state: "NOT_APPLIED", freesKey: true }));
      expect(await store().intents.create(second, toClaim(second))).toEqual(toClaim(successor));
      await store().intents.finish(successor.id, toFinish(tenant, { state: "NOT_APPLIED", freesKey: true }));
      expect(await store().intents.create(second, toClaim(second))).toBeNull();
    });

    test("does nothing at all when its event cannot be written", async () => {
      const intent = toIntent({ tenant });
      await store().intents.create(intent, toClaim(intent));
      const event = toEvent({ tenant, at: new Date(Number.NaN) });
      const finishing = store().intents.finish(intent.id, toFinish(tenant, { freesKey: true, event }));
      await expect(finishing).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
      expect(await store().intents.find(tenant, intent.id)).toMatchObject({
        state: "NEW",
        plan: intent.plan,
      });
      expect(await store().intents.findClaim(tenant, "client:k-1", at(0))).toEqual(toClaim(intent));
      expect(await store().audit.verify(tenant)).toBeNull();
    });
  });
}
