import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import type { JsonObject } from "../directory/directory-object.js";
import { fromJsonColumn, fromTimeColumn, toJsonColumn, toTimeColumn } from "./columns.js";
import type { Finish, Intent, KeyClaim, NewIntent } from "./store.js";
import type { IntentTable, KeyClaimTable } from "./tables.js";

/** A new intent is in state NEW: nothing was sent. */
export const toIntentColumns = (intent: NewIntent): IntentTable => ({
  id: intent.id,
  tenant: intent.tenant,
  account: intent.account,
  operation: intent.operation,
  target: intent.target,
  state: "NEW",
  sent_calls: 0,
  plan: intent.plan === null ? null : toJsonColumn(intent.plan),
  outcome: null,
  actor: intent.actor,
  idempotency_key: intent.idempotencyKey,
  created_at: toTimeColumn(intent.createdAt),
  sent_at: null,
  updated_at: toTimeColumn(intent.createdAt),
});

const toJsonOrNull = (text: string | null): JsonObject | null =>
  text === null ? null : fromJsonColumn(text);

export const toIntent = (row: IntentTable): Intent => ({
  id: row.id,
  tenant: row.tenant,
  account: row.account,
  operation: row.operation,
  target: row.target,
  state: row.state,
  sentCalls: row.sent_calls,
  plan: toJsonOrNull(row.plan),
  outcome: toJsonOrNull(row.outcome),
  actor: row.actor,
  idempotencyKey: row.idempotency_key,
  createdAt: fromTimeColumn(row.created_at),
  sentAt: row.sent_at === null ? null : fromTimeColumn(row.sent_at),
  updatedAt: fromTimeColumn(row.updated_at),
});

/** What ending an intent sets. The plan names people: it stays only as long as somebody has to decide by it. */
export const toOutcomeColumns = ({
  state,
  outcome,
  at,
}: Finish): Pick<IntentTable, "state" | "outcome" | "updated_at"> & {
  readonly plan: RawBuilder<string | null>;
} => ({
  state,
  outcome: toJsonColumn(outcome),
  updated_at: toTimeColumn(at),
  plan: state === "NEEDS_REVIEW" ? sql`plan` : sql`null`,
});

export const toKeyClaimColumns = (claim: KeyClaim): KeyClaimTable => ({
  tenant: claim.tenant,
  key: claim.key,
  fingerprint: claim.fingerprint,
  intent_id: claim.intentId,
  expires_at: toTimeColumn(claim.expiresAt),
});

export const toKeyClaim = (row: KeyClaimTable): KeyClaim => ({
  tenant: row.tenant,
  key: row.key,
  fingerprint: row.fingerprint,
  intentId: row.intent_id,
  expiresAt: fromTimeColumn(row.expires_at),
});
