import type { z } from "zod";
import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { toRange, type NumberedPage } from "../http/numbered-pages.js";
import {
  listWholeByOffset,
  toWindowLifetimeMs,
  type OffsetSource,
  type OffsetWindow,
} from "../http/offset-list.js";
import type { Resource, Sighting, TalkdeskClient } from "./client.js";
import { parseListPage, type ListPage } from "./envelope.js";
import { PageSizes } from "./page-sizes.js";

/** How pages are asked for: the guide's way, or the documents' (contract 0). */
export type Pagination = "jsonapi" | "hal";

const parameters = {
  jsonapi: { number: "page[number]", size: "page[size]" },
  hal: { number: "page", size: "per_page" },
} as const;

export interface ListingOptions<Row, T> {
  readonly account: string;
  readonly client: TalkdeskClient;
  readonly path: string;
  readonly template: string;
  /** What the answer calls the list. */
  readonly name: string;
  readonly pagination: Pagination;
  /** Beside those of the page. */
  readonly query?: Readonly<Record<string, string>>;
  readonly lifetimeMs: number;
  /** Statuses that say that the account has no such list. */
  readonly absentBy?: readonly number[];
  /** Lists that the guide shows whole are asked for without a page, as long as the answer does not say that it is one. */
  readonly isWhole?: boolean;
  readonly schema: z.ZodType<Row>;
  readonly toItem: (seen: Sighting, row: Row) => T;
  readonly idOf: (item: T) => string;
  /** Shared by lists that the server pages alike. */
  readonly sizes?: PageSizes;
}

/** A server whose pages keep changing their size is taken as it comes. */
const mostTries = 4;

/** A list of Talkdesk's, read by numbered pages in either dialect. */
export class Listing<Row, T> implements OffsetSource<T> {
  readonly account: string;
  readonly idOf: (item: T) => string;
  readonly #options: ListingOptions<Row, T>;
  readonly #sizes: PageSizes;
  #isPaged: boolean;

  constructor(options: ListingOptions<Row, T>) {
    this.#options = options;
    this.account = options.account;
    this.idOf = options.idOf;
    this.#sizes = options.sizes ?? new PageSizes();
    this.#isPaged = options.isWhole !== true;
  }

  plan(offset: number): { readonly from: number; readonly to: number } {
    return toRange(this.#sizes.pageOf(offset));
  }

  /** Whether the first page is there without a call. */
  knows(reading: Reading): boolean {
    return this.#options.client.knows(reading, this.#resource(this.#sizes.pageOf(0)));
  }

  /** Rows of the whole list: as the first page tells, if it does. */
  async total(reading: Reading): Promise<number | null> {
    return (await this.#page(reading, this.#sizes.pageOf(0)))?.total ?? null;
  }

  /** All of it; `null` where the account has no such list. */
  async whole(
    reading: Reading,
  ): Promise<{ readonly items: readonly T[]; readonly skippedRows: number } | null> {
    if (this.#options.absentBy !== undefined && (await this.#page(reading, this.#sizes.pageOf(0))) === null) {
      return null;
    }
    const { rows, skippedRows, failure, isTruncated } = await listWholeByOffset(reading, this);
    if (failure !== null) throw failure;
    if (isTruncated) throw new BudgetSpent(this.account);
    return { items: rows.map((row) => row.item), skippedRows };
  }

  /** Asks again where the server's pages turn out to be smaller, or others, than was thought. */
  async read(reading: Reading, offset: number): Promise<OffsetWindow<T>> {
    let asked = this.#sizes.pageOf(offset);
    for (let tries = 1; ; tries += 1) {
      const window = await this.#window(reading, asked);
      const end = window.offset + window.rows.length;
      if (window.rows.length === 0 || (window.offset <= offset && offset < end)) return window;
      const next = this.#sizes.pageOf(offset);
      const isSame = next.number === asked.number && next.size === asked.size;
      if (isSame || tries === mostTries) {
        return window.total === null && offset === end ? this.#beyond(reading, window) : window;
      }
      asked = next;
    }
  }

  /** Where nothing tells whether a first page is all or was cut: the second of its size does. */
  async #beyond(reading: Reading, window: OffsetWindow<T>): Promise<OffsetWindow<T>> {
    const size = window.rows.length;
    if (window.offset !== 0) return window;
    const { rows, total } = await this.#pageOrThrow(reading, { number: 2, size });
    if (rows.length > 0) this.#sizes.limit(size);
    return { offset: size, rows, total };
  }

  async #window(reading: Reading, asked: NumberedPage): Promise<OffsetWindow<T>> {
    const page = await this.#pageOrThrow(reading, asked);
    if (!this.#isPaged) return this.#wholeWindow(page);
    let offset = this.#sizes.beginOf(asked, page);
    if (offset === null) {
      const first = { number: 1, size: asked.size };
      this.#sizes.beginOf(first, await this.#pageOrThrow(reading, first));
      offset = this.#sizes.beginOf(asked, page) ?? (asked.number - 1) * this.#sizes.pageOf(0).size;
    }
    return { offset, rows: page.rows, total: page.total };
  }

  #wholeWindow({ rows, total, isPaged }: ListPage<T>): OffsetWindow<T> {
    if (total === null ? isPaged : total > rows.length) this.#isPaged = true;
    return { offset: 0, rows, total: total ?? (isPaged ? null : rows.length) };
  }

  async #pageOrThrow(reading: Reading, asked: NumberedPage): Promise<ListPage<T>> {
    const page = await this.#page(reading, asked);
    if (page !== null) return page;
    const message = "The provider does not have a list that it had a moment ago";
    throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, {
      account: this.account,
      httpStatus: 404,
    });
  }

  #page(reading: Reading, asked: NumberedPage): Promise<ListPage<T> | null> {
    return this.#options.client.find(reading, this.#resource(asked));
  }

  #resource(asked: NumberedPage): Resource<ListPage<T>> {
    const { path, template, name, lifetimeMs, schema, toItem, absentBy } = this.#options;
    return {
      call: {
        method: "GET",
        path,
        template,
        kind: "read",
        query: this.#toQuery(asked),
        ...(absentBy && { answers: absentBy }),
      },
      lifetimeMs: toWindowLifetimeMs(toRange(asked).from, lifetimeMs),
      absent: "list",
      parse: (body, seen) => {
        const page = parseListPage(seen.edge(name), name, schema, body);
        return { ...page, rows: page.rows.map((row) => (row === null ? null : toItem(seen, row))) };
      },
    };
  }

  #toQuery({ number, size }: NumberedPage): Readonly<Record<string, string>> {
    const { query = {}, pagination } = this.#options;
    if (!this.#isPaged) return query;
    const names = parameters[pagination];
    return { ...query, [names.number]: String(number), [names.size]: String(size) };
  }
}
