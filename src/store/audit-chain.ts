import { createHash } from "node:crypto";
import type { JsonObject } from "../directory/directory-object.js";

/** Something that somebody did or was refused, by means of Rollcall. Names nobody: people are their ids. */
export interface AuditEvent {
  readonly tenant: string;
  readonly at: Date;
  /** Subject of the viewer. */
  readonly actor: string;
  /** The mutation, such as `USER_INVITE`. */
  readonly action: string;
  readonly account: string | null;
  /** Global id of what it was done to, where there is one. */
  readonly target: string | null;
  /** `APPLIED`, `DRY_RUN`, or the code of the refusal. */
  readonly outcome: string;
  readonly detail: JsonObject;
}

/** An event in its place: its hash covers everything in it and the hash before it. */
export interface AuditRow extends AuditEvent {
  /** From 1, without gaps, per tenant. */
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
}

/** The last row of a tenant's chain, as it is kept apart from the rows. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

/** What is wrong, and with which row. */
export interface AuditFault {
  readonly seq: number;
  readonly fault: "ALTERED" | "MISSING" | "OUT_OF_ORDER" | "HEAD_MISMATCH";
}

/** What the first row follows. */
export const emptyHead: AuditHead = { seq: 0, hash: "0".repeat(64) };

/** The row that an event becomes after a head. */
export function toAuditRow(event: AuditEvent, head: AuditHead): AuditRow {
  const place = { seq: head.seq + 1, previousHash: head.hash };
  return { ...event, ...place, hash: toHash(event, place) };
}

/** The hash of a row's content and place: of one JSON text, in a fixed order. */
export function toHash(event: AuditEvent, place: Pick<AuditRow, "seq" | "previousHash">): string {
  const { tenant, at, actor, action, account, target, outcome, detail } = event;
  const parts = [
    ...[place.seq, place.previousHash, tenant, at.toISOString(), actor, action, account, target, outcome],
    canonical(detail),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** The same text for the same object, whatever order a store gives its keys back in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  // Objects again and not lists of pairs: `{}` and `[]` are to have different hashes.
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}
