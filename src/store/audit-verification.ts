import type { Kysely } from "kysely";
import { emptyHead, toHash, type AuditFault, type AuditHead } from "./audit-chain.js";
import { toStoredRow } from "./audit-columns.js";
import type { AuditLogTable, Tables } from "./tables.js";

/** Rows that are read at once. */
const pageSize = 500;

/** What is said of a chain beside its rows. Both are of one moment: events may be appended meanwhile. */
interface Extent {
  readonly head: AuditHead | null;
  /** Of the last row that there is; 0 without any. */
  readonly lastSeq: number;
}

/** The first thing that is wrong with a tenant's chain as it was when this began. */
export async function verifyChain(db: Kysely<Tables>, tenant: string): Promise<AuditFault | null> {
  const extent = await readExtent(db, tenant);
  const untilSeq = extent.head?.seq ?? extent.lastSeq;
  let place = emptyHead;
  for (let after: number | null = null; ; after = place.seq) {
    const rows = await readPage(db, tenant, after, untilSeq);
    for (const row of rows) {
      const fault = findFault(row, place);
      if (fault !== null) return fault;
      place = row;
    }
    if (rows.length < pageSize) return findEndFault(place, extent);
  }
}

async function readExtent(db: Kysely<Tables>, tenant: string): Promise<Extent> {
  const { seq, hash, last } = await db
    .selectNoFrom((eb) => [
      eb.selectFrom("audit_heads").select("seq").where("tenant", "=", tenant).as("seq"),
      eb.selectFrom("audit_heads").select("hash").where("tenant", "=", tenant).as("hash"),
      eb
        .selectFrom("audit_log")
        .select((inner) => inner.fn.max("seq").as("max"))
        .where("tenant", "=", tenant)
        .as("last"),
    ])
    .executeTakeFirstOrThrow();
  return { head: seq === null || hash === null ? null : { seq, hash }, lastSeq: last ?? 0 };
}

/** From the very first row on, so that nothing hides before number 1. */
function readPage(
  db: Kysely<Tables>,
  tenant: string,
  after: number | null,
  untilSeq: number,
): Promise<readonly AuditLogTable[]> {
  return db
    .selectFrom("audit_log")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("seq", "<=", untilSeq)
    .$if(after !== null, (query) => query.where("seq", ">", after))
    .orderBy("seq")
    .limit(pageSize)
    .execute();
}

function findFault(row: AuditLogTable, before: AuditHead): AuditFault | null {
  const expected = before.seq + 1;
  if (row.seq > expected) return { seq: expected, fault: "MISSING" };
  if (row.seq < expected) return { seq: row.seq, fault: "OUT_OF_ORDER" };
  if (!isIntact(row)) return { seq: row.seq, fault: "ALTERED" };
  return row.previous_hash === before.hash ? null : { seq: row.seq, fault: "OUT_OF_ORDER" };
}

/** A row that cannot even be read is not as it was written. */
function isIntact(columns: AuditLogTable): boolean {
  try {
    const row = toStoredRow(columns);
    return toHash(row, row) === row.hash;
  } catch {
    return false;
  }
}

function findEndFault(last: AuditHead, { head, lastSeq }: Extent): AuditFault | null {
  if (head === null) return last.seq === 0 ? null : { seq: last.seq, fault: "HEAD_MISMATCH" };
  if (last.seq < head.seq) return { seq: last.seq + 1, fault: "MISSING" };
  if (lastSeq > head.seq) return { seq: head.seq + 1, fault: "HEAD_MISMATCH" };
  return last.hash === head.hash ? null : { seq: head.seq, fault: "HEAD_MISMATCH" };
}
