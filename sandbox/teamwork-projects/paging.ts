import type { Answer } from "../answer.js";
import { json, numberIn, type SiteCall } from "../teamwork-site/router.js";
import type { ProjectsQuirks } from "./quirks.js";

/** A page, cut out of a list. */
interface Cut<T> {
  readonly rows: readonly T[];
  readonly number: number;
  readonly size: number;
  readonly total: number;
}

interface Sizes {
  readonly fallback: number;
  readonly largest: number;
}

export function cutPage<T>(
  { query }: SiteCall,
  { pageSizeClamp }: ProjectsQuirks,
  list: readonly T[],
  { fallback, largest }: Sizes,
): Cut<T> {
  const asked = Math.max(1, numberIn(query, "pageSize", fallback));
  const size = Math.min(asked, pageSizeClamp ?? largest);
  const number = Math.max(1, numberIn(query, "page", 1));
  return { rows: list.slice((number - 1) * size, number * size), number, size, total: list.length };
}

/** v1 and v2 tell of pages in headers and nowhere else (contract section 2). */
export function withHeaders(
  { pageHeaders }: ProjectsQuirks,
  { number, size, total }: Cut<unknown>,
  body: object,
): Answer {
  if (pageHeaders === "absent") return json(200, body);
  return json(200, body, {
    "X-Page": String(number),
    "X-Pages": String(Math.max(1, Math.ceil(total / size))),
    "X-Records": String(total),
  });
}

/** v3 tells in `meta.page`, where `pageOffset` counts pages (contract section 4). */
export function withMeta({ counts }: ProjectsQuirks, cut: Cut<unknown>, body: object): Answer {
  const { number, size, total } = cut;
  const hasMore = number * size < total;
  const count = counts === "lowerBound" ? Math.min(total, number * size + 1) : total;
  const page = { pageOffset: number - 1, pageSize: size, count, hasMore };
  return json(200, { ...body, meta: { page } });
}
