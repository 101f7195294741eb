import Database from "libsql";
import { whileBusy } from "../../src/store/patient-sqlite.js";
import type { Backend } from "./backend.js";

/** SQLite files below a directory. */
export function toSqliteBackend(directory: string): Backend {
  let files = 0;
  return {
    newUrl: () => Promise.resolve(`file:${directory}/made/on/the/way/${(files += 1)}.db`),
    runSql: (url, statements) => runOnFile(url, statements),
    during: (url, statements, work) => runOnFile(url, ["begin immediate", ...statements], work),
    disarming: ["update", "delete", "replace"].map((change) => `drop trigger audit_log_no_${change}`),
  };
}

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
