import type { Kysely } from "kysely";
import { fromJsonColumn, fromTimeColumn, toJsonColumn, toTimeColumn } from "./columns.js";
import type { Tombstone, TombstoneName, Tombstones } from "./store.js";
import type { Tables, TombstoneTable } from "./tables.js";
import { orUnavailable } from "./unavailable.js";

type AccountName = Pick<Tombstone, "tenant" | "account">;

/** How many refs one statement names: each database has its limit of parameters. */
const maxRefs = 500;

/** What emulated removals keep. Every function throws `DirectoryError` STORE_UNAVAILABLE. */
export const createTombstones = (db: Kysely<Tables>): Tombstones => ({
  put: (tombstone) => orUnavailable(() => putTombstone(db, tombstone)),
  find: (of, refs) => orUnavailable(() => find(db, of, refs)),
  list: (of) => orUnavailable(() => list(db, of)),
  remove: (of) => orUnavailable(() => removeTombstone(db, of)),
});

export async function putTombstone(
  db: Kysely<Tables>,
  { tenant, account, ref, deletedAt, kept }: Tombstone,
): Promise<void> {
  const content = { deleted_at: toTimeColumn(deletedAt), kept: toJsonColumn(kept) };
  await db
    .insertInto("tombstones")
    .values({ tenant, account, ref, ...content })
    .onConflict((conflict) => conflict.columns(["tenant", "account", "ref"]).doUpdateSet(content))
    .execute();
}

async function find(
  db: Kysely<Tables>,
  of: AccountName,
  refs: readonly string[],
): Promise<readonly Tombstone[]> {
  const found: Tombstone[] = [];
  for (let start = 0; start < refs.length; start += maxRefs) {
    const rows = await selectOf(db, of)
      .where("ref", "in", refs.slice(start, start + maxRefs))
      .execute();
    found.push(...rows.map(toTombstone));
  }
  return found;
}

async function list(db: Kysely<Tables>, of: AccountName): Promise<readonly Tombstone[]> {
  const rows = await selectOf(db, of).orderBy("deleted_at").orderBy("ref").execute();
  return rows.map(toTombstone);
}

export async function removeTombstone(db: Kysely<Tables>, of: TombstoneName): Promise<void> {
  await db
    .deleteFrom("tombstones")
    .where("tenant", "=", of.tenant)
    .where("account", "=", of.account)
    .where("ref", "=", of.ref)
    .execute();
}

const selectOf = (db: Kysely<Tables>, { tenant, account }: AccountName) =>
  db.selectFrom("tombstones").selectAll().where("tenant", "=", tenant).where("account", "=", account);

const toTombstone = ({ tenant, account, ref, deleted_at, kept }: TombstoneTable): Tombstone => ({
  tenant,
  account,
  ref,
  deletedAt: fromTimeColumn(deleted_at),
  kept: fromJsonColumn(kept),
});
