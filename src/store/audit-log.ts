import type { Kysely, Transaction } from "kysely";
import { emptyHead, toAuditRow, type AuditEvent, type AuditHead, type AuditRow } from "./audit-chain.js";
import { toAuditLogColumns, toStoredEvent, toStoredRow } from "./audit-columns.js";
import { verifyChain } from "./audit-verification.js";
import type { AuditLog } from "./store.js";
import type { Tables } from "./tables.js";
import { orUnavailable } from "./unavailable.js";

/** The log of all tenants. Every function throws `DirectoryError` STORE_UNAVAILABLE. */
export const createAuditLog = (db: Kysely<Tables>): AuditLog => ({
  append: (event) => orUnavailable(() => db.transaction().execute((trx) => appendEvent(trx, event))),
  list: (tenant, page) => orUnavailable(() => list(db, tenant, page)),
  verify: (tenant) => orUnavailable(() => verifyChain(db, tenant)),
  tenants: () => orUnavailable(() => listTenants(db)),
});

/** Appends inside a transaction that may hold more. Others of the tenant wait from here to its end. */
export async function appendEvent(trx: Transaction<Tables>, event: AuditEvent): Promise<void> {
  const stored = toStoredEvent(event);
  const row = toAuditRow(stored, await lockHead(trx, stored.tenant));
  await trx.insertInto("audit_log").values(toAuditLogColumns(row)).execute();
  await trx
    .updateTable("audit_heads")
    .set({ seq: row.seq, hash: row.hash })
    .where("tenant", "=", stored.tenant)
    .execute();
}

/** Reads the head by writing it: on both databases that holds its row, made just now or there before. */
function lockHead(trx: Transaction<Tables>, tenant: string): Promise<AuditHead> {
  return trx
    .insertInto("audit_heads")
    .values({ tenant, ...emptyHead })
    .onConflict((conflict) =>
      conflict.column("tenant").doUpdateSet({ seq: (eb) => eb.ref("audit_heads.seq") }),
    )
    .returning(["seq", "hash"])
    .executeTakeFirstOrThrow();
}

async function list(
  db: Kysely<Tables>,
  tenant: string,
  { size, before }: { readonly size: number; readonly before: number | null },
): Promise<readonly AuditRow[]> {
  const rows = await db
    .selectFrom("audit_log")
    .selectAll()
    .where("tenant", "=", tenant)
    .$if(before !== null, (query) => query.where("seq", "<", before))
    .orderBy("seq", "desc")
    .limit(size)
    .execute();
  return rows.map(toStoredRow);
}

/** Of the heads as well: a tenant of whom every row was removed is still to be verified. */
async function listTenants(db: Kysely<Tables>): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("audit_heads")
    .select("tenant")
    .union(db.selectFrom("audit_log").select("tenant"))
    .orderBy("tenant")
    .execute();
  return rows.map(({ tenant }) => tenant);
}
