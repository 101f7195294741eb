import { toNumberedPage, type NumberedPage } from "./numbered-pages.js";

/** What an answer tells of itself, where it is one page of several. */
export interface CountedPage {
  readonly rows: { readonly length: number };
  /** Rows of the whole list, where the answer tells. */
  readonly total: number | null;
  /** Number of the page, as the server counts it, from 1. */
  readonly number: number | null;
  /** Rows that a page has, as the server counts them. */
  readonly size: number | null;
}

/** What was learned of a server is learned anew after ten minutes. */
const lifetimeMs = 600_000;

/**
 * What a server makes of the pages it is asked for. It may make big ones smaller without a word, or know one size
 * only; then a page begins elsewhere than where it was asked to begin, which is found out by its rows.
 */
export class PageSizes {
  readonly #maxSize: number;
  /** The most rows that came on a page of which as many were asked for. */
  #honoured = 0;
  #most: number;
  /** The one size that the server knows, whatever is asked for. */
  #fixed: number | null = null;
  #forgetAt = 0;

  /** @param maxSize rows of the biggest page that may be asked for */
  constructor(maxSize: number) {
    this.#maxSize = maxSize;
    this.#most = maxSize;
  }

  /** The page to ask for the row. */
  pageOf(offset: number): NumberedPage {
    if (performance.now() >= this.#forgetAt) this.#forget();
    if (this.#fixed === null) return toNumberedPage(offset, this.#most);
    return { number: Math.floor(offset / this.#fixed) + 1, size: this.#fixed };
  }

  /** A server that gave so few on the first page, and more on the second of that size, makes pages smaller. */
  limit(size: number): void {
    this.#most = Math.min(this.#most, size);
  }

  /** Where the rows begin in the whole list, or `null` when only the first page of the size tells. */
  beginOf(asked: NumberedPage, page: CountedPage): number | null {
    const before = pagesBefore(asked, page);
    if (page.rows.length > asked.size) return this.#beginOfBigger(before, page);
    return page.size === null
      ? this.#beginOfUntold(before, asked, page)
      : this.#beginOfTold(before, asked, page.size);
  }

  #beginOfTold(before: number, asked: NumberedPage, size: number): number {
    if (size < asked.size) this.limit(size);
    if (size > asked.size) this.#fixed = size;
    return before * size;
  }

  /** Fewer rows than were asked for are the last ones, unless the server makes its pages smaller. */
  #beginOfUntold(before: number, asked: NumberedPage, { rows, total }: CountedPage): number | null {
    const { length } = rows;
    if (length === asked.size) this.#honoured = Math.max(this.#honoured, length);
    if (asked.size <= this.#honoured || length === 0) return before * asked.size;
    if (before > 0) return null;
    if (total !== null && length < total) this.limit(length);
    return 0;
  }

  /** All of the list, whatever was asked for; or pages of a size of the server's own. */
  #beginOfBigger(before: number, { rows, total }: CountedPage): number {
    if (total === null || total <= rows.length) return 0;
    this.#fixed = rows.length;
    return before * rows.length;
  }

  #forget(): void {
    this.#honoured = 0;
    this.#most = this.#maxSize;
    this.#fixed = null;
    this.#forgetAt = performance.now() + lifetimeMs;
  }
}

/** A server that answers with an earlier page than it was asked for says so by its number. */
function pagesBefore(asked: NumberedPage, { number }: CountedPage): number {
  return (number !== null && number < asked.number ? number : asked.number) - 1;
}
