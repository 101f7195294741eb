import { z } from "zod";
import type { Answer } from "../http/call.js";
import { parseObject, type Edge } from "../http/edge.js";
import { count, flag } from "./values.js";

/** What an answer tells of its page beside the rows. Each may be missing, whatever the product. */
export interface PageFacts {
  /** Rows of the whole list. */
  readonly total: number | null;
  readonly hasMore: boolean | null;
  /** Number of the page, from 1. */
  readonly number: number | null;
  readonly size: number | null;
  /** Index of the first row in the whole list. */
  readonly offset: number | null;
}

/** What a product means by `meta.page.pageOffset`: the number of pages before, or of rows (contract sections 4, 7). */
export type OffsetMeaning = "pages" | "rows";

const pageRow = z.object({ count, pageSize: count, pageOffset: count, hasMore: flag }).nullish();
const paginationRow = z
  .object({ records: count, pageSize: count, page: count, hasMorePages: flag })
  .nullish();
const facts = z.object({ meta: z.object({ page: pageRow }).nullish(), pagination: paginationRow });

/**
 * Reads all three ways of telling: `meta.page` (v3, Desk, Spaces), `pagination` (Desk), and the headers X-Page and
 * X-Records (v1, v2). A count that the list has already reached while there is more is a lower bound, and no total.
 */
export function toPageFacts(edge: Edge, { body, headers }: Answer, meaning: OffsetMeaning): PageFacts {
  const { meta, pagination } = parseObject({ ...edge, collection: `${edge.collection} page` }, facts, body);
  const told = [inPagination(pagination ?? null), inMeta(meta?.page ?? null, meaning), inHeaders(headers)];
  return {
    total: firstTold(told, "total"),
    hasMore: firstTold(told, "hasMore"),
    number: firstTold(told, "number"),
    size: firstTold(told, "size"),
    offset: firstTold(told, "offset"),
  };
}

type Told = Partial<PageFacts>;

function firstTold<Name extends keyof PageFacts>(told: readonly Told[], name: Name): PageFacts[Name] | null {
  return told.map((one) => one[name]).find((value) => value != null) ?? null;
}

function inMeta(page: z.infer<typeof pageRow> | null, meaning: OffsetMeaning): Told {
  if (page == null) return {};
  const { count: total, hasMore, pageSize: size, pageOffset } = page;
  if (meaning === "rows") return { total, hasMore, size, offset: pageOffset };
  return { total, hasMore, size, number: pageOffset === null ? null : pageOffset + 1 };
}

function inPagination(pagination: z.infer<typeof paginationRow> | null): Told {
  if (pagination == null) return {};
  const { records: total, hasMorePages: hasMore, page: number, pageSize: size } = pagination;
  return { total, hasMore, number, size };
}

function inHeaders(headers: Answer["headers"]): Told {
  return {
    total: toCount(headers["x-records"]),
    hasMore: hasMorePages(headers),
    number: toCount(headers["x-page"]),
  };
}

function hasMorePages(headers: Answer["headers"]): boolean | null {
  const [page, pages] = [toCount(headers["x-page"]), toCount(headers["x-pages"])];
  return page === null || pages === null ? null : pages > page;
}

function toCount(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,9}$/u.test(value) ? Number(value) : null;
}
