import { BudgetSpent, DirectoryError, toDirectoryError } from "../../directory/errors.js";
import { emptyPage, type Page, type PageRequest, type Row } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import {
  afterRow,
  encodeOffsetPosition,
  parseOffsetPosition,
  markOf,
  type OffsetPosition,
} from "./offset-position.js";
import { findPlace, type Place } from "./offset-place.js";

/** Rows of an offset-paged listing, as one call gave them. */
export interface OffsetWindow<T> {
  /** Index of the first row in the provider's whole list. */
  readonly offset: number;
  /** In the provider's order; `null` for one that could not be read, which keeps its place. */
  readonly rows: readonly (T | null)[];
  /** Rows of the whole list, as this answer tells; `null` when it does not. */
  readonly total: number | null;
}

/** A listing of which every call gives a window. */
export interface OffsetSource<T> {
  readonly account: string;
  /**
   * The window that has the row `offset` and reaches as far beyond it as one call gives; without rows past the end.
   * Where the provider gives other rows than it was asked for, the window says where they begin. Kept by the caller:
   * the same window is read again by the next page.
   */
  readonly read: (reading: Reading, offset: number) => Promise<OffsetWindow<T>>;
  /** The rows that `read` will ask for, without a call. */
  readonly plan: (offset: number) => { readonly from: number; readonly to: number };
  readonly idOf: (item: T) => string;
}

/** As many rows as a sorted list may have: they are looked at again. What lies deeper is read on the way to the end. */
const headRows = 5_000;
/** Until the next page has taken the rest of the window. */
const deepLifetimeMs = 250;

/** How long the window at an offset is kept, where the head of the list is kept for `lifetimeMs`. */
export function toWindowLifetimeMs(offset: number, lifetimeMs: number): number {
  return offset < headRows ? lifetimeMs : Math.min(lifetimeMs, deepLifetimeMs);
}

interface OffsetAsk<T> {
  readonly page: PageRequest;
  /** Whether a row belongs to the list; all do by default. */
  readonly keeps?: (item: T) => boolean;
}

/** Windows that are read side by side when all of them are needed for sure. */
const windowsAtOnce = 4;
/** One that stands where the one before did, and one without overlap. */
const mostIdleWindows = 2;

/**
 * The page of a listing that the provider pages by offset. Windows overlap by a row, by which the place is found again
 * after others have come or gone: nobody is skipped or repeated as long as the provider keeps its order. The page is
 * filled over as many windows as it takes. What goes wrong after the first window leaves the page with its rows, and
 * with the failure, or cut short where the budget is spent.
 * @throws DirectoryError what the first read throws; INVALID_CURSOR for a position of another list
 */
export async function listByOffset<T>(
  reading: Reading,
  source: OffsetSource<T>,
  { page, keeps = () => true }: OffsetAsk<T>,
): Promise<Page<T>> {
  const position = parseOffsetPosition(source.account, page.position);
  const walk = new OffsetWalk({ reading, source, size: page.size, keeps, position });
  return walk.toPage();
}

/** All of the listing, as one page. */
export function listWholeByOffset<T>(
  reading: Reading,
  source: OffsetSource<T>,
  keeps?: (item: T) => boolean,
): Promise<Page<T>> {
  const page = { size: Infinity, position: null };
  return listByOffset(reading, source, keeps === undefined ? { page } : { page, keeps });
}

interface WalkOptions<T> {
  readonly reading: Reading;
  readonly source: OffsetSource<T>;
  readonly size: number;
  readonly keeps: (item: T) => boolean;
  readonly position: OffsetPosition;
}

/** One page's way through the windows of a listing. */
class OffsetWalk<T> {
  readonly #options: WalkOptions<T>;
  readonly #rows: Row<T>[] = [];
  /** The provider may give a row twice, in two windows or in one. */
  readonly #seen = new Set<string>();
  /** Marks of rows that earlier pages have taken, and that may come again now that the place is only about right. */
  readonly #takenBefore = new Set<string>();
  #position: OffsetPosition;
  #total: number | null = null;
  #skippedRows = 0;
  #isAtEnd = false;
  /** Windows one after another that brought nothing new. */
  #idleWindows = 0;

  constructor(options: WalkOptions<T>) {
    this.#options = options;
    this.#position = options.position;
  }

  async toPage(): Promise<Page<T>> {
    let failure: DirectoryError | null = null;
    for (let windows = 0; !this.#isAtEnd && !this.#isFull && failure === null; windows += 1) {
      try {
        await this.#takeWindow();
      } catch (thrown) {
        failure = toDirectoryError(thrown, this.#options.source.account);
        if (windows === 0) throw failure;
      }
    }
    const isTruncated = failure instanceof BudgetSpent;
    return {
      ...emptyPage,
      rows: this.#rows,
      position: encodeOffsetPosition(this.#position),
      hasMore: !this.#isAtEnd,
      total: this.#total,
      skippedRows: this.#skippedRows,
      failure: isTruncated ? null : failure,
      isTruncated,
    };
  }

  get #isFull(): boolean {
    return this.#rows.length >= this.#options.size;
  }

  /** Takes what the page still needs of the window that has the place. */
  async #takeWindow(): Promise<void> {
    const { reading, source } = this.#options;
    const place = await findPlace(reading, source, this.#position);
    this.#total = place.window.total;
    this.#beginSureWindows(place);
    if (place.isApproximate) for (const mark of this.#position.marks) this.#takenBefore.add(mark);
    const taken = this.#takeRows(place);
    if (taken === place.window.rows.length) this.#goOn(place);
  }

  /** How many rows of the window are behind us then. */
  #takeRows({ asked, window, taken: begin }: Place<T>): number {
    const { source, keeps } = this.#options;
    let taken = begin;
    for (const item of window.rows.slice(begin)) {
      if (this.#isFull) break;
      taken += 1;
      const id = item === null ? null : source.idOf(item);
      const mark = markOf(id);
      this.#position = afterRow(this.#position, asked, taken, mark);
      if (item === null || id === null) this.#skippedRows += 1;
      else if (!this.#seen.has(id) && !this.#takenBefore.has(mark) && keeps(item)) {
        this.#seen.add(id);
        this.#rows.push({ item, position: encodeOffsetPosition(this.#position) });
      }
    }
    return taken;
  }

  /** Goes on to the window that begins with this one's last row, or ends. */
  #goOn(place: Place<T>): void {
    const { account } = this.#options.source;
    const { window, isShifted } = place;
    const end = window.offset + window.rows.length;
    const isIdle = place.taken === window.rows.length;
    this.#idleWindows = isIdle ? this.#idleWindows + 1 : 0;
    if (isEnd(place, this.#idleWindows)) this.#isAtEnd = true;
    else if (window.rows.length === 0) throw endedEarly(account);
    else if (this.#idleWindows > mostIdleWindows) throw repeated(account);
    // A provider that gives a single row at a time leaves no room for an overlap, nor do some numbered pages.
    else if (isIdle && !isShifted) this.#position = { ...this.#position, offset: end, taken: 0 };
    else this.#position = { ...this.#position, offset: end - 1, taken: 1 };
  }

  /** Windows without which the page cannot be filled are begun at once; whoever needs them meets the same calls. */
  #beginSureWindows({ window, taken }: Place<T>): void {
    const { reading, source, size } = this.#options;
    const end = window.offset + window.rows.length;
    const needed = Math.min(
      size - this.#rows.length - (window.rows.length - taken),
      (window.total ?? 0) - end,
    );
    let offset = end - 1;
    for (let count = 1; count < windowsAtOnce && offset - end + 1 < needed; count += 1) {
      void source.read(reading, offset).catch(() => undefined);
      offset = source.plan(offset).to - 1;
    }
  }
}

/** Whether nothing comes after the window. One that seems to be an old one again does not tell. */
function isEnd({ window, isShifted }: Place<unknown>, idleWindows: number): boolean {
  const { offset, rows, total } = window;
  const end = offset + rows.length;
  if (idleWindows === 0) return total === end;
  if (total === null) return rows.length === 0 || isShifted || idleWindows >= mostIdleWindows;
  return total <= end && (rows.length === 0 || !isShifted);
}

function endedEarly(account: string): DirectoryError {
  const message = "The provider's list ends before the size that it tells";
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
}

function repeated(account: string): DirectoryError {
  const message = "The provider repeats a page of its list";
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
}
