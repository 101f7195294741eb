import type { PageRequest } from "../directory/pages.js";
import { encodeRelatedCursor, invalidCursor, toListKey } from "../loaders/list-cursor.js";
import type { PageArgs } from "../schema/paging.js";
import { toPageRequest, toSize } from "./connection.js";

/** A list that Rollcall's own store has: read one more than asked for, and there is a next page. */
export interface StoreList<T> {
  /** What its cursors are bound to, beside the size of the page. */
  readonly name: readonly unknown[];
  readonly read: (page: PageRequest) => Promise<readonly T[]>;
  readonly positionOf: (item: T) => string;
}

/** A page of it as a connection. The whole is not counted. */
export async function toStoreConnection<T>(args: PageArgs, list: StoreList<T>): Promise<object> {
  const key = toListKey([...list.name, toSize(args)]);
  const page = toPageRequest(args, () => key);
  const found = await list.read({ ...page, size: page.size + 1 });
  const nodes = found.slice(0, page.size);
  const toCursor = (item: T): string => encodeRelatedCursor(key, list.positionOf(item));
  const last = nodes.at(-1);
  return {
    nodes,
    edges: nodes.map((node) => ({ node, cursor: toCursor(node) })),
    pageInfo: {
      hasNextPage: found.length > nodes.length,
      endCursor: last === undefined ? (args.after ?? null) : toCursor(last),
    },
    totalCount: null,
  };
}

/** @throws DirectoryError INVALID_CURSOR */
export function parsePosition<T>(position: string, parse: (text: string) => T | null): T {
  const parsed = parse(position);
  if (parsed === null) throw invalidCursor();
  return parsed;
}
