import { listIn } from "../teamwork-site/router.js";
import type { PersonDocument } from "./documents.js";

/** Whether a list of ids in the query has this one, or is not given. */
export function isAmong(query: URLSearchParams, name: string, id: number | null): boolean {
  return listIn(query, name)?.has(String(id)) !== false;
}

/** Whether a list of ids in the query has one of these, or is not given. */
export function isAnyAmong(query: URLSearchParams, name: string, ids: readonly number[]): boolean {
  const wanted = listIn(query, name);
  return wanted === null || ids.some((id) => wanted.has(String(id)));
}

export function isExcluded(query: URLSearchParams, name: string, id: number): boolean {
  return listIn(query, name)?.has(String(id)) === true;
}

/** Fuzzy: any of the words, anywhere in name or address (contract section 9). */
export function matchesWords({ firstName, lastName, email }: PersonDocument, words: string): boolean {
  return hasWord(`${firstName} ${lastName} ${email}`, words);
}

export function hasWord(text: string, words: string): boolean {
  const lower = text.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/u)
    .some((word) => word !== "" && lower.includes(word));
}

/** Whether it changed after the moment of the query, if one is given that can be read. */
export function isAfter(query: URLSearchParams, name: string, moment: string): boolean {
  const since = parseMoment(query.get(name) ?? "");
  return Number.isNaN(since) || Date.parse(moment) > since;
}

/** ISO 8601, or v1's `YYYYMMDD` and `YYYYMMDDHHMMSS` (contract section 1.5). */
function parseMoment(text: string): number {
  const [, year, month, day, hour = "00", minute = "00", second = "00"] =
    /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/u.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return Date.parse(text);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** What an order compares, by its name in the query. */
type Orders<T> = Readonly<Record<string, (one: T) => string | number>>;

/** In the asked order, where it is known; else as it comes. */
export function inOrder<T>(
  query: URLSearchParams,
  names: { readonly by: string; readonly mode: string },
  orders: Orders<T>,
  list: readonly T[],
): readonly T[] {
  const name = query.get(names.by) ?? "";
  const keyOf = Object.hasOwn(orders, name) ? orders[name] : undefined;
  const sorted =
    keyOf === undefined ? list : list.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
  return query.get(names.mode)?.toLowerCase() === "desc" && keyOf !== undefined
    ? sorted.toReversed()
    : sorted;
}

/** By code units and not by a locale. */
function compare(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
