import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "@jest/globals";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import type { Backend } from "./backend.js";
import { at, lease, toClaim, toEvent, toFinish, toIntent } from "./samples.js";

const sideWriter = fileURLToPath(new URL("side-writer.ts", import.meta.url));

const unavailable = {
  name: "DirectoryError",
  code: "STORE_UNAVAILABLE",
  message: "Rollcall's own store cannot be used",
};

/** One call of every function. */
export const callsOf = (store: Store): readonly (() => Promise<unknown>)[] => {
  const intent = toIntent({});
  const name = { tenant: "acme", account: "a", target: "t" };
  const lock = { ...name, owner: "one", fence: 1 };
  const probe = { tenant: "acme", account: "a", name: "plan" };
  const tombstone = { tenant: "acme", account: "a", ref: "r", deletedAt: at(0), kept: {} };
  return [
    () => store.intents.create(intent, toClaim(intent)),
    () => store.intents.markSent(intent.id, lock, at(0)),
    () => store.intents.finish(intent.id, toFinish("acme")),
    () => store.intents.find("acme", intent.id),
    () => store.intents.findClaim("acme", "k", at(0)),
    () => store.intents.listOpen(),
    () => store.intents.listUnresolved(name),
    () => store.intents.listPending("acme", { size: 1, before: null }),
    () => store.intents.count(name, ["USER_INVITE"], at(0)),
    () => store.intents.purgeClaims(at(0)),
    () => store.locks.acquire(name, "one", lease(0, 1)),
    () => store.locks.renew(lock, lease(0, 1)),
    () => store.locks.release(lock),
    () => store.tombstones.put(tombstone),
    () => store.tombstones.find(tombstone, ["r"]),
    () => store.tombstones.list(tombstone),
    () => store.tombstones.remove(tombstone),
    () => store.audit.append(toEvent({})),
    () => store.audit.list("acme", { size: 1, before: null }),
    () => store.audit.verify("acme"),
    () => store.audit.tenants(),
    () => store.probes.find(probe),
    () => store.probes.put(probe, {}, at(0)),
  ];
};

/** What it wrote to its standard error, which is nothing when all went well. */
async function runSideWriter(url: string, tenant: string, times: number): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", sideWriter, url, tenant, String(times)]);
  let complaints = "";
  child.stderr.on("data", (chunk) => (complaints += String(chunk)));
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0 ? complaints : `${complaints} ended with ${code}`;
}

export function describeOpening(backend: Backend): void {
  describe("opening and closing", () => {
    test("keeps what there is and migrates once", async () => {
      const url = await backend.newUrl();
      const first = await openStore(url);
      const intent = toIntent({ plan: { kept: true } });
      await first.intents.create(intent, toClaim(intent));
      await first.audit.append(toEvent({}));
      await first.close();
      const second = await openStore(url);
      expect(await second.intents.find("acme", intent.id)).toMatchObject({ plan: { kept: true } });
      await second.audit.append(toEvent({}));
      expect((await second.audit.list("acme", { size: 5, before: null })).map(({ seq }) => seq)).toEqual([
        2, 1,
      ]);
      expect(await second.audit.verify("acme")).toBeNull();
      // A migration that ran twice would be there twice, or would have failed.
      const marked = "update kysely_migration set timestamp = '2000-01-01T00:00:00.000Z'";
      await backend.runSql(url, [marked]);
      await (await openStore(url)).close();
      await backend.runSql(url, [
        `create table marks as select 1 / count(*) as two from kysely_migration where timestamp like '2000-%'`,
      ]);
      await second.close();
    });

    test("is done by ten at once with a new database", async () => {
      const url = await backend.newUrl();
      const stores = await Promise.all(Array.from({ length: 10 }, () => openStore(url)));
      await Promise.all(stores.map((store) => store.audit.append(toEvent({}))));
      expect(await stores[0]?.audit.list("acme", { size: 20, before: null })).toHaveLength(10);
      await Promise.all(stores.map((store) => store.close()));
    });

    test("refuses a database of a newer Rollcall", async () => {
      const url = await backend.newUrl();
      await (await openStore(url)).close();
      await backend.runSql(url, [
        "insert into kysely_migration values ('9999-later', '2100-01-01T00:00:00.000Z')",
      ]);
      await expect(openStore(url)).rejects.toMatchObject({
        ...unavailable,
        cause: { name: "NewerDatabaseError" },
      });
    });

    test("lets other processes write side by side", async () => {
      const url = await backend.newUrl();
      const store = await openStore(url);
      const others = [runSideWriter(url, "acme", 150), runSideWriter(url, "acme", 150)];
      const running = new Set(others);
      for (const other of others) void other.finally(() => running.delete(other));
      let own = 0;
      for (; running.size > 0; own += 1) {
        await store.audit.append(toEvent({}));
        await store.locks.acquire({ tenant: "acme", account: "a", target: "t" }, "own", lease(own, own + 1));
      }
      expect(await Promise.all(others)).toEqual(["", ""]);
      expect(await store.audit.verify("acme")).toBeNull();
      const [last] = await store.audit.list("acme", { size: 1, before: null });
      expect(last?.seq).toBe(own + 2 * 150);
      // Each process claimed the same keys: every key has one intent.
      expect(await store.intents.listPending("acme", { size: 1_000, before: null })).toHaveLength(150);
      await store.close();
    }, 60_000);

    test("makes every function say that the store cannot be used, once it is closed", async () => {
      const store = await openStore(await backend.newUrl());
      const inTime = store.audit.append(toEvent({}));
      await inTime;
      await store.close();
      for (const call of callsOf(store)) await expect(call()).rejects.toMatchObject(unavailable);
      await store.close();
    });

    test("closes under load: what is under way ends, what comes behind it is told", async () => {
      const store = await openStore(await backend.newUrl());
      const under = Array.from({ length: 5 }, () => callsOf(store).map((call) => call())).flat();
      const settled = Promise.allSettled(under);
      await store.close();
      for (const result of await settled) {
        if (result.status === "rejected") expect(result.reason).toMatchObject(unavailable);
      }
    });

    test("makes every function say so when the tables are gone, with the database's words for the log", async () => {
      const url = await backend.newUrl();
      const store = await openStore(url);
      const tables = ["intents", "key_claims", "locks", "tombstones", "audit_log", "audit_heads", "probes"];
      await backend.runSql(
        url,
        tables.map((table) => `drop table ${table}`),
      );
      for (const call of callsOf(store)) {
        await expect(call()).rejects.toMatchObject({
          ...unavailable,
          cause: { message: expect.stringMatching(/no such table|does not exist/u) as unknown },
        });
      }
      await store.close();
    });
  });
}
