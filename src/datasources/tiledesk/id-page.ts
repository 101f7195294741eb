import { DirectoryError } from "../../directory/errors.js";
import { pageOfSorted, type Page, type PageRequest } from "../../directory/pages.js";
import { isObjectId } from "./scope.js";

/**
 * The page of a list that is whole and ascends by ids, which are its positions.
 * @throws DirectoryError INVALID_CURSOR for a position of another kind: read as an id it would end the list, or begin it
 */
export function pageById<T>(
  account: string,
  items: readonly T[],
  idOf: (item: T) => string,
  page: PageRequest,
): Page<T> {
  if (page.position === null || isObjectId(page.position)) return pageOfSorted(items, idOf, page);
  throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
}
