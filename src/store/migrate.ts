import { Migrator } from "kysely";
import type { Migration } from "kysely";
import { migrations } from "./migrations/migrations.js";
import type { StoreDatabase } from "./tables.js";

/** Of causes the log has the names alone. */
class NewerDatabaseError extends Error {
  override readonly name = "NewerDatabaseError";
}

/**
 * Brings the tables up to date, in one transaction. Any number of processes may do so at once.
 * @throws NewerDatabaseError when a newer Rollcall made the database, whose migrations this one does not know
 */
export async function migrate({ db, kind }: StoreDatabase): Promise<void> {
  const list = Object.entries(migrations).map(([name, create]): [string, Migration] => [name, create(kind)]);
  const provider = { getMigrations: () => Promise.resolve(Object.fromEntries(list)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error === undefined) return;
  if (isUnknownMigration(error)) throw new NewerDatabaseError("Made by a newer Rollcall", { cause: error });
  throw error as Error;
}

/** Kysely has no other sign for it. */
function isUnknownMigration(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("corrupted migrations: previously executed");
}
