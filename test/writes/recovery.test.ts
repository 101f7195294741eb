import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import type { UpstreamCall } from "../../src/directory/reading.js";
import { planOf, type LookUp, type ProviderWrites } from "../../src/directory/writing.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { toUnavailable } from "../../src/store/unavailable.js";
import { WriteEngine } from "../../src/writes/engine.js";
import { toStoredPlan } from "../../src/writes/work.js";
import type { WriteObserver } from "../../src/writes/write-observer.js";
import { fakeAccount } from "../loaders/fake-account.js";
import { newTenant } from "../store/samples.js";

let store: Store;
beforeAll(async () => {
  store = await openStore("file::memory:");
});
afterAll(() => store.close());

const user = { kind: "member", scope: null, id: "a".repeat(24) };
const call = { method: "DELETE", path: "/user", template: "/user", expect: {} } as const;
const lookedUp = { method: "GET", path: "/user", status: 200, ms: 1, source: "LIVE" } as const;

/** An account at which nothing can be sent, and whose look-ups say this. */
function watchedAccount(tenant: string, found: LookUp, lookUps: ProviderWrites["lookUps"]): LinkedAccount {
  const writes: ProviderWrites = {
    lookUps,
    targetOf: () => "user",
    plan: () => Promise.reject(new Error("Recovery plans nothing")),
    send: () => Promise.reject(new Error("Recovery sends nothing")),
    lookUp: ({ record }) => {
      record({ account: "chat", ...lookedUp });
      return Promise.resolve(found);
    },
  };
  const account = fakeAccount("chat", { writes }, tenant);
  return { ...account, writeRules: { ...account.writeRules, settleMs: 0 } };
}

describe("what a process that is gone left", () => {
  let tenant: string;
  let settled: Parameters<WriteObserver["settled"]>[1][];
  let called: UpstreamCall[];
  let observer: WriteObserver;

  beforeEach(() => {
    tenant = newTenant();
    settled = [];
    called = [];
    observer = {
      settled: (_account, operation) => settled.push(operation),
      called: (_account, one) => called.push(one),
    };
  });

  /** An intent, marked as sent under a lock that has run out since. */
  async function leave(isSent: boolean, plan = toStored()): Promise<string> {
    const id = randomUUID();
    const at = new Date(Date.now() - 60_000);
    const name = { tenant, account: "chat", target: "user" };
    const intent = { id, ...name, operation: "USER_DISABLE", plan, actor: "ada", idempotencyKey: null };
    await store.intents.create({ ...intent, createdAt: at }, null);
    const lock = await store.locks.acquire(name, "gone", { at, until: new Date(at.getTime() + 1_000) });
    if (lock === null) throw new Error("The lock is taken");
    if (isSent) expect(await store.intents.markSent(id, lock, at)).toBe(true);
    return id;
  }

  function toStored(): ReturnType<typeof toStoredPlan> {
    return toStoredPlan({ command: { operation: "USER_DISABLE", user }, plan: planOf(user, [call]) });
  }

  function sweep(account: LinkedAccount): Promise<void> {
    return new WriteEngine({ store, observer }).recovery.sweep([account]);
  }

  test("and is seen now was applied; the look-up is told", async () => {
    const id = await leave(true);
    await sweep(watchedAccount(tenant, { applied: true, subject: user }, "CONSISTENT"));
    expect(settled).toEqual([{ id, operation: "USER_DISABLE", state: "APPLIED" }]);
    expect(called).toEqual([{ account: "chat", ...lookedUp }]);
  });

  test("and is not seen was not applied, or waits for a person where look-ups lag", async () => {
    const id = await leave(true);
    await sweep(watchedAccount(tenant, { applied: false }, "CONSISTENT"));
    expect(settled).toEqual([{ id, operation: "USER_DISABLE", state: "NOT_APPLIED" }]);
    const other = await leave(true);
    await sweep(watchedAccount(tenant, { applied: false }, "MAY_LAG"));
    expect(settled.slice(1)).toEqual([{ id: other, operation: "USER_DISABLE", state: "NEEDS_REVIEW" }]);
    expect((await store.intents.find(tenant, other))?.state).toBe("NEEDS_REVIEW");
    expect(called).toHaveLength(2);
  });

  test("and was never sent was not applied, and nobody is asked", async () => {
    const id = await leave(false);
    await sweep(watchedAccount(tenant, { applied: false }, "CONSISTENT"));
    expect(settled).toEqual([{ id, operation: "USER_DISABLE", state: "NOT_APPLIED" }]);
    expect(called).toEqual([]);
  });

  test("in another version's form waits for a person", async () => {
    const id = await leave(true, { form: 99 });
    await sweep(watchedAccount(tenant, { applied: true, subject: user }, "CONSISTENT"));
    expect(settled).toEqual([{ id, operation: "USER_DISABLE", state: "NEEDS_REVIEW" }]);
    expect(called).toEqual([]);
  });

  test("is told once, however many look", async () => {
    await leave(true);
    const account = watchedAccount(tenant, { applied: true, subject: user }, "CONSISTENT");
    await Promise.all([sweep(account), sweep(account), sweep(account)]);
    await sweep(account);
    expect(settled).toHaveLength(1);
  });
});

test("Keys that could not be removed are tried again with the next sweep", async () => {
  let tries = 0;
  const purgeClaims = (): Promise<void> => {
    tries += 1;
    return tries === 1 ? Promise.reject(toUnavailable()) : Promise.resolve();
  };
  const { recovery } = new WriteEngine({ store: { ...store, intents: { ...store.intents, purgeClaims } } });
  await expect(recovery.sweep([])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  for (let sweeps = 0; sweeps < 3; sweeps += 1) await recovery.sweep([]);
  expect(tries).toBe(2);
});
