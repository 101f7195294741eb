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
  const page = meta?.page;
  const told = page?.pageOffset ?? null;
  const number = meaning === "pages" && told !== null ? told + 1 : null;
  return {
    total: page?.count ?? pagination?.records ?? toCount(headers["x-records"]),
    hasMore: page?.hasMore ?? pagination?.hasMorePages ?? hasMorePages(headers),
    number: pagination?.page ?? number ?? toCount(headers["x-page"]),
    size: page?.pageSize ?? pagination?.pageSize ?? null,
    offset: meaning === "rows" ? told : null,
  };
}

function hasMorePages(headers: Answer["headers"]): boolean | null {
  const [page, pages] = [toCount(headers["x-page"]), toCount(headers["x-pages"])];
  return page === null || pages === null ? null : pages > page;
}

function toCount(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,9}$/u.test(value) ? Number(value) : null;
}
