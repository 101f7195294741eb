import type { Reading } from "../../directory/reading.js";
import type { OffsetSource, OffsetWindow } from "../http/offset-list.js";
import type { Absence, ScimClient, ScimResource } from "./client.js";
import type { ListAnswer, Range } from "./resources.js";

/** As many rows as may be asked for at once without being refused anywhere (contract 6.1, Okta's count). */
const pageSize = 100;

interface ListingOptions<T> {
  readonly client: ScimClient;
  /** The endpoint, for messages. */
  readonly endpoint: string;
  readonly range: (range: Range) => ScimResource<ListAnswer<T>>;
  /** Sees every row that a request reads. */
  readonly notice?: (reading: Reading, rows: readonly (T | null)[]) => void;
}

/**
 * A list of SCIM's, read by startIndex and count (RFC 7644 section 3.4.2.4). Servers clamp count, ignore it, tell
 * another startIndex than the true one, or a total that moves (contract 4.5); `itemsPerPage` is not read at all.
 */
export class ScimListing<T extends { readonly id: string }> implements OffsetSource<T> {
  readonly account: string;
  readonly #options: ListingOptions<T>;
  /** Rows that the server gives at once, as far as is known. */
  #reach = pageSize;

  constructor(options: ListingOptions<T>) {
    this.#options = options;
    this.account = options.client.account;
  }

  readonly idOf = ({ id }: T): string => id;

  readonly plan = (offset: number): { readonly from: number; readonly to: number } => {
    return { from: offset, to: offset + this.#reach };
  };

  readonly read = async (reading: Reading, offset: number): Promise<OffsetWindow<T>> => {
    const answer = await this.find(reading, offset);
    if (typeof answer === "string") return this.#readNothing(reading, offset);
    this.#options.notice?.(reading, answer.rows);
    const window = { offset: await this.#beginOf(reading, offset, answer), ...answer };
    const end = window.offset + answer.rows.length;
    // A total below the rows that came is none.
    const isWrong = answer.total !== null && answer.rows.length > 0 && answer.total < end;
    const total = isWrong ? null : answer.total;
    if (answer.rows.length > 0 && total !== null && end < total) this.#reach = answer.rows.length;
    return { offset: window.offset, rows: answer.rows, total };
  };

  /** What the server answers to the range that begins with the row. */
  find(reading: Reading, offset: number): Promise<ListAnswer<T> | Absence> {
    return this.#options.client.find(reading, this.#resource(offset));
  }

  /** Whether the first rows are there without a call. */
  knows(reading: Reading): boolean {
    return this.#options.client.knows(reading, this.#resource(0));
  }

  /** Calls that the whole list takes after its first one, by the size that the first one told; `null` when it did not. */
  callsAfterFirst({ rows, total }: OffsetWindow<T>): number | null {
    if (total === null) return null;
    return Math.ceil(Math.max(0, total - rows.length) / Math.max(1, this.#reach - 1));
  }

  #resource(offset: number): ScimResource<ListAnswer<T>> {
    return this.#options.range({ startIndex: offset + 1, count: pageSize });
  }

  /** Past the end a server may answer 404 or 400, which is an end only where the first rows say so too. */
  async #readNothing(reading: Reading, offset: number): Promise<OffsetWindow<T>> {
    const { client, endpoint } = this.#options;
    if (offset === 0) throw client.invalid(`The server does not have SCIM's ${endpoint}`);
    const { total } = await this.read(reading, 0);
    return { offset, rows: [], total };
  }

  /** Where the rows begin: where they were asked to, unless all of them came or the server tells otherwise. */
  async #beginOf(reading: Reading, offset: number, answer: ListAnswer<T>): Promise<number> {
    const { rows, total } = answer;
    if (offset === 0) return 0;
    if (rows.length === total) return 0;
    const told = answer.startIndex === null ? offset : answer.startIndex - 1;
    const isPlausible = told >= 0 && told < offset && offset < told + rows.length;
    if (!isPlausible) return offset;
    if (told > 0) return told;
    // It may say of every page that it is the first.
    const first = await this.read(reading, 0);
    return idAt(first.rows, 0) === idAt(rows, 0) ? 0 : offset;
  }
}

function idAt(rows: readonly ({ readonly id: string } | null)[], index: number): string | null {
  return rows[index]?.id ?? null;
}
