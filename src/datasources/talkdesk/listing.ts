import type { z } from "zod";
import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { toRange, type NumberedPage } from "../http/numbered-pages.js";
import { NumberedSource } from "../http/numbered-source.js";
import {
  listWholeByOffset,
  toWindowLifetimeMs,
  type OffsetSource,
  type OffsetWindow,
} from "../http/offset-list.js";
import { PageSizes } from "../http/page-sizes.js";
import type { Resource, Sighting, TalkdeskClient } from "./client.js";
import { parseListPage, type ListPage } from "./envelope.js";

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
  /** Hears how many rows the whole list has, each time that the server tells. */
  readonly noteTotal?: (total: number) => void;
  /** Shared by lists that the server pages alike. */
  readonly sizes?: PageSizes;
}

/** Biggest page of the guide and of the documents. */
export const maxPageSize = 100;

/** A list of Talkdesk's, read by numbered pages in either dialect. */
export class Listing<Row, T> implements OffsetSource<T> {
  readonly account: string;
  readonly idOf: (item: T) => string;
  readonly #options: ListingOptions<Row, T>;
  readonly #sizes: PageSizes;
  readonly #numbered: NumberedSource<T>;
  #isPaged: boolean;

  constructor(options: ListingOptions<Row, T>) {
    this.#options = options;
    this.account = options.account;
    this.idOf = options.idOf;
    this.#sizes = options.sizes ?? new PageSizes(maxPageSize);
    this.#numbered = new NumberedSource({
      account: options.account,
      idOf: options.idOf,
      sizes: this.#sizes,
      readPage: (reading, asked) => this.#pageOrThrow(reading, asked),
    });
    this.#isPaged = options.isWhole !== true;
  }

  plan(offset: number): { readonly from: number; readonly to: number } {
    return this.#numbered.plan(offset);
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

  async read(reading: Reading, offset: number): Promise<OffsetWindow<T>> {
    const whole = this.#isPaged ? null : await this.#readWhole(reading);
    if (whole !== null && (!this.#isPaged || offset < whole.rows.length)) return whole;
    return this.#numbered.read(reading, offset);
  }

  async #readWhole(reading: Reading): Promise<OffsetWindow<T>> {
    return this.#wholeWindow(await this.#pageOrThrow(reading, this.#sizes.pageOf(0)));
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
    const { path, template, name, lifetimeMs, schema, toItem, absentBy, noteTotal } = this.#options;
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
        if (page.total !== null) noteTotal?.(page.total);
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
