import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import path from "node:path";
import { Kysely } from "kysely";
import Database from "libsql";
import { PatientSqliteDialect, whileBusy } from "./patient-sqlite.js";
import { createStorableText } from "./storable-text.js";
import type { StoreDatabase, Tables } from "./tables.js";

/** Milliseconds that SQLite itself waits for another writer, in which the event loop stands still. */
const busyTimeoutMs = 20;

/** Opens or makes a SQLite file and its directory, readable by their owner only: plans and tombstones name people. */
export async function openSqlite(file: string): Promise<StoreDatabase> {
  const isInMemory = file === ":memory:";
  if (!isInMemory) createFile(file);
  const database = new Database(file, { timeout: busyTimeoutMs });
  try {
    await whileBusy(() => {
      setUp(database);
    });
  } catch (thrown) {
    database.close();
    throw thrown;
  }
  const assertInPlace = isInMemory ? () => undefined : watchFile(file);
  const dialect = new PatientSqliteDialect({ database, assertInPlace });
  return { db: new Kysely<Tables>({ dialect, plugins: [createStorableText()] }), kind: "sqlite" };
}

function createFile(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

/** `synchronous = full` syncs at each commit: with less, a loss of power takes back what was acknowledged. */
function setUp(database: Database.Database): void {
  database.exec("pragma journal_mode = wal");
  database.exec("pragma synchronous = full");
  database.exec("pragma foreign_keys = on");
}

/** SQLite goes on writing into a file that was removed or replaced, without an error. */
function watchFile(file: string): () => void {
  const opened = statSync(file);
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found?.ino !== opened.ino || found.dev !== opened.dev) {
      throw new Error("The file of the store was removed or replaced while it was open");
    }
  };
}
