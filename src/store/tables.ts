import type { Kysely } from "kysely";
import type { IntentState } from "./store.js";

/*
 * The tables as both databases give them back. Times are whole milliseconds since 1970, JSON is text: SQLite has no
 * type for either, and so the two databases cannot differ in how they round, order or rewrite them.
 */

export interface IntentTable {
  readonly id: string;
  readonly tenant: string;
  readonly account: string;
  readonly operation: string;
  readonly target: string;
  readonly state: IntentState;
  readonly sent_calls: number;
  readonly plan: string | null;
  readonly outcome: string | null;
  readonly actor: string;
  readonly idempotency_key: string | null;
  readonly created_at: number;
  readonly sent_at: number | null;
  readonly updated_at: number;
}

export interface KeyClaimTable {
  readonly tenant: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly intent_id: string;
  readonly expires_at: number;
}

/** A row stays when its lock is given back, without an owner: its fence must not begin anew. */
interface LockTable {
  readonly tenant: string;
  readonly account: string;
  readonly target: string;
  readonly owner: string | null;
  readonly fence: number;
  readonly expires_at: number;
}

export interface TombstoneTable {
  readonly tenant: string;
  readonly account: string;
  readonly ref: string;
  readonly deleted_at: number;
  readonly kept: string;
}

export interface AuditLogTable {
  readonly tenant: string;
  readonly seq: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly account: string | null;
  readonly target: string | null;
  readonly outcome: string;
  readonly detail: string;
  readonly previous_hash: string;
  readonly hash: string;
}

interface AuditHeadTable {
  readonly tenant: string;
  readonly seq: number;
  readonly hash: string;
}

interface ProbeTable {
  readonly tenant: string;
  readonly account: string;
  readonly name: string;
  readonly value: string;
  readonly learned_at: number;
}

export interface Tables {
  readonly intents: IntentTable;
  readonly key_claims: KeyClaimTable;
  readonly locks: LockTable;
  readonly tombstones: TombstoneTable;
  readonly audit_log: AuditLogTable;
  readonly audit_heads: AuditHeadTable;
  readonly probes: ProbeTable;
}

export type DatabaseKind = "sqlite" | "postgres";

/** An open database, and which of the two it is, for the few statements that only one of them knows. */
export interface StoreDatabase {
  readonly db: Kysely<Tables>;
  readonly kind: DatabaseKind;
}
