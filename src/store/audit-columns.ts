import type { AuditEvent, AuditRow } from "./audit-chain.js";
import { fromJsonColumn, fromTimeColumn, toJsonColumn, toStorableText, toTimeColumn } from "./columns.js";
import type { AuditLogTable } from "./tables.js";

/** The event as the database will give it back: that is what its hash has to be of. */
export const toStoredEvent = (event: AuditEvent): AuditEvent => ({
  tenant: toStorableText(event.tenant),
  at: event.at,
  actor: toStorableText(event.actor),
  action: toStorableText(event.action),
  account: event.account === null ? null : toStorableText(event.account),
  target: event.target === null ? null : toStorableText(event.target),
  outcome: toStorableText(event.outcome),
  detail: fromJsonColumn(toJsonColumn(event.detail)),
});

export const toAuditLogColumns = (row: AuditRow): AuditLogTable => ({
  tenant: row.tenant,
  seq: row.seq,
  at: toTimeColumn(row.at),
  actor: row.actor,
  action: row.action,
  account: row.account,
  target: row.target,
  outcome: row.outcome,
  detail: toJsonColumn(row.detail),
  previous_hash: row.previousHash,
  hash: row.hash,
});

/** Throws a `SyntaxError` for a detail that is not JSON any more. */
export const toStoredRow = (columns: AuditLogTable): AuditRow => ({
  tenant: columns.tenant,
  seq: columns.seq,
  at: fromTimeColumn(columns.at),
  actor: columns.actor,
  action: columns.action,
  account: columns.account,
  target: columns.target,
  outcome: columns.outcome,
  detail: fromJsonColumn(columns.detail),
  previousHash: columns.previous_hash,
  hash: columns.hash,
});
