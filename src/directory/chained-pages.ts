import { BudgetSpent, DirectoryError, toDirectoryError } from "./errors.js";
import { emptyPage, type Page, type PageRequest, type Row } from "./pages.js";

/** One of the lists that make up a longer one. */
export interface ChainedList<T> {
  /** Of letters; stands in the positions, so that it must not change. */
  readonly name: string;
  readonly read: (page: PageRequest) => Promise<Page<T>>;
}

/**
 * The page of lists one after another, filled over as many of them as it takes. A list that cannot be read is passed
 * over and fails the page beside its rows; where the budget is spent, the page ends and goes on from there.
 * @param account `accountKey` of the linked account
 * @throws DirectoryError INVALID_CURSOR for a position of another list, or why nothing at all could be read
 */
export async function chainPages<T>(
  account: string,
  lists: readonly ChainedList<T>[],
  page: PageRequest,
): Promise<Page<T>> {
  const chain = new Chain(account, lists, page);
  while (chain.isOn) await chain.readNext();
  return chain.toPage();
}

class Chain<T> {
  readonly #account: string;
  readonly #lists: readonly ChainedList<T>[];
  readonly #asked: PageRequest;
  readonly #rows: Row<T>[] = [];
  readonly #pages: Page<T>[] = [];
  readonly #failures: DirectoryError[] = [];
  #index: number;
  /** Within the list at the index. */
  #inner: string | null;
  #isTruncated = false;

  constructor(account: string, lists: readonly ChainedList<T>[], asked: PageRequest) {
    this.#account = account;
    this.#lists = lists;
    this.#asked = asked;
    [this.#index, this.#inner] = this.#place();
  }

  get isOn(): boolean {
    return this.#index < this.#lists.length && this.#rows.length < this.#asked.size && !this.#isTruncated;
  }

  async readNext(): Promise<void> {
    const list = this.#lists[this.#index];
    if (list === undefined) return;
    const size = this.#asked.size - this.#rows.length;
    try {
      this.#take(list, await list.read({ size, position: this.#inner }));
    } catch (thrown) {
      const error = toDirectoryError(thrown, this.#account);
      if (error.code === "INVALID_CURSOR") throw error;
      if (error instanceof BudgetSpent) this.#isTruncated = true;
      else this.#goOn();
      this.#failures.push(error);
    }
  }

  /** @throws DirectoryError when there is nothing but failures */
  toPage(): Page<T> {
    const [failure = null] = this.#failures.filter((error) => !(error instanceof BudgetSpent));
    const [first = null] = this.#failures;
    if (first !== null && this.#pages.length === 0) throw first;
    const list = this.#lists[this.#index];
    return {
      ...emptyPage,
      rows: this.#rows,
      position: list === undefined ? endPosition : toPosition(list, this.#inner),
      hasMore: list !== undefined,
      total: this.#total(),
      skippedRows: this.#pages.reduce((sum, { skippedRows }) => sum + skippedRows, 0),
      notes: this.#pages.flatMap(({ notes }) => notes),
      failure,
      isTruncated: this.#isTruncated,
    };
  }

  #take(list: ChainedList<T>, found: Page<T>): void {
    this.#pages.push(found);
    for (const { item, position } of found.rows) {
      this.#rows.push({ item, position: toPosition(list, position) });
    }
    if (found.failure !== null) this.#failures.push(found.failure);
    this.#inner = found.position;
    if (found.isTruncated) this.#isTruncated = true;
    else if (!found.hasMore) this.#goOn();
  }

  #goOn(): void {
    this.#index += 1;
    this.#inner = null;
  }

  /** Known once all lists were looked at from their beginnings. */
  #total(): number | null {
    if (this.#asked.position !== null || this.#pages.length < this.#lists.length) return null;
    return this.#pages.reduce<number | null>(
      (sum, { total }) => (sum === null || total === null ? null : sum + total),
      0,
    );
  }

  #place(): readonly [index: number, inner: string | null] {
    const { position } = this.#asked;
    if (position === null) return [0, null];
    if (position === endPosition) return [this.#lists.length, null];
    const [, name, inner = null] = /^([a-z]+)(?:\|(.*))?$/su.exec(position) ?? [];
    const index = this.#lists.findIndex((list) => list.name === name);
    if (index !== -1) return [index, inner];
    throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", {
      account: this.#account,
    });
  }
}

const endPosition = "|";

function toPosition(list: ChainedList<unknown>, inner: string | null): string {
  return inner === null ? list.name : `${list.name}|${inner}`;
}
