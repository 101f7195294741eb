import type { z } from "zod";
import { BudgetSpent } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { parseEachRow, type Edge } from "../http/edge.js";
import { toRange } from "../http/numbered-pages.js";
import { NumberedSource, type NumberedAnswer } from "../http/numbered-source.js";
import {
  listWholeByOffset,
  toWindowLifetimeMs,
  type OffsetSource,
  type OffsetWindow,
} from "../http/offset-list.js";
import { PageSizes } from "../http/page-sizes.js";
import type { Resource, Sighting, SiteClient } from "./client.js";
import { rowsIn } from "./envelope.js";
import { toPageFacts, type PageFacts } from "./page-facts.js";

interface ListingOptions<Row, T> {
  readonly client: SiteClient;
  readonly path: string;
  readonly template: string;
  /** What the answer calls the list. */
  readonly name: string;
  /** Where the list is, in a product that has several forms of it. Default: under its name. */
  readonly listIn?: (edge: Edge, body: unknown) => unknown;
  /** Beside those of the page. */
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** `numbered`: `page` and `pageSize`; `rows`: `pageOffset` and `pageSize`. */
  readonly paging: "numbered" | "rows";
  readonly maxPageSize: number;
  readonly lifetimeMs: number;
  readonly schema: z.ZodType<Row>;
  /** What a row is before the schema reads it: unwrapped, or in other words. */
  readonly prepare?: (row: unknown) => unknown;
  /** Gets the whole body too, for what is included beside the rows. */
  readonly toItems: (seen: Sighting, rows: readonly (Row | null)[], body: unknown) => readonly (T | null)[];
  readonly idOf: (item: T) => string;
  /** Shared by lists that the server pages alike. */
  readonly sizes?: PageSizes;
}

interface ListAnswer<T> extends NumberedAnswer<T> {
  readonly facts: PageFacts;
}

/** A list of a Teamwork product, however it is paged. */
export class Listing<Row, T> implements OffsetSource<T> {
  readonly account: string;
  readonly idOf: (item: T) => string;
  readonly #options: ListingOptions<Row, T>;
  readonly #sizes: PageSizes;
  readonly #numbered: NumberedSource<T>;
  /** Rows that the server gave at once where more follow: fewer than were asked for, where it makes windows smaller. */
  #rowsAtOnce: number;

  constructor(options: ListingOptions<Row, T>) {
    this.#options = options;
    this.account = options.client.account.accountKey;
    this.idOf = options.idOf;
    this.#sizes = options.sizes ?? new PageSizes(options.maxPageSize);
    this.#rowsAtOnce = options.maxPageSize;
    this.#numbered = new NumberedSource({
      account: this.account,
      idOf: options.idOf,
      sizes: this.#sizes,
      readPage: (reading, { number, size }) =>
        this.#ask(reading, { page: String(number), pageSize: String(size) }, toRange({ number, size }).from),
    });
  }

  plan(offset: number): { readonly from: number; readonly to: number } {
    if (this.#options.paging === "numbered") return this.#numbered.plan(offset);
    return { from: offset, to: offset + this.#rowsAtOnce };
  }

  read(reading: Reading, offset: number): Promise<OffsetWindow<T>> {
    if (this.#options.paging === "numbered") return this.#numbered.read(reading, offset);
    return this.#readRows(reading, offset);
  }

  /** All of it. @throws DirectoryError when a part could not be read, or the budget is spent */
  async whole(reading: Reading): Promise<{ readonly items: readonly T[]; readonly skippedRows: number }> {
    const { rows, skippedRows, failure, isTruncated } = await listWholeByOffset(reading, this);
    if (failure !== null) throw failure;
    if (isTruncated) throw new BudgetSpent(this.account);
    return { items: rows.map((row) => row.item), skippedRows };
  }

  /** Rows of the whole list, as a first page tells, if it does. */
  async total(reading: Reading): Promise<number | null> {
    return (await this.read(reading, 0)).total;
  }

  async #readRows(reading: Reading, offset: number): Promise<OffsetWindow<T>> {
    const query = { pageOffset: String(offset), pageSize: String(this.#options.maxPageSize) };
    const { rows, total, facts } = await this.#ask(reading, query, offset);
    const begin = facts.offset ?? offset;
    if (rows.length > 0 && begin + rows.length < (total ?? 0)) this.#rowsAtOnce = rows.length;
    return { offset: begin, rows, total };
  }

  #ask(reading: Reading, paging: Readonly<Record<string, string>>, offset: number): Promise<ListAnswer<T>> {
    return this.#options.client.read(reading, this.#resource(paging, offset));
  }

  #toItems(seen: Sighting, edge: Edge, body: unknown): readonly (T | null)[] {
    const { name, schema, prepare, toItems, listIn } = this.#options;
    const list = listIn === undefined ? rowsIn(edge, name, body) : listIn(edge, body);
    const rows = prepare === undefined || !Array.isArray(list) ? list : list.map(prepare);
    return toItems(seen, parseEachRow(edge, schema, rows), body);
  }

  #resource(paging: Readonly<Record<string, string>>, offset: number): Resource<ListAnswer<T>> {
    const { path, template, name, query = {}, headers, lifetimeMs, paging: kind } = this.#options;
    return {
      call: { path, template, query: { ...query, ...paging }, ...(headers !== undefined && { headers }) },
      lifetimeMs: toWindowLifetimeMs(offset, lifetimeMs),
      parse: (answer, seen) => {
        const edge = seen.edge(name);
        const rows = this.#toItems(seen, edge, answer.body);
        const facts = toPageFacts(edge, answer, kind === "rows" ? "rows" : "pages");
        const total = toTotal(facts, (facts.offset ?? offset) + rows.length);
        return { rows, total, number: facts.number, size: facts.size, facts };
      },
    };
  }
}

/**
 * Rows of the whole list. A count that is no more than what came, while there is more, is a lower bound (contract
 * section 4) and tells nothing. One that is more than what came at the end is believed: lists are cut at 50,000 rows
 * (section 1.3), and a shorter list must not look like a whole one.
 * @param end index after the last row that came
 */
function toTotal({ total, hasMore }: PageFacts, end: number): number | null {
  if (hasMore === true && (total ?? 0) <= end) return null;
  return total ?? (hasMore === false ? end : null);
}
