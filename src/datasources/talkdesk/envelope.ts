import type { z } from "zod";
import { DirectoryError } from "../../directory/errors.js";
import { parseEachRow, parseObject, type Edge } from "../http/edge.js";
import { pageFacts, type PageFacts } from "./rows.js";

/** A page of a list, in whichever dialect it came: the guide's or HAL (contract 3.1). */
export interface ListPage<T> {
  /** In the provider's order, `null` for one that cannot be read. */
  readonly rows: readonly (T | null)[];
  /** Rows of the whole list, where the page tells, or is the last of those that link to the next. */
  readonly total: number | null;
  /** Number of the page, as the server counts it. */
  readonly number: number | null;
  /** Rows that a page has, as the server counts them. */
  readonly size: number | null;
  /** Whether it says anything of pages at all. */
  readonly isPaged: boolean;
}

/** @throws DirectoryError UPSTREAM_INVALID_RESPONSE when there is no list of this name in either dialect's place */
export function parseListPage<T>(edge: Edge, name: string, schema: z.ZodType<T>, body: unknown): ListPage<T> {
  const rows = parseEachRow(edge, schema, rowsIn(edge, name, body));
  const facts = parseObject({ ...edge, collection: `${edge.collection} page` }, pageFacts, body);
  return {
    rows,
    total: toTotal(facts, rows.length),
    number: positive(facts.meta?.page ?? facts.page),
    size: positive(facts.per_page),
    isPaged: (facts.meta ?? facts._links ?? facts.total ?? facts.page ?? null) !== null,
  };
}

function rowsIn(edge: Edge, name: string, body: unknown): unknown {
  const list = field(body, name) ?? field(field(body, "_embedded"), name);
  if (list !== undefined) return list;
  const message = `The provider's answer does not have the form of a ${edge.collection} list`;
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: edge.account });
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function toTotal(facts: PageFacts, rows: number): number | null {
  return facts.meta?.total ?? facts.total ?? (isLast(facts) ? toEnd(facts, rows) : null);
}

/** A page without a link to the next is the last. The link itself is not followed: it may lead to another host. */
function isLast({ _links: links }: PageFacts): boolean {
  return links != null && links.next?.href == null;
}

function toEnd({ page, per_page: perPage }: PageFacts, rows: number): number | null {
  if (page === 1) return rows;
  const [number, size] = [positive(page), positive(perPage)];
  return number === null || size === null ? null : (number - 1) * size + rows;
}

function positive(count: number | null | undefined): number | null {
  return count == null || count === 0 ? null : count;
}
