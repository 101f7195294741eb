import { DirectoryError } from "../../../src/directory/errors.js";
import type { OffsetSource, OffsetWindow } from "../../../src/datasources/http/offset-list.js";
import { toNumberedPage, toRange } from "../../../src/datasources/http/numbered-pages.js";

/** How a listing behaves that pages by offset. */
export interface OffsetHabits {
  /** Windows by index and count (SCIM), or by number and size. */
  readonly style: "indexed" | "numbered";
  /** Rows that one call gives at most. */
  readonly clamp: number;
  readonly tellsTotal: boolean;
  /** Gives everything whatever is asked. */
  readonly ignoresPaging: boolean;
  /** Gives the first rows again past the end. */
  readonly repeatsPastTheEnd: boolean;
  /** Gives the first rows again whatever is asked. */
  readonly repeatsFirstPage: boolean;
}

const plainHabits: OffsetHabits = {
  style: "indexed",
  clamp: 10,
  tellsTotal: true,
  ignoresPaging: false,
  repeatsPastTheEnd: false,
  repeatsFirstPage: false,
};

/** A list in memory that is read by windows, and may change between two reads. */
export class OffsetServer implements OffsetSource<string> {
  readonly account = "paged";
  readonly #habits: OffsetHabits;
  rows: (string | null)[];
  reads: number[] = [];
  /** Reads, counted from 1, that fail. */
  readonly failing = new Set<number>();

  constructor(rows: readonly (string | null)[], habits: Partial<OffsetHabits> = {}) {
    this.rows = [...rows];
    this.#habits = { ...plainHabits, ...habits };
  }

  readonly idOf = (row: string): string => row;

  readonly plan = (offset: number): { from: number; to: number } => {
    const { style, clamp } = this.#habits;
    return style === "indexed"
      ? { from: offset, to: offset + clamp }
      : toRange(toNumberedPage(offset, clamp));
  };

  readonly read = (_: unknown, offset: number): Promise<OffsetWindow<string>> => {
    this.reads.push(offset);
    if (this.failing.has(this.reads.length)) {
      return Promise.reject(new DirectoryError("UPSTREAM_UNAVAILABLE", "Down", { account: this.account }));
    }
    return Promise.resolve(this.#window(offset));
  };

  #joined = 0;

  /** People come and go, each at a place of the list from 0 to 1; those who went. */
  change(changes: readonly { at: number; kind: "join" | "leave" }[]): readonly (string | null)[] {
    return changes.flatMap(({ at, kind }) => {
      const place = Math.floor(at * this.rows.length);
      if (kind === "leave") return this.rows.splice(place, 1);
      this.#joined += 1;
      this.rows.splice(place, 0, `joined-${this.#joined}`);
      return [];
    });
  }

  #window(offset: number): OffsetWindow<string> {
    const { tellsTotal, ignoresPaging, clamp } = this.#habits;
    const total = tellsTotal ? this.rows.length : null;
    if (ignoresPaging && this.rows.length > clamp) return { offset: 0, rows: [...this.rows], total };
    const { from, to } = this.plan(offset);
    const given = this.rows.slice(this.#isRepeated(from) ? 0 : from, this.#isRepeated(from) ? clamp : to);
    return { offset: from, rows: ignoresPaging ? [...this.rows] : given, total };
  }

  #isRepeated(from: number): boolean {
    const { repeatsFirstPage, repeatsPastTheEnd } = this.#habits;
    return repeatsFirstPage || (repeatsPastTheEnd && from >= this.rows.length);
  }
}
