import type { Kysely } from "kysely";
import { fromJsonColumn, fromTimeColumn, toJsonColumn, toTimeColumn } from "./columns.js";
import type { ProbeName, Probes } from "./store.js";
import type { Tables } from "./tables.js";
import { orUnavailable } from "./unavailable.js";

/** What was learned about accounts. Every function throws `DirectoryError` STORE_UNAVAILABLE. */
export const createProbes = (db: Kysely<Tables>): Probes => ({
  find: (of) => orUnavailable(() => find(db, of)),
  put: (of, value, learnedAt) =>
    orUnavailable(() => put(db, of, { value: toJsonColumn(value), learned_at: toTimeColumn(learnedAt) })),
});

async function find(db: Kysely<Tables>, { tenant, account, name }: ProbeName): ReturnType<Probes["find"]> {
  const row = await db
    .selectFrom("probes")
    .select(["value", "learned_at"])
    .where("tenant", "=", tenant)
    .where("account", "=", account)
    .where("name", "=", name)
    .executeTakeFirst();
  return row === undefined
    ? null
    : { value: fromJsonColumn(row.value), learnedAt: fromTimeColumn(row.learned_at) };
}

async function put(
  db: Kysely<Tables>,
  { tenant, account, name }: ProbeName,
  content: Pick<Tables["probes"], "value" | "learned_at">,
): Promise<void> {
  await db
    .insertInto("probes")
    .values({ tenant, account, name, ...content })
    .onConflict((conflict) => conflict.columns(["tenant", "account", "name"]).doUpdateSet(content))
    .execute();
}
