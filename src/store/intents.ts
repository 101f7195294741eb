import { sql } from "kysely";
import type { Kysely } from "kysely";
import { appendEvent } from "./audit-log.js";
import { toTimeColumn } from "./columns.js";
import {
  toIntent,
  toIntentColumns,
  toKeyClaim,
  toKeyClaimColumns,
  toOutcomeColumns,
} from "./intent-columns.js";
import type {
  Finish,
  HeldLock,
  Intent,
  IntentPage,
  Intents,
  KeyClaim,
  LockName,
  NewIntent,
} from "./store.js";
import type { StoreDatabase, Tables } from "./tables.js";
import { putTombstone, removeTombstone } from "./tombstones.js";
import { orUnavailable } from "./unavailable.js";

/** Literally as in the partial indexes: SQLite uses one only for the very same condition. */
const isOpen = sql<boolean>`state in ('NEW', 'SENT')`;
const isPending = sql<boolean>`state in ('NEW', 'SENT', 'NEEDS_REVIEW')`;

/** The journal of writes and its idempotency keys. Every function throws `DirectoryError` STORE_UNAVAILABLE. */
export const createIntents = (database: StoreDatabase): Intents => {
  const { db } = database;
  return {
    create: (intent, claim) => orUnavailable(() => create(db, intent, claim)),
    markSent: (id, lock, at) => orUnavailable(() => markSent(database, id, lock, at)),
    finish: (id, finish) => orUnavailable(() => finishIntent(db, id, finish)),
    find: (tenant, id) => orUnavailable(() => find(db, tenant, id)),
    findClaim: (tenant, key, at) => orUnavailable(() => findClaim(db, tenant, key, at)),
    listOpen: () => orUnavailable(() => listOpen(db)),
    listUnresolved: (of) => orUnavailable(() => listUnresolved(db, of)),
    listPending: (tenant, page) => orUnavailable(() => listPending(db, tenant, page)),
    count: (of, operations, since) => orUnavailable(() => count(db, of, operations, since)),
    purgeClaims: (before) => orUnavailable(() => purgeClaims(db, before)),
  };
};

function create(db: Kysely<Tables>, intent: NewIntent, claim: KeyClaim | null): Promise<KeyClaim | null> {
  return db.transaction().execute(async (trx) => {
    const taken = claim === null ? null : await takeKey(trx, claim, intent.createdAt);
    if (taken !== null) return taken;
    await trx.insertInto("intents").values(toIntentColumns(intent)).execute();
    return null;
  });
}

/**
 * The claim that was there before, or `null` and the key is taken. Where two come at once, the second waits here until
 * the first has committed. A claim that stays is locked by this, too, so nobody frees it before it was read.
 */
async function takeKey(db: Kysely<Tables>, claim: KeyClaim, at: Date): Promise<KeyClaim | null> {
  const columns = toKeyClaimColumns(claim);
  const { fingerprint, intent_id, expires_at } = columns;
  const taken = await db
    .insertInto("key_claims")
    .values(columns)
    .onConflict((conflict) =>
      conflict
        .columns(["tenant", "key"])
        .doUpdateSet({ fingerprint, intent_id, expires_at })
        .where("key_claims.expires_at", "<=", toTimeColumn(at)),
    )
    .returning("intent_id")
    .executeTakeFirst();
  if (taken !== undefined) return null;
  return toKeyClaim(await selectClaim(db, claim.tenant, claim.key).executeTakeFirstOrThrow());
}

/** Also only for the very target that the lock is on: another's lock is no leave to send. */
async function markSent({ db, kind }: StoreDatabase, id: string, lock: HeldLock, at: Date): Promise<boolean> {
  const { tenant, account, target, owner, fence } = lock;
  const time = toTimeColumn(at);
  const { numUpdatedRows } = await db
    .updateTable("intents")
    .set({ state: "SENT", sent_calls: sql<number>`sent_calls + 1`, sent_at: time, updated_at: time })
    .where("id", "=", id)
    .where(isOpen)
    .where("tenant", "=", tenant)
    .where("account", "=", account)
    .where("target", "=", target)
    .where((eb) => {
      const held = eb
        .selectFrom("locks")
        .select("locks.fence")
        .where("locks.tenant", "=", tenant)
        .where("locks.account", "=", account)
        .where("locks.target", "=", target)
        .where("locks.owner", "=", owner)
        .where("locks.fence", "=", fence)
        .where("locks.expires_at", ">", time);
      // PostgreSQL lets others take the lock while this runs; they would then read the intent as not sent.
      return eb.exists(kind === "postgres" ? held.forShare() : held);
    })
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

function finishIntent(db: Kysely<Tables>, id: string, finish: Finish): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("intents")
      .set(toOutcomeColumns(finish))
      .where("id", "=", id)
      .where(isPending)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) return false;
    if (finish.freesKey) await trx.deleteFrom("key_claims").where("intent_id", "=", id).execute();
    await appendEvent(trx, finish.event);
    if (finish.tombstone !== undefined) await change(trx, finish.tombstone);
    return true;
  });
}

function change(db: Kysely<Tables>, tombstone: NonNullable<Finish["tombstone"]>): Promise<void> {
  return "put" in tombstone ? putTombstone(db, tombstone.put) : removeTombstone(db, tombstone.remove);
}

async function find(db: Kysely<Tables>, tenant: string, id: string): Promise<Intent | null> {
  const row = await db
    .selectFrom("intents")
    .selectAll()
    .where("tenant", "=", tenant)
    .where("id", "=", id)
    .executeTakeFirst();
  return row === undefined ? null : toIntent(row);
}

const selectClaim = (db: Kysely<Tables>, tenant: string, key: string) =>
  db.selectFrom("key_claims").selectAll().where("tenant", "=", tenant).where("key", "=", key);

async function findClaim(
  db: Kysely<Tables>,
  tenant: string,
  key: string,
  at: Date,
): Promise<KeyClaim | null> {
  const row = await selectClaim(db, tenant, key)
    .where("expires_at", ">", toTimeColumn(at))
    .executeTakeFirst();
  return row === undefined ? null : toKeyClaim(row);
}

async function listOpen(db: Kysely<Tables>): Promise<readonly Intent[]> {
  const open = db.selectFrom("intents").selectAll().where(isOpen);
  return (await open.orderBy("created_at").orderBy("id").execute()).map(toIntent);
}

async function listUnresolved(
  db: Kysely<Tables>,
  { tenant, account, target }: LockName,
): Promise<readonly Intent[]> {
  const rows = await db
    .selectFrom("intents")
    .selectAll()
    .where(isPending)
    .where("tenant", "=", tenant)
    .where("account", "=", account)
    .where("target", "=", target)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toIntent);
}

async function listPending(
  db: Kysely<Tables>,
  tenant: string,
  { size, before }: IntentPage,
): Promise<readonly Intent[]> {
  let query = db.selectFrom("intents").selectAll().where("tenant", "=", tenant).where(isPending);
  if (before !== null) {
    const at = toTimeColumn(before.createdAt);
    query = query.where((eb) =>
      eb.or([eb("created_at", "<", at), eb.and([eb("created_at", "=", at), eb("id", "<", before.id)])]),
    );
  }
  const rows = await query.orderBy("created_at", "desc").orderBy("id", "desc").limit(size).execute();
  return rows.map(toIntent);
}

async function count(
  db: Kysely<Tables>,
  { tenant, account }: Pick<LockName, "tenant" | "account">,
  operations: readonly string[],
  since: Date,
): Promise<number> {
  // PostgreSQL has no empty list.
  if (operations.length === 0) return 0;
  const { counted } = await db
    .selectFrom("intents")
    .select((eb) => eb.fn.countAll<number>().as("counted"))
    .where("tenant", "=", tenant)
    .where("account", "=", account)
    .where("operation", "in", operations)
    .where("created_at", ">=", toTimeColumn(since))
    .where("state", "<>", "NOT_APPLIED")
    .executeTakeFirstOrThrow();
  return counted;
}

async function purgeClaims(db: Kysely<Tables>, before: Date): Promise<void> {
  await db.deleteFrom("key_claims").where("expires_at", "<", toTimeColumn(before)).execute();
}
