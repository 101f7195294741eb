import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import { planOf, type ProviderWrites } from "../../src/directory/writing.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { WriteEngine } from "../../src/writes/engine.js";
import type { WriteRequest } from "../../src/writes/write-request.js";
import { fakeAccount } from "../loaders/fake-account.js";

let store: Store;
beforeAll(async () => {
  store = await openStore("file::memory:");
});
afterAll(() => store.close());

const user = { kind: "member", scope: null, id: "a".repeat(24) };

/** An account whose writes take a moment, and are counted. */
function countedAccount(tenant: string): { account: LinkedAccount; sent: () => number } {
  let sent = 0;
  const writes: ProviderWrites = {
    lookUps: "CONSISTENT",
    targetOf: () => "user",
    plan: () =>
      Promise.resolve(planOf(user, [{ method: "DELETE", path: "/user", template: "/user", expect: {} }])),
    send: async () => {
      sent += 1;
      await sleep(30);
      return { subject: null, warnings: [] };
    },
    lookUp: () => Promise.resolve({ applied: true, subject: user }),
  };
  return { account: fakeAccount("chat", { writes }, tenant), sent: () => sent };
}

function disabling(account: LinkedAccount, idempotencyKey: string): WriteRequest {
  return {
    account,
    command: { operation: "USER_DISABLE", user },
    asker: { tenant: account.tenant, subject: "ada", maxPrivilege: "OWNER" },
    idempotencyKey,
    keyPart: null,
    dryRun: false,
    force: false,
    answerBy: performance.now() + 5_000,
    record: () => undefined,
  };
}

describe("the same key and input", () => {
  test("of two tenants at the same time are two operations", async () => {
    const engine = new WriteEngine({ store });
    const tenants = ["one", "other"].map(countedAccount);
    const results = await Promise.all(
      tenants.map(({ account }) => engine.execute(disabling(account, "same"))),
    );
    expect(tenants.map(({ sent }) => sent())).toEqual([1, 1]);
    expect(new Set(results.map(({ operation }) => operation?.id)).size).toBe(2);
  });

  test("in two processes on one store are one operation", async () => {
    const { account, sent } = countedAccount("third");
    const engines = [new WriteEngine({ store }), new WriteEngine({ store })];
    const asked = engines.flatMap((engine) =>
      Array.from({ length: 20 }, () => engine.execute(disabling(account, "shared"))),
    );
    const results = await Promise.all(asked);
    expect(sent()).toBe(1);
    for (const result of results) expect(result).toEqual(results[0]);
  });
});
