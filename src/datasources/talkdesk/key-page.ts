import { DirectoryError } from "../../directory/errors.js";
import { pageOfSorted, type Page, type PageRequest } from "../../directory/pages.js";

/** Ids are opaque, so that a position needs a sign of its own to be told from another list's. */
const sign = "=";

/**
 * The page of a list that is whole, in the order of its keys, which are its positions.
 * @throws DirectoryError INVALID_CURSOR for a position of another kind
 */
export function pageByKey<T>(
  account: string,
  items: readonly T[],
  keyOf: (item: T) => string,
  page: PageRequest,
): Page<T> {
  if (page.position !== null && !page.position.startsWith(sign)) {
    throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
  }
  const keyed = items.map((item) => ({ item, key: `${sign}${keyOf(item)}` }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1));
  const found = pageOfSorted(keyed, ({ key }) => key, page);
  return { ...found, rows: found.rows.map(({ item, position }) => ({ item: item.item, position })) };
}
