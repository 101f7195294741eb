import type { Answer } from "../answer.js";
import { isOn, json, numberIn, type SiteCall } from "../teamwork-site/router.js";
import type { ProjectsQuirks } from "./quirks.js";

/** A page, cut out of a list. */
interface Cut<T> {
  readonly rows: readonly T[];
  readonly number: number;
  readonly size: number;
  readonly total: number;
  readonly hasMore: boolean;
}

interface Sizes {
  readonly fallback: number;
  readonly largest: number;
}

export const sizesOfV1: Sizes = { fallback: 100, largest: 500 };
export const sizesOfTeams: Sizes = { fallback: 50, largest: 250 };
export const sizesOfV3: Sizes = { fallback: 50, largest: 500 };

/** What is behind the cap is counted and not given (contract section 1.3). */
export function cutPage<T>(
  { query }: SiteCall,
  { pageSizeClamp, recordCap }: ProjectsQuirks,
  list: readonly T[],
  { fallback, largest }: Sizes,
): Cut<T> {
  const asked = Math.max(1, numberIn(query, "pageSize", fallback));
  const size = Math.min(asked, pageSizeClamp ?? largest);
  const number = Math.max(1, numberIn(query, "page", 1));
  const end = Math.min(list.length, recordCap ?? list.length);
  const rows = list.slice((number - 1) * size, Math.min(number * size, end));
  return { rows, number, size, total: list.length, hasMore: number * size < end };
}

/** v1 and v2 tell of pages in headers and nowhere else (contract section 2). */
export function withHeaders(
  { pageHeaders, recordCap }: ProjectsQuirks,
  { number, size, total }: Cut<unknown>,
  body: object,
): Answer {
  if (pageHeaders === "absent") return json(200, body);
  const given = Math.min(total, recordCap ?? total);
  return json(200, body, {
    "X-Page": String(number),
    "X-Pages": String(Math.max(1, Math.ceil(given / size))),
    "X-Records": String(total),
  });
}

/** v3 tells in `meta.page`, where `pageOffset` counts pages (contract section 4). */
export function withMeta(
  { counts }: ProjectsQuirks,
  { query }: SiteCall,
  { number, size, total, hasMore }: Cut<unknown>,
  body: object,
): Answer {
  const isUncounted = counts === "lowerBound" || isOn(query, "skipCounts");
  const count = isUncounted && hasMore ? number * size + 1 : total;
  const page = { pageOffset: number - 1, pageSize: size, count, hasMore };
  return json(200, { ...body, meta: { page } });
}
