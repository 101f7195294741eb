import { sql } from "kysely";
import type { Kysely } from "kysely";
import { toTimeColumn } from "./columns.js";
import type { HeldLock, Lease, LockName, Locks } from "./store.js";
import type { Tables } from "./tables.js";
import { orUnavailable } from "./unavailable.js";

/**
 * Leases in the database. Each function is one statement, so it is decided in one place however many processes ask.
 * An owner names one holder, not a process: who holds a lock does not get it a second time. Times are the callers'.
 * Every function throws `DirectoryError` STORE_UNAVAILABLE.
 */
export const createLocks = (db: Kysely<Tables>): Locks => ({
  acquire: (name, owner, lease) => orUnavailable(() => acquire(db, name, owner, lease)),
  renew: (lock, lease) => orUnavailable(() => renew(db, lock, lease)),
  release: (lock) => orUnavailable(() => release(db, lock)),
});

async function acquire(
  db: Kysely<Tables>,
  name: LockName,
  owner: string,
  { at, until }: Lease,
): Promise<HeldLock | null> {
  const { tenant, account, target } = name;
  const taken = await db
    .insertInto("locks")
    .values({ tenant, account, target, owner, fence: 1, expires_at: toTimeColumn(until) })
    .onConflict((conflict) =>
      conflict
        .columns(["tenant", "account", "target"])
        .doUpdateSet({
          owner: (eb) => eb.ref("excluded.owner"),
          fence: sql<number>`locks.fence + 1`,
          expires_at: (eb) => eb.ref("excluded.expires_at"),
        })
        .where((eb) =>
          eb.or([eb("locks.owner", "is", null), eb("locks.expires_at", "<=", toTimeColumn(at))]),
        ),
    )
    .returning("fence")
    .executeTakeFirst();
  return taken === undefined ? null : { tenant, account, target, owner, fence: taken.fence };
}

async function renew(db: Kysely<Tables>, lock: HeldLock, { at, until }: Lease): Promise<boolean> {
  const { numUpdatedRows } = await updateHeld(db, lock)
    .set({ expires_at: toTimeColumn(until) })
    .where("expires_at", ">", toTimeColumn(at))
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

async function release(db: Kysely<Tables>, lock: HeldLock): Promise<void> {
  await updateHeld(db, lock).set({ owner: null, expires_at: 0 }).execute();
}

function updateHeld(db: Kysely<Tables>, lock: HeldLock) {
  const { tenant, account, target, owner, fence } = lock;
  return db
    .updateTable("locks")
    .where("tenant", "=", tenant)
    .where("account", "=", account)
    .where("target", "=", target)
    .where("owner", "=", owner)
    .where("fence", "=", fence);
}
