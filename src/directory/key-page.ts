import { DirectoryError } from "./errors.js";
import { pageOfSorted, type Page, type PageRequest } from "./pages.js";

/** Ids are opaque, so a position has a sign by which it is told from another list's. */
const sign = "=";

/** The position of the item with this key. */
export function toKeyPosition(key: string): string {
  return `${sign}${key}`;
}

/** @throws DirectoryError INVALID_CURSOR for a position of another kind of list */
export function assertKeyPosition(account: string, { position }: PageRequest): void {
  if (position === null || position.startsWith(sign)) return;
  throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
}

/**
 * The page of a list that is whole, in the order of its keys, which are its positions.
 * @throws DirectoryError INVALID_CURSOR for a position of another kind of list
 */
export function pageByKey<T>(
  account: string,
  items: readonly T[],
  keyOf: (item: T) => string,
  page: PageRequest,
): Page<T> {
  assertKeyPosition(account, page);
  const keyed = items.map((item) => ({ item, position: toKeyPosition(keyOf(item)) }));
  keyed.sort((one, other) => (one.position < other.position ? -1 : 1));
  const found = pageOfSorted(keyed, ({ position }) => position, page);
  return { ...found, rows: found.rows.map(({ item }) => item) };
}
