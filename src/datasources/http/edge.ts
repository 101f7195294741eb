import type { z } from "zod";
import { DirectoryError } from "../../directory/errors.js";
import type { Observer } from "../../directory/provider.js";

/** What the edge needs to know to name what it finds. */
export interface Edge {
  readonly account: string;
  /** What is read, in the provider's words: `project_user`. */
  readonly collection: string;
  readonly observer: Observer;
}

export interface ParsedRows<T> {
  readonly rows: readonly T[];
  /** Rows that could not be read, left out of `rows`. */
  readonly skipped: number;
}

/**
 * The rows of a listing, each cut down to what its schema names. A row that cannot be read is left out and counted;
 * a body that is no list at all is `UPSTREAM_INVALID_RESPONSE`.
 */
export function parseRows<T>(edge: Edge, schema: z.ZodType<T>, body: unknown): ParsedRows<T> {
  if (!Array.isArray(body)) throw brokenEnvelope(edge);
  const rows = body.map((row: unknown) => parseRow(edge, schema, row)).filter((row) => row !== null);
  return { rows, skipped: body.length - rows.length };
}

/** One object. A body that cannot be read as one is `UPSTREAM_INVALID_RESPONSE`. */
export function parseObject<T>(edge: Edge, schema: z.ZodType<T>, body: unknown): T {
  const row = parseRow(edge, schema, body);
  if (row === null) throw brokenEnvelope(edge);
  return row;
}

/**
 * Reads a row, forgiving what it can: a field of the wrong type counts as an unknown value and reads as absent, as
 * long as the schema can do without it.
 */
function parseRow<T>(edge: Edge, schema: z.ZodType<T>, row: unknown): T | null {
  const strict = schema.safeParse(row);
  if (strict.success) return strict.data;
  const broken = new Set(strict.error.issues.map((issue) => issue.path[0]));
  const lenient = schema.safeParse(without(row, broken));
  if (!lenient.success) {
    edge.observer.skippedRow(edge.collection);
    return null;
  }
  for (const field of broken) edge.observer.unknownValue(`${edge.collection}.${String(field)}`);
  return lenient.data;
}

function without(row: unknown, fields: ReadonlySet<PropertyKey | undefined>): unknown {
  if (typeof row !== "object" || row === null) return row;
  return Object.fromEntries(Object.entries(row).filter(([field]) => !fields.has(field)));
}

function brokenEnvelope(edge: Edge): DirectoryError {
  const message = `The provider's answer does not have the form of a ${edge.collection} answer`;
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: edge.account });
}
