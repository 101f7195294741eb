import { DirectoryError } from "../../directory/errors.js";
import { pageOfSorted, type Page, type PageRequest } from "../../directory/pages.js";

/** Ids are opaque, so a position has a sign by which it is told from another list's. */
const sign = "=";

export function toKey(id: string): string {
  return `${sign}${id}`;
}

/** @throws DirectoryError INVALID_CURSOR for a position of another kind of list */
export function assertKeyPosition(account: string, { position }: PageRequest): void {
  if (position === null || position.startsWith(sign)) return;
  throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
}

function byKey(one: { readonly id: string }, other: { readonly id: string }): number {
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

/**
 * The page of a list that is whole, in the order of the ids, which are its positions.
 * @throws DirectoryError INVALID_CURSOR for a position of another kind of list
 */
export function pageByKey<T extends { readonly id: string }, V>(
  account: string,
  items: readonly T[],
  toValue: (item: T) => V,
  page: PageRequest,
): Page<V> {
  assertKeyPosition(account, page);
  const found = pageOfSorted([...items].sort(byKey), ({ id }) => toKey(id), page);
  return { ...found, rows: found.rows.map(({ item, position }) => ({ item: toValue(item), position })) };
}
