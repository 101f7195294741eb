import type { JsonObject } from "../directory/directory-object.js";
import type { AuditFault, AuditEvent, AuditRow } from "./audit-chain.js";

/**
 * What Rollcall itself remembers. One small interface over SQLite in a file and over PostgreSQL. Every function
 * throws `DirectoryError` STORE_UNAVAILABLE and nothing else; what it has returned from is durable.
 */
export interface Store {
  readonly intents: Intents;
  readonly locks: Locks;
  readonly tombstones: Tombstones;
  readonly audit: AuditLog;
  readonly probes: Probes;
  close(): Promise<void>;
}

/**
 * Where a write stands. `NEW`: nothing was sent. `SENT`: a call may have gone out, its outcome is not known yet. The
 * others are final, but `NEEDS_REVIEW`, which a person resolves.
 */
export type IntentState = "NEW" | "SENT" | "APPLIED" | "NOT_APPLIED" | "NEEDS_REVIEW";

/** A write that was decided upon, as it is remembered before its first byte goes out. */
export interface Intent {
  readonly id: string;
  readonly tenant: string;
  readonly account: string;
  /** The mutation, such as `USER_INVITE`. */
  readonly operation: string;
  /** What it is about, as locks name it: writes of one account to one target come one after another. */
  readonly target: string;
  readonly state: IntentState;
  /** How many of the plan's calls were marked as sent, the one under way included. */
  readonly sentCalls: number;
  /** What is to be sent and how its outcome is looked up; `null` once the state is final, since it names people. */
  readonly plan: JsonObject | null;
  /** What the mutation answered or would have; `null` before. */
  readonly outcome: JsonObject | null;
  /** Subject of the viewer who asked. */
  readonly actor: string;
  readonly idempotencyKey: string | null;
  readonly createdAt: Date;
  /** When its last call was marked as sent. */
  readonly sentAt: Date | null;
  readonly updatedAt: Date;
}

export type NewIntent = Pick<
  Intent,
  "id" | "tenant" | "account" | "operation" | "target" | "plan" | "actor" | "idempotencyKey" | "createdAt"
>;

/** An idempotency key in use: which input it stands for, and which intent came of it. */
export interface KeyClaim {
  readonly tenant: string;
  /** With its kind in front: keys that clients give and those that Rollcall makes never meet. */
  readonly key: string;
  /** Hash of mutation and input. */
  readonly fingerprint: string;
  readonly intentId: string;
  readonly expiresAt: Date;
}

/** What became of an intent. */
export interface Finish {
  readonly state: Exclude<IntentState, "NEW" | "SENT">;
  readonly outcome: JsonObject;
  readonly at: Date;
  /** Frees its idempotency key: nothing was done, and the same may be asked again. */
  readonly freesKey: boolean;
  /** Written along with it or not at all. */
  readonly event: AuditEvent;
  /** Likewise: the tombstone that it leaves, or that is no longer needed. */
  readonly tombstone?: { readonly put: Tombstone } | { readonly remove: TombstoneName };
}

export interface Intents {
  /**
   * Remembers an intent in state NEW together with the claim of its key, if it has one. Answers the claim that was
   * there before, and remembers nothing, when the key is taken and has not expired by `createdAt`.
   */
  create(intent: NewIntent, claim: KeyClaim | null): Promise<KeyClaim | null>;
  /**
   * Marks the next call as sent (state SENT, `sentCalls` one more), only while the lock is held: its owner and fence
   * are still the row's and its lease has not run out by `at`. Answers whether it was.
   */
  markSent(id: string, lock: HeldLock, at: Date): Promise<boolean>;
  /** Ends a NEW, SENT or NEEDS_REVIEW intent; `false` when it had another state already. Clears `plan` but in review. */
  finish(id: string, finish: Finish): Promise<boolean>;
  find(tenant: string, id: string): Promise<Intent | null>;
  /** The claim of a key that has not expired by `at`. */
  findClaim(tenant: string, key: string, at: Date): Promise<KeyClaim | null>;
  /** In states NEW and SENT, of all tenants, oldest first. */
  listOpen(): Promise<readonly Intent[]>;
  /** In states NEW, SENT and NEEDS_REVIEW, of one target, oldest first. */
  listUnresolved(of: LockName): Promise<readonly Intent[]>;
  /** In states NEW, SENT and NEEDS_REVIEW, newest first, older than `before` (exclusive, by `createdAt` and id). */
  listPending(tenant: string, page: IntentPage): Promise<readonly Intent[]>;
  /** How many of the operations, made since then, are not NOT_APPLIED. */
  count(
    of: Pick<LockName, "tenant" | "account">,
    operations: readonly string[],
    since: Date,
  ): Promise<number>;
  /** Removes claims that expired before then; intents stay. */
  purgeClaims(before: Date): Promise<void>;
}

export interface IntentPage {
  readonly size: number;
  readonly before: { readonly createdAt: Date; readonly id: string } | null;
}

/** Whose turn it is. */
export interface LockName {
  readonly tenant: string;
  readonly account: string;
  readonly target: string;
}

export interface HeldLock extends LockName {
  readonly owner: string;
  /** Greater with each holder. What an earlier holder still does is refused by it. */
  readonly fence: number;
}

/** Leases: a holder that dies loses its lock when the lease runs out. */
export interface Locks {
  /** Takes a lock that is free or whose lease has run out by `at`; `null` while another holds it. */
  acquire(name: LockName, owner: string, lease: Lease): Promise<HeldLock | null>;
  /** Whether it is still held, and then for longer. */
  renew(lock: HeldLock, lease: Lease): Promise<boolean>;
  /** Gives it back; nothing happens when another has it by now. The fence is remembered. */
  release(lock: HeldLock): Promise<void>;
}

export interface Lease {
  readonly at: Date;
  readonly until: Date;
}

/** What an emulated removal keeps, so that it can be undone. */
export interface Tombstone {
  readonly tenant: string;
  readonly account: string;
  /** `refKey` of the User. */
  readonly ref: string;
  readonly deletedAt: Date;
  /** What restoring puts back, as the provider wrote it down. */
  readonly kept: JsonObject;
}

/** Whose tombstone. */
export type TombstoneName = Pick<Tombstone, "tenant" | "account" | "ref">;

export interface Tombstones {
  /** Replaces an earlier one of the same User. */
  put(tombstone: Tombstone): Promise<void>;
  /** Those of the given Users that there are. */
  find(of: Pick<Tombstone, "tenant" | "account">, refs: readonly string[]): Promise<readonly Tombstone[]>;
  /** All of an account, oldest first. */
  list(of: Pick<Tombstone, "tenant" | "account">): Promise<readonly Tombstone[]>;
  remove(of: TombstoneName): Promise<void>;
}

/** The append-only log of a tenant, chained by hashes; its head is kept apart from it. */
export interface AuditLog {
  append(event: AuditEvent): Promise<void>;
  /** Newest first, before `seq` (exclusive). */
  list(
    tenant: string,
    page: { readonly size: number; readonly before: number | null },
  ): Promise<readonly AuditRow[]>;
  /** The first thing that is wrong with the chain, or `null`. Reads in pages. */
  verify(tenant: string): Promise<AuditFault | null>;
  /** Tenants that have events. */
  tenants(): Promise<readonly string[]>;
}

/** Facts about an account that were learned by asking and are kept over restarts. */
export interface Probes {
  find(of: ProbeName): Promise<{ readonly value: JsonObject; readonly learnedAt: Date } | null>;
  put(of: ProbeName, value: JsonObject, learnedAt: Date): Promise<void>;
}

export interface ProbeName {
  readonly tenant: string;
  readonly account: string;
  readonly name: string;
}
