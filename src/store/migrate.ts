import { Migrator } from "kysely";
import type { Migration } from "kysely";
import { migrations } from "./migrations/migrations.js";
import type { StoreDatabase } from "./tables.js";

/**
 * Brings the tables up to date, in one transaction. Any number of processes may do so at once. Throws when the
 * database was made by a newer Rollcall, whose migrations this one does not know.
 */
export async function migrate({ db, kind }: StoreDatabase): Promise<void> {
  const list = Object.entries(migrations).map(([name, create]): [string, Migration] => [name, create(kind)]);
  const provider = { getMigrations: () => Promise.resolve(Object.fromEntries(list)) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error as Error;
}
