import { createHash } from "node:crypto";
import { z } from "zod";
import { failureStates, type FailureState } from "../directory/account-state.js";
import { DirectoryError } from "../directory/errors.js";

/** Where a list over accounts stands in one account. */
export interface AccountPosition {
  readonly position: string | null;
  readonly isDone: boolean;
  /** How it failed, wholly (then it is done, too) or in part: the list stays incomplete to its end. */
  readonly failed: FailureState | null;
}

/** Where a list over accounts stands: in each account that it has begun. */
export type ListPositions = ReadonlyMap<string, AccountPosition>;

const accountPart = z.tuple([
  z.string(),
  z.string().nullable(),
  z.boolean(),
  z.enum(failureStates).nullable(),
]);
const accountParts = z.array(accountPart).max(1_000);
const cursorParts = z.tuple([z.literal(1), z.string(), accountParts]);
const lastRow = z.tuple([z.number(), z.string()]).nullable();
const mergedParts = z.tuple([
  z.literal(4),
  z.string(),
  accountParts,
  lastRow,
  z.array(z.string()).max(1_000),
]);
const snapshotParts = z.tuple([z.literal(2), z.string(), z.string(), z.number().int().min(0)]);

/**
 * What a cursor is bound to: the list with tenant, accounts, filter, order and page size. A cursor of another list is
 * INVALID_CURSOR.
 */
export function toListKey(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 16);
}

export function encodeListCursor(list: string, positions: ListPositions): string {
  return encode([1, list, toParts(positions)]);
}

/** @throws DirectoryError INVALID_CURSOR */
export function decodeListCursor(list: string, cursor: string): ListPositions {
  const parsed = cursorParts.safeParse(decode(cursor));
  if (!parsed.success || parsed.data[1] !== list) throw invalidCursor();
  return toPositions(parsed.data[2]);
}

function toParts(positions: ListPositions): readonly z.infer<typeof accountPart>[] {
  return [...positions].map(([key, { position, isDone, failed }]) => [key, position, isDone, failed]);
}

function toPositions(parts: readonly z.infer<typeof accountPart>[]): ListPositions {
  return new Map(parts.map(([key, position, isDone, failed]) => [key, { position, isDone, failed }]));
}

/** Where a list stands that is merged by time. */
export interface MergedPositions {
  readonly positions: ListPositions;
  /** Time (ms) and account of the last row given out; `null` before the first. */
  readonly last: { readonly time: number; readonly accountKey: string } | null;
  /** Accounts of which a row was given out. */
  readonly begun: ReadonlySet<string>;
}

export const mergedStart: MergedPositions = { positions: new Map(), last: null, begun: new Set() };

export function encodeMergedCursor(list: string, { positions, last, begun }: MergedPositions): string {
  const row = last === null ? null : [last.time, last.accountKey];
  return encode([4, list, toParts(positions), row, [...begun]]);
}

/** @throws DirectoryError INVALID_CURSOR */
export function decodeMergedCursor(list: string, cursor: string): MergedPositions {
  const parsed = mergedParts.safeParse(decode(cursor));
  if (!parsed.success || parsed.data[1] !== list) throw invalidCursor();
  const [, , accounts, row, begun] = parsed.data;
  const last = row === null ? null : { time: row[0], accountKey: row[1] };
  return { positions: toPositions(accounts), last, begun: new Set(begun) };
}

/** The cursor of a sorted list: a kept snapshot of it, and how many of its items come before. */
export function encodeSnapshotCursor(list: string, snapshot: string, offset: number): string {
  return encode([2, list, snapshot, offset]);
}

/** @throws DirectoryError INVALID_CURSOR */
export function decodeSnapshotCursor(list: string, cursor: string): { snapshot: string; offset: number } {
  const parsed = snapshotParts.safeParse(decode(cursor));
  if (!parsed.success || parsed.data[1] !== list) throw invalidCursor();
  return { snapshot: parsed.data[2], offset: parsed.data[3] };
}

/** The cursor of a list inside one object: the provider's own position. */
export function encodeRelatedCursor(list: string, position: string): string {
  return encode([3, list, position]);
}

/** @throws DirectoryError INVALID_CURSOR */
export function decodeRelatedCursor(list: string, cursor: string): string {
  const parsed = z.tuple([z.literal(3), z.string(), z.string()]).safeParse(decode(cursor));
  if (!parsed.success || parsed.data[1] !== list) throw invalidCursor();
  return parsed.data[2];
}

export function invalidCursor(): DirectoryError {
  return new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list, or its list has expired");
}

function encode(parts: unknown): string {
  return Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
