import type { DirectoryError } from "./errors.js";

/** A page to read: how many items, and the position to go on from (`null` for the start). */
export interface PageRequest {
  readonly size: number;
  /** A provider's own `position`, handed back. It comes from a client's cursor: parse it, never trust it. */
  readonly position: string | null;
}

/** An item and the position right after it. */
export interface Row<T> {
  readonly item: T;
  readonly position: string;
}

/** Something a reader of the list should know, beside the rows: never a reason to fail. */
export interface Note {
  /** SCREAMING_SNAKE, stable. */
  readonly code: string;
  readonly message: string;
}

/** A page as one linked account answers it. */
export interface Page<T> {
  readonly rows: readonly Row<T>[];
  /** Where the scan stands: after the last row, or further when rows were scanned and not kept. */
  readonly position: string | null;
  readonly hasMore: boolean;
  /** Size of the whole list, where it is known without a further call. */
  readonly total: number | null;
  /** Rows that were unreadable and left out. */
  readonly skippedRows: number;
  readonly notes: readonly Note[];
  /** A part of the account that could not be read (one project of several); its rows are missing. */
  readonly failure: DirectoryError | null;
  /** Whether the budget of calls ended the page early. */
  readonly isTruncated: boolean;
}

export const emptyPage: Page<never> = {
  rows: [],
  position: null,
  hasMore: false,
  total: 0,
  skippedRows: 0,
  notes: [],
  failure: null,
  isTruncated: false,
};

/**
 * The page of a whole, sorted list. Positions are the items' sort keys, so that an item removed between two pages
 * makes nobody skipped or repeated.
 */
export function pageOfSorted<T>(items: readonly T[], keyOf: (item: T) => string, page: PageRequest): Page<T> {
  const { position, size } = page;
  const begin = position === null ? 0 : items.findIndex((item) => keyOf(item) > position);
  const taken = begin === -1 ? [] : items.slice(begin, begin + size);
  const rows = taken.map((item) => ({ item, position: keyOf(item) }));
  return {
    rows,
    position: rows.at(-1)?.position ?? position,
    hasMore: begin !== -1 && begin + size < items.length,
    total: items.length,
    skippedRows: 0,
    notes: [],
    failure: null,
    isTruncated: false,
  };
}
