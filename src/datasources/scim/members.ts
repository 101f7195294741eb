import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import { assertKeyPosition, toKeyPosition } from "../../directory/key-page.js";
import { emptyPage, type Page, type PageRequest, type Row } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { User } from "../../directory/user.js";
import type { Person } from "../scim-client/resources.js";
import type { ScimUsers } from "../scim-client/users.js";

/** So many are read at once: a group of no more people is read whole, and its size known. */
const atOnce = 100;

/** The ids of a group that its page is read from first. */
export function toFirstIds(ids: readonly string[], { position }: PageRequest): readonly string[] {
  const rest = position === null ? ids : ids.filter((id) => toKeyPosition(id) > position);
  return [...rest].sort().slice(0, atOnce);
}

interface MembersOptions {
  readonly account: string;
  readonly users: ScimUsers;
  /** Of the group, as its members say. */
  readonly ids: readonly string[];
  readonly keeps: (user: User) => boolean;
}

/**
 * The page of a group's users, in the order of their ids. A group tells ids alone, so users are read many at a time
 * until the page is full. An id that belongs to nobody is passed over.
 * @throws DirectoryError INVALID_CURSOR for a position of another kind of list
 */
export async function pageOfMembers(
  reading: Reading,
  { account, users, ids, keeps }: MembersOptions,
  page: PageRequest,
): Promise<Page<User>> {
  assertKeyPosition(account, page);
  const walk = new MemberWalk(ids, page);
  while (walk.isOn) {
    const asked = walk.next;
    walk.take(asked, await users.byIds(reading, asked), keeps);
  }
  return walk.toPage();
}

/** One page's way through the ids of a group. */
class MemberWalk {
  readonly #size: number;
  readonly #asked: PageRequest;
  readonly #rows: Row<User>[] = [];
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

  take(asked: readonly string[], slots: readonly Slot<Person>[], keeps: (user: User) => boolean): void {
    const room = this.#asked.size - this.#rows.length;
    const { rows, position, failure } = readSlots(asked, slots, keeps);
    const isCut = rows.length > room;
    this.#rows.push(...rows.slice(0, room));
    if (asked.length === this.#size && failure === null) this.#total = rows.length;
    if (!isCut) this.#failure = failure;
    this.#goOnAfter(isCut ? (this.#rows.at(-1)?.position ?? null) : position);
  }

  /** @throws DirectoryError what went wrong before anything was read */
  toPage(): Page<User> {
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

interface Read {
  /** Those whom the list has, up to the first of whom nothing could be read. */
  readonly rows: readonly Row<User>[];
  readonly position: string | null;
  readonly failure: DirectoryError | null;
}

function readSlots(
  ids: readonly string[],
  slots: readonly Slot<Person>[],
  keeps: (user: User) => boolean,
): Read {
  const rows: Row<User>[] = [];
  let position: string | null = null;
  for (const [index, id] of ids.entries()) {
    const person = slots[index] ?? null;
    if (person instanceof DirectoryError) return { rows, position, failure: person };
    position = toKeyPosition(id);
    if (person !== null && keeps(person.user)) rows.push({ item: person.user, position });
  }
  return { rows, position, failure: null };
}
