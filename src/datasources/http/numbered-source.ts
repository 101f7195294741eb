import type { Reading } from "../../directory/reading.js";
import { toRange, type NumberedPage } from "./numbered-pages.js";
import type { OffsetSource, OffsetWindow } from "./offset-list.js";
import type { CountedPage, PageSizes } from "./page-sizes.js";

/** One answer of a listing with numbered pages. */
export interface NumberedAnswer<T> extends CountedPage {
  /** In the provider's order, `null` for one that cannot be read. */
  readonly rows: readonly (T | null)[];
}

interface NumberedSourceOptions<T> {
  readonly account: string;
  readonly idOf: (item: T) => string;
  /** Shared by lists that the server pages alike. */
  readonly sizes: PageSizes;
  /** Kept by the caller: pages are read again. */
  readonly readPage: (reading: Reading, asked: NumberedPage) => Promise<NumberedAnswer<T>>;
}

/** A server whose pages keep changing their size is taken as it comes. */
const mostTries = 4;

/** A listing by numbered pages, whatever the server makes of their sizes. */
export class NumberedSource<T> implements OffsetSource<T> {
  readonly account: string;
  readonly idOf: (item: T) => string;
  readonly #options: NumberedSourceOptions<T>;

  constructor(options: NumberedSourceOptions<T>) {
    this.#options = options;
    this.account = options.account;
    this.idOf = options.idOf;
  }

  plan(offset: number): { readonly from: number; readonly to: number } {
    return toRange(this.#options.sizes.pageOf(offset));
  }

  /** Asks again where the server's pages turn out to be smaller, or others, than was thought. */
  async read(reading: Reading, offset: number): Promise<OffsetWindow<T>> {
    const { sizes } = this.#options;
    let asked = sizes.pageOf(offset);
    for (let tries = 1; ; tries += 1) {
      const window = await this.#window(reading, asked);
      const end = window.offset + window.rows.length;
      if (window.rows.length === 0 || (window.offset <= offset && offset < end)) return window;
      const next = sizes.pageOf(offset);
      const isSame = next.number === asked.number && next.size === asked.size;
      if (isSame || tries === mostTries) {
        return window.total === null && offset === end ? this.#beyond(reading, window) : window;
      }
      asked = next;
    }
  }

  /** Where nothing tells whether a first page is all or was cut: the second of its size does. */
  async #beyond(reading: Reading, window: OffsetWindow<T>): Promise<OffsetWindow<T>> {
    const { sizes, readPage } = this.#options;
    const size = window.rows.length;
    if (window.offset !== 0) return window;
    const { rows, total } = await readPage(reading, { number: 2, size });
    if (rows.length > 0) sizes.limit(size);
    return { offset: size, rows, total };
  }

  async #window(reading: Reading, asked: NumberedPage): Promise<OffsetWindow<T>> {
    const { sizes, readPage } = this.#options;
    const page = await readPage(reading, asked);
    let offset = sizes.beginOf(asked, page);
    if (offset === null) {
      const first = { number: 1, size: asked.size };
      sizes.beginOf(first, await readPage(reading, first));
      offset = sizes.beginOf(asked, page) ?? (asked.number - 1) * sizes.pageOf(0).size;
    }
    return { offset, rows: page.rows, total: page.total };
  }
}
