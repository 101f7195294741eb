import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import Database from "libsql";
import { whileBusy } from "../../src/store/patient-sqlite.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import type { Backend } from "./backend.js";
import { describeStore } from "./describe-store.js";
import { runSql, startPostgres } from "./private-postgres.js";
import { toEvent } from "./samples.js";

const directory = mkdtempSync(path.join(tmpdir(), "rollcall-store-"));
let files = 0;

async function runOnFile(
  url: string,
  statements: readonly string[],
  work?: () => Promise<void>,
): Promise<void> {
  const database = new Database(url.slice("file:".length));
  try {
    // Its own waiting would hold up the store under test, which lives in the same event loop.
    for (const statement of statements) {
      await whileBusy(() => {
        database.exec(statement);
      });
    }
    await work?.();
    if (work !== undefined) database.exec("commit");
  } finally {
    database.close();
  }
}

const sqlite: Backend = {
  newUrl: () => Promise.resolve(`file:${directory}/made/on/the/way/${(files += 1)}.db`),
  runSql: (url, statements) => runOnFile(url, statements),
  during: (url, statements, work) => runOnFile(url, ["begin immediate", ...statements], work),
  disarming: ["update", "delete", "replace"].map((change) => `drop trigger audit_log_no_${change}`),
};

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

describeStore("SQLite", sqlite);

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
}
