import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { createLocks } from "../../src/store/locks.js";
import { openPostgres } from "../../src/store/open-postgres.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import { describeStore } from "./describe-store.js";
import { startPostgresProxy } from "./postgres-proxy.js";
import { runSql, startPostgres } from "./private-postgres.js";
import { lease, toEvent } from "./samples.js";
import { toSqliteBackend } from "./sqlite-backend.js";

const directory = mkdtempSync(path.join(tmpdir(), "rollcall-store-"));

const postgres = await startPostgres();

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  if (typeof postgres !== "string") await postgres.stop();
});

async function isAppended(store: Store): Promise<boolean> {
  return store.audit.append(toEvent({})).then(
    () => true,
    () => false,
  );
}

describeStore("SQLite", toSqliteBackend(directory));

if (typeof postgres === "string") {
  const message = `PostgreSQL cannot be started (${postgres}): the store is tested on SQLite only.`;
  process.stderr.write(`${message}\n`);
  describe.skip("The store on PostgreSQL", () => {
    test(message, () => undefined);
  });
} else {
  describeStore("PostgreSQL", {
    newUrl: () => postgres.createDatabase(),
    runSql: (url, statements) => runSql(url, statements),
    during: (url, statements, work) => runSql(url, ["begin", ...statements], work),
    disarming: ["update", "delete", "truncate"].map(
      (change) => `drop trigger audit_log_no_${change} on audit_log`,
    ),
  });

  test("The store on PostgreSQL goes on after its connections were cut", async () => {
    const url = await postgres.createDatabase();
    const store = await openStore(url);
    await Promise.all(Array.from({ length: 20 }, () => store.audit.append(toEvent({}))));
    await runSql(url, [
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    ]);
    // Each connection that is not known to be gone may tell once.
    let failures = 0;
    while (!(await isAppended(store))) failures += 1;
    expect(failures).toBeLessThanOrEqual(10);
    expect(await store.audit.verify("acme")).toBeNull();
    await store.close();
  });

  test("The store on PostgreSQL goes on after connections broke while they were made", async () => {
    const proxy = await startPostgresProxy(await postgres.createDatabase());
    await (await openStore(proxy.url)).close();
    proxy.cutsAtFirstWord = true;
    const pool = openPostgres(proxy.url);
    const locks = createLocks(pool.db);
    const take = (): Promise<unknown> =>
      locks.acquire({ tenant: "acme", account: "a", target: "t" }, "one", lease(0, 1));
    // More often than there are connections.
    for (let count = 0; count < 12; count += 1) {
      await expect(take()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    }
    proxy.cutsAtFirstWord = false;
    expect(await take()).toMatchObject({ owner: "one" });
    await pool.db.destroy();
    await proxy.close();
  });

  test("The store on PostgreSQL goes on after its connections went silent", async () => {
    const proxy = await startPostgresProxy(await postgres.createDatabase());
    const store = await openStore(`${proxy.url}?query_timeout=300`);
    const append = (): Promise<boolean[]> => Promise.all(Array.from({ length: 5 }, () => isAppended(store)));
    expect(await append()).toEqual(Array(5).fill(true));
    proxy.silence();
    expect(await append()).toEqual(Array(5).fill(false));
    expect(await append()).toEqual(Array(5).fill(true));
    await store.close();
    await proxy.close();
  });
}
