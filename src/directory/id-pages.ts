import { BudgetSpent, DirectoryError } from "./errors.js";
import { assertKeyPosition, toKeyPosition } from "./key-page.js";
import { emptyPage, type Page, type PageRequest, type Row } from "./pages.js";
import type { Slot } from "./provider.js";

/** So many are read at once: a group of no more people is read whole, and its size known. */
const atOnce = 100;

/** The ids of a group that its page is read from first. */
export function toFirstIds(ids: readonly string[], { position }: PageRequest): readonly string[] {
  const rest = position === null ? ids : ids.filter((id) => toKeyPosition(id) > position);
  return [...rest].sort().slice(0, atOnce);
}

/** Objects of which only the ids are known, and how they are read. */
export interface IdList<T> {
  /** `accountKey` of the linked account. */
  readonly account: string;
  /** Each once. */
  readonly ids: readonly string[];
  /** One slot per id, in order. */
  readonly read: (ids: readonly string[]) => Promise<readonly Slot<T>[]>;
  readonly keeps: (item: T) => boolean;
}

/**
 * The page of objects that are known by their ids, in the order of the ids. They are read many at a time until the
 * page is full. An id that belongs to nobody is passed over.
 * @throws DirectoryError INVALID_CURSOR for a position of another kind of list, or what the first read ends in
 */
export async function pageOfIds<T>(list: IdList<T>, page: PageRequest): Promise<Page<T>> {
  const { account, ids, read, keeps } = list;
  assertKeyPosition(account, page);
  const walk = new IdWalk<T>(ids, page);
  while (walk.isOn) {
    const asked = walk.next;
    walk.take(asked, await read(asked), keeps);
  }
  return walk.toPage();
}

/** One page's way through the ids. */
class IdWalk<T> {
  readonly #size: number;
  readonly #asked: PageRequest;
  readonly #rows: Row<T>[] = [];
  #rest: readonly string[];
  #position: string | null;
  #total: number | null = null;
  #failure: DirectoryError | null = null;

  constructor(ids: readonly string[], asked: PageRequest) {
    this.#asked = asked;
    this.#size = ids.length;
    this.#rest = [...ids].sort();
    this.#position = null;
    this.#goOnAfter(asked.position);
  }

  get isOn(): boolean {
    return this.#rest.length > 0 && this.#rows.length < this.#asked.size && this.#failure === null;
  }

  get next(): readonly string[] {
    return this.#rest.slice(0, atOnce);
  }

  take(asked: readonly string[], slots: readonly Slot<T>[], keeps: (item: T) => boolean): void {
    const room = this.#asked.size - this.#rows.length;
    const { rows, position, failure } = readSlots(asked, slots, keeps);
    const isCut = rows.length > room;
    this.#rows.push(...rows.slice(0, room));
    if (asked.length === this.#size && failure === null) this.#total = rows.length;
    if (!isCut) this.#failure = failure;
    this.#goOnAfter(isCut ? (this.#rows.at(-1)?.position ?? null) : position);
  }

  /** @throws DirectoryError what went wrong before anything was read */
  toPage(): Page<T> {
    const failure = this.#failure;
    const isTruncated = failure instanceof BudgetSpent;
    if (failure !== null && !isTruncated && this.#position === this.#asked.position) throw failure;
    return {
      ...emptyPage,
      rows: this.#rows,
      position: this.#position,
      hasMore: this.#rest.length > 0,
      total: this.#total,
      failure: isTruncated ? null : failure,
      isTruncated,
    };
  }

  #goOnAfter(position: string | null): void {
    if (position === null) return;
    this.#position = position;
    this.#rest = this.#rest.filter((id) => toKeyPosition(id) > position);
  }
}

interface Read<T> {
  /** Those whom the list has, up to the first of whom nothing could be read. */
  readonly rows: readonly Row<T>[];
  readonly position: string | null;
  readonly failure: DirectoryError | null;
}

function readSlots<T>(
  ids: readonly string[],
  slots: readonly Slot<T>[],
  keeps: (item: T) => boolean,
): Read<T> {
  const rows: Row<T>[] = [];
  let position: string | null = null;
  for (const [index, id] of ids.entries()) {
    const item = slots[index] ?? null;
    if (item instanceof DirectoryError) return { rows, position, failure: item };
    position = toKeyPosition(id);
    if (item !== null && keeps(item)) rows.push({ item, position });
  }
  return { rows, position, failure: null };
}
