import { isOn, listIn } from "../teamwork-site/router.js";
import type { PersonDocument } from "./documents.js";

/*
 * What a query asks of the rows of a list, as tests that are made once for a request: lists may be long. A test that
 * is not asked for is `null`.
 */

export type Test<T> = (one: T) => boolean;

export function allOf<T>(tests: readonly (Test<T> | null)[]): Test<T> {
  const asked = tests.filter((test) => test !== null);
  return (one) => asked.every((test) => test(one));
}

/** Whose id is on a list in the query. */
export function among<T>(
  query: URLSearchParams,
  name: string,
  idOf: (one: T) => number | null,
): Test<T> | null {
  const ids = idsIn(query, name);
  return ids === null ? null : (one) => ids.has(idOf(one));
}

export function notAmong<T>(query: URLSearchParams, name: string, idOf: (one: T) => number): Test<T> | null {
  const ids = idsIn(query, name);
  return ids === null ? null : (one) => !ids.has(idOf(one));
}

/** Of whose ids one is on a list in the query. */
export function anyAmong<T>(
  query: URLSearchParams,
  name: string,
  idsOf: (one: T) => readonly number[],
): Test<T> | null {
  const ids = idsIn(query, name);
  return ids === null ? null : (one) => idsOf(one).some((id) => ids.has(id));
}

/** What is no number is nobody's id. */
function idsIn(query: URLSearchParams, name: string): ReadonlySet<number | null> | null {
  const texts = listIn(query, name);
  return texts === null ? null : new Set([...texts].map(Number));
}

/** What a text in the query asks; "" asks nothing. */
export function given<T>(
  query: URLSearchParams,
  name: string,
  toTest: (text: string) => Test<T>,
): Test<T> | null {
  const text = query.get(name) ?? "";
  return text === "" ? null : toTest(text);
}

/** Those of a sort that is left out, unless a flag of the query lets them in. */
export function unless<T>(
  query: URLSearchParams,
  name: string,
  isSuch: Test<T>,
  fallback = false,
): Test<T> | null {
  return isOn(query, name, fallback) ? null : (one) => !isSuch(one);
}

/** Those of a sort alone, if a flag of the query says so. */
export function only<T>(query: URLSearchParams, name: string, isSuch: Test<T>): Test<T> | null {
  return isOn(query, name) ? isSuch : null;
}

/** What changed after the moment of the query, if one is given that can be read. */
export function after<T>(query: URLSearchParams, name: string, momentOf: (one: T) => string): Test<T> | null {
  const since = parseMoment(query.get(name) ?? "");
  return Number.isNaN(since) ? null : (one) => Date.parse(momentOf(one)) > since;
}

/** ISO 8601, or v1's `YYYYMMDD` and `YYYYMMDDHHMMSS` (contract section 1.5). */
function parseMoment(text: string): number {
  const [, year, month, day, hour = "00", minute = "00", second = "00"] =
    /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$/u.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return Date.parse(text);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** Fuzzy: any of the words, anywhere in the text (contract section 9). */
export function hasWord<T>(query: URLSearchParams, textOf: (one: T) => string): Test<T> | null {
  return given(query, "searchTerm", (text) => {
    const words = text
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== "");
    return (one) => {
      const lower = textOf(one).toLowerCase();
      return words.some((word) => lower.includes(word));
    };
  });
}

export function searchedText({ firstName, lastName, email }: PersonDocument): string {
  return `${firstName} ${lastName} ${email}`;
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
  if (keyOf === undefined) return list;
  const sorted = list.toSorted((one, other) => compare(keyOf(one), keyOf(other)));
  return query.get(names.mode)?.toLowerCase() === "desc" ? sorted.toReversed() : sorted;
}

/** By code units and not by a locale. */
function compare(one: string | number, other: string | number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
