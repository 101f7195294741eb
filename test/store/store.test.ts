import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, test } from "@jest/globals";
import Database from "libsql";
import { whileBusy } from "../../src/store/patient-sqlite.js";
import type { Backend } from "./backend.js";
import { describeStore } from "./describe-store.js";
import { runSql, startPostgres } from "./private-postgres.js";

const directory = mkdtempSync(path.join(tmpdir(), "rollcall-store-"));
let files = 0;

const sqlite: Backend = {
  newUrl: () => Promise.resolve(`file:${directory}/made/on/the/way/${(files += 1)}.db`),
  runSql: async (url, statements) => {
    const database = new Database(url.slice("file:".length));
    try {
      // Its own waiting would hold up the store under test, which lives in the same event loop.
      for (const statement of statements) {
        await whileBusy(() => {
          database.exec(statement);
        });
      }
    } finally {
      database.close();
    }
  },
  disarming: ["update", "delete", "replace"].map((change) => `drop trigger audit_log_no_${change}`),
};

const postgres = await startPostgres();

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  if (typeof postgres !== "string") await postgres.stop();
});

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
    runSql,
    disarming: ["update", "delete", "truncate"].map(
      (change) => `drop trigger audit_log_no_${change} on audit_log`,
    ),
  });
}
