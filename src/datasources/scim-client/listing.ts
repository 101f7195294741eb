import type { FactValue } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { OffsetSource, OffsetWindow } from "../http/offset-list.js";
import { toNumberedPage, toRange } from "../http/numbered-pages.js";
import type { Absence, ScimClient, ScimResource } from "./client.js";
import { Remembered } from "./remembered.js";
import type { ListAnswer, Range } from "./resources.js";

/** As many rows as may be asked for at once without being refused anywhere (contract 6.1, Okta's count). */
const mostRows = 100;

interface ListingOptions<T> {
  readonly client: ScimClient;
  /** The endpoint, for messages. */
  readonly endpoint: string;
  /** Of the list, in what is remembered of it. */
  readonly name: string;
  readonly range: (range: Range) => ScimResource<ListAnswer<T>>;
  /** Sees every row that a request reads. */
  readonly notice?: (reading: Reading, rows: readonly (T | null)[]) => void;
}

/**
 * A list of SCIM's, read by startIndex and count (RFC 7644 section 3.4.2.4). Servers clamp count, ignore it, tell
 * another startIndex than the true one, or a total that moves (contract 4.5); `itemsPerPage` is not read at all. Some
 * make numbered pages of the two and round down: those are asked for ranges that begin at multiples of their size.
 */
export class ScimListing<T extends { readonly id: string }> implements OffsetSource<T> {
  readonly account: string;
  readonly #options: ListingOptions<T>;
  /** Rows that the server gives at once, where it gives fewer than were asked for. */
  readonly #clamp: Remembered<number>;
  /** Asking such a server's way does no harm to others, so this is not forgotten. */
  #roundsDown = false;

  constructor(options: ListingOptions<T>) {
    this.#options = options;
    const { account, facts } = options.client;
    this.account = account;
    this.#clamp = new Remembered({ facts, name: `rows of ${options.name} at once`, is: isCount });
  }

  readonly idOf = ({ id }: T): string => id;

  readonly plan = (offset: number): { readonly from: number; readonly to: number } => {
    const reach = this.#clamp.value ?? mostRows;
    return this.#roundsDown ? toRange(toNumberedPage(offset, reach)) : { from: offset, to: offset + reach };
  };

  readonly read = async (reading: Reading, offset: number): Promise<OffsetWindow<T>> => {
    const window = await this.#window(reading, this.plan(offset));
    if (this.#roundsDown || !(await this.#isFirstAgain(reading, offset, window))) return window;
    this.#roundsDown = true;
    return this.#window(reading, this.plan(offset));
  };

  /** What the server answers when it is asked for the first rows. */
  findFirst(reading: Reading): Promise<ListAnswer<T> | Absence> {
    return this.#find(reading, 0, mostRows);
  }

  /** Whether the first rows are there without a call. */
  knows(reading: Reading): boolean {
    return this.#options.client.knows(reading, this.#resource(0, mostRows));
  }

  /** Calls that the whole list takes after its first one, by the size that the first one told; `null` when it did not. */
  callsAfterFirst({ rows, total }: OffsetWindow<T>): number | null {
    if (total === null) return null;
    return Math.ceil(Math.max(0, total - rows.length) / Math.max(1, rows.length - 1));
  }

  async #window(reading: Reading, { from, to }: { from: number; to: number }): Promise<OffsetWindow<T>> {
    const answer = await this.#find(reading, from, to);
    if (typeof answer === "string") return this.#nothing(reading, from);
    const { rows } = answer;
    this.#options.notice?.(reading, rows);
    const begin = await this.#beginOf(reading, from, answer);
    // A total below the first rows is none. Further on either it or the place of the rows is wrong.
    const total = begin === 0 && (answer.total ?? 0) < rows.length ? null : answer.total;
    const isClamped = rows.length > 0 && rows.length < to - from;
    if (isClamped && total !== null && begin + rows.length < total) this.#clamp.learn(rows.length);
    return { offset: begin, rows, total };
  }

  #find(reading: Reading, from: number, to: number): Promise<ListAnswer<T> | Absence> {
    return this.#options.client.find(reading, this.#resource(from, to));
  }

  /** The first rows are always asked for in the same way, so that they are kept whatever was learned meanwhile. */
  #resource(from: number, to: number): ScimResource<ListAnswer<T>> {
    return this.#options.range({ startIndex: from + 1, count: from === 0 ? mostRows : to - from });
  }

  #first(reading: Reading): Promise<OffsetWindow<T>> {
    return this.#window(reading, { from: 0, to: mostRows });
  }

  /** Past the end a server may answer 404 or 400, which is an end only where the first rows say so too. */
  async #nothing(reading: Reading, from: number): Promise<OffsetWindow<T>> {
    const { client, endpoint } = this.#options;
    if (from === 0) throw client.invalid(`The server does not have SCIM's ${endpoint}`);
    const { total } = await this.#first(reading);
    return { offset: from, rows: [], total };
  }

  /** Whether the rows that were asked for from within the first ones on are the first ones again, and not all. */
  async #isFirstAgain(reading: Reading, offset: number, { rows, total }: OffsetWindow<T>): Promise<boolean> {
    if (offset === 0 || offset >= mostRows || rows.length === total) return false;
    const first = await this.#first(reading);
    if (rows.length === 0 || offset >= first.rows.length) return false;
    return rows.every((_, index) => idAt(rows, index) === idAt(first.rows, index));
  }

  /** Where the rows begin: where they were asked to, unless all of them came or the server tells otherwise. */
  async #beginOf(reading: Reading, asked: number, answer: ListAnswer<T>): Promise<number> {
    const { rows, total } = answer;
    if (asked === 0 || rows.length === total) return 0;
    const told = answer.startIndex === null ? asked : answer.startIndex - 1;
    const isPlausible = told >= 0 && told < asked && asked < told + rows.length;
    if (!isPlausible) return asked;
    if (told > 0) return told;
    // It may say of every page that it is the first.
    const first = await this.#first(reading);
    return idAt(first.rows, 0) === idAt(rows, 0) ? 0 : asked;
  }
}

function isCount(value: FactValue): value is number {
  return typeof value === "number" && value > 0;
}

function idAt(rows: readonly ({ readonly id: string } | null)[], index: number): string | null {
  return rows[index]?.id ?? null;
}
