import { closeSync, mkdirSync, openSync, statSync } from "node:fs";
import path from "node:path";
import { Kysely } from "kysely";
import Database from "libsql";
import { ConfigError } from "../config/config-error.js";
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

/** What is at the path, where it can be no store however often it is tried, by the code of the failure. */
const misplacements: Readonly<Record<string, string>> = {
  EISDIR: "the path is a directory",
  EEXIST: "the path leads through a file",
  ENOTDIR: "the path leads through a file",
  ENAMETOOLONG: "the path is too long",
  SQLITE_NOTADB: "the file is no SQLite database",
  SQLITE_CORRUPT: "the file is damaged",
};

/**
 * The mistake that a failure to open a file shows, or `null` for what may pass: a directory that is not there yet or
 * cannot be written, a full disk, another process that writes.
 */
export function toMisplacement(failure: unknown): ConfigError | null {
  // Errors of the native module belong to no class that could be asked for.
  const code = typeof failure === "object" && failure !== null && "code" in failure ? failure.code : null;
  const mistake = typeof code === "string" ? misplacements[code] : undefined;
  return mistake === undefined ? null : new ConfigError(`DATABASE_URL: ${mistake}`, { cause: failure });
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
