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
  const each = parseEachRow(edge, schema, body);
  const rows = each.filter((row) => row !== null);
  return { rows, skipped: each.length - rows.length };
}

/** Likewise, every row in its place: `null` for one that cannot be read. */
export function parseEachRow<T>(edge: Edge, schema: z.ZodType<T>, body: unknown): readonly (T | null)[] {
  if (!Array.isArray(body)) throw brokenEnvelope(edge);
  return body.map((row: unknown) => parseRow(edge, schema, row));
}

/** One object. A body that cannot be read as one is `UPSTREAM_INVALID_RESPONSE`. */
export function parseObject<T>(edge: Edge, schema: z.ZodType<T>, body: unknown): T {
  const row = parseRow(edge, schema, body);
  if (row === null) throw brokenEnvelope(edge);
  return row;
}

/**
 * Reads a row, forgiving what it can: a value of the wrong type counts as unknown and reads as absent, as long as the
 * schema can do without it; first that value alone, then the whole field that it stands in.
 */
function parseRow<T>(edge: Edge, schema: z.ZodType<T>, row: unknown): T | null {
  const strict = schema.safeParse(row);
  if (strict.success) return strict.data;
  const broken = strict.error.issues.map(toPath);
  for (const paths of [broken, broken.map((path) => path.slice(0, 1))]) {
    const lenient = schema.safeParse(without(row, paths));
    if (!lenient.success) continue;
    for (const path of paths) edge.observer.unknownValue([edge.collection, ...path].join("."));
    return lenient.data;
  }
  edge.observer.skippedRow(edge.collection);
  return null;
}

/** Where the issue is: inside the one alternative of a union whose outer type fits, if there is one. */
function toPath(issue: z.core.$ZodIssue): readonly PropertyKey[] {
  const { path } = issue;
  if (issue.code !== "invalid_union") return path;
  const inner = issue.errors.find((issues) => issues.every((one) => one.path.length > 0))?.[0];
  return inner === undefined ? path : [...path, ...inner.path];
}

function without(row: unknown, paths: readonly (readonly PropertyKey[])[]): unknown {
  const copy: unknown = structuredClone(row);
  for (const path of paths) {
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), copy);
    const last = path.at(-1);
    if (isObject(parent) && last !== undefined) Reflect.deleteProperty(parent, last);
  }
  return copy;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}

function brokenEnvelope(edge: Edge): DirectoryError {
  const message = `The provider's answer does not have the form of a ${edge.collection} answer`;
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: edge.account });
}
