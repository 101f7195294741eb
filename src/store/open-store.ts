import { createAuditLog } from "./audit-log.js";
import { createIntents } from "./intents.js";
import { createLocks } from "./locks.js";
import { migrate } from "./migrate.js";
import { openPostgres } from "./open-postgres.js";
import { openSqlite, toMisplacement } from "./open-sqlite.js";
import { createProbes } from "./probes.js";
import { parseStoreUrl, type StoreLocation } from "./store-url.js";
import type { Store } from "./store.js";
import type { StoreDatabase } from "./tables.js";
import { createTombstones } from "./tombstones.js";
import { orUnavailable, toUnavailable } from "./unavailable.js";

/**
 * Opens the store of a `DATABASE_URL` and brings its tables up to date. `file:PATH` is a SQLite file, made with its
 * directory when it is not there; `file::memory:` is forgotten with the process; `postgres://…` is PostgreSQL.
 *
 * Throws `ConfigError` for anything else and for a path at which there can be no SQLite file, and `DirectoryError`
 * STORE_UNAVAILABLE when the database cannot be reached, made or brought up to date, which may pass.
 *
 * @example
 * const store = await openStore("file:./data/rollcall.db");
 */
export async function openStore(url: string): Promise<Store> {
  const location = parseStoreUrl(url);
  try {
    return toStore(await openMigrated(location));
  } catch (thrown) {
    throw (location.kind === "sqlite" ? toMisplacement(thrown) : null) ?? toUnavailable(thrown);
  }
}

async function openMigrated(location: StoreLocation): Promise<StoreDatabase> {
  const database = await openDatabase(location);
  try {
    await migrate(database);
  } catch (thrown) {
    await database.db.destroy();
    throw thrown;
  }
  return database;
}

function openDatabase({ kind, at }: StoreLocation): StoreDatabase | Promise<StoreDatabase> {
  return kind === "sqlite" ? openSqlite(at) : openPostgres(at);
}

function toStore(database: StoreDatabase): Store {
  const { db } = database;
  return {
    intents: createIntents(database),
    locks: createLocks(db),
    tombstones: createTombstones(db),
    audit: createAuditLog(db),
    probes: createProbes(db),
    close: () => orUnavailable(() => db.destroy()),
  };
}
