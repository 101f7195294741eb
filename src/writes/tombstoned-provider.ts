import { setTimeout as sleep } from "node:timers/promises";
import { DirectoryError } from "../directory/errors.js";
import { refKey } from "../directory/ids.js";
import type { AccountIdentity } from "../directory/directory-object.js";
import type { Note, Page } from "../directory/pages.js";
import type { Membership, MembersRequest, Provider, ProviderModule, Slot } from "../directory/provider.js";
import { isPresent, settle } from "../directory/slots.js";
import type { User, UserState } from "../directory/user.js";
import type { Tombstone, Tombstones } from "../store/store.js";
import { toUnavailable } from "../store/unavailable.js";

/** An answer that says ACTIVE may have been on its way since before the removal. */
const slowestAnswerMs = 15_000;

/** Whether a soft-delete is made of a disabling and of what Rollcall keeps. */
export function emulatesSoftDelete({ capabilities }: Pick<ProviderModule, "capabilities">): boolean {
  return capabilities.USER_SOFT_DELETE.support === "EMULATED";
}

/** Milliseconds that a read waits for the store: a database that does not answer must not use up its time. */
const patienceMs = 1_000;

const deletionsUnknown: Note = {
  code: "DELETIONS_UNKNOWN",
  message: "Rollcall's own store cannot be used: who was deleted reads as DISABLED.",
};

/**
 * A provider whose removals Rollcall emulates: whoever is disabled there and has a tombstone here reads as DELETED. One
 * who is active again was brought back by somebody else, and the tombstone is of no use any more. While the store
 * cannot be asked, everybody reads as the provider says, lists say so in a note, and DELETED alone cannot be asked for.
 */
export function withTombstones(
  provider: Provider,
  account: AccountIdentity,
  tombstones: Tombstones,
): Provider {
  const graves = new Graves(account, tombstones);
  return {
    ...provider,
    usersByIds: async (...asked) => graves.markSlots(await provider.usersByIds(...asked)),
    usersByEmails: async (...asked) =>
      Promise.all(
        (await provider.usersByEmails(...asked)).map(async (slot) =>
          isPresent(slot) ? (await graves.mark(slot)).users : slot,
        ),
      ),
    listUsers: async (reading, page, filter, ahead) => {
      const asked = { ...filter, states: withDisabled(filter.states) };
      return graves.narrow(await provider.listUsers(reading, page, asked, ahead), filter.states);
    },
    membersOfTeams: async (reading, keys) =>
      graves.narrowMembers(keys, await provider.membersOfTeams(reading, keys.map(askMore))),
    membersOfWorkspaces: async (reading, keys) =>
      graves.narrowMembers(keys, await provider.membersOfWorkspaces(reading, keys.map(askMore))),
  };
}

/** The deleted ones are among the disabled. */
function withDisabled(states: ReadonlySet<UserState>): ReadonlySet<UserState> {
  return states.has("DELETED") ? new Set([...states, "DISABLED" as const]) : states;
}

function askMore(key: MembersRequest): MembersRequest {
  return { ...key, states: withDisabled(key.states) };
}

/** Users as they read, and why nobody knows who of the disabled was deleted, where nobody does. */
interface Marked {
  readonly users: readonly User[];
  readonly doubt: DirectoryError | null;
}

interface Narrowing<Row> {
  readonly rows: readonly Row[];
  readonly stateOf: (row: Row) => UserState;
  readonly states: ReadonlySet<UserState>;
  readonly doubt: DirectoryError | null;
}

/**
 * A page keeps its positions when rows leave it; how many there are in all is not known then.
 * @throws DirectoryError STORE_UNAVAILABLE when none but the deleted are asked for, and nobody knows who they are
 */
function narrowed<Row extends { readonly position: string }, P extends Page<unknown>>(
  page: P,
  { rows, stateOf, states, doubt }: Narrowing<Row>,
): P {
  const isMixed = states.has("DELETED") !== states.has("DISABLED");
  const kept = isMixed ? rows.filter((row) => states.has(stateOf(row))) : rows;
  const total = isMixed ? null : page.total;
  if (doubt === null || !rows.some((row) => stateOf(row) === "DISABLED"))
    return { ...page, rows: kept, total };
  if (states.has("DISABLED")) return { ...page, rows: kept, total, notes: [...page.notes, deletionsUnknown] };
  if (states.size === 1) throw doubt;
  // The others are there; the deleted are the part of the account that could not be read.
  return { ...page, rows: kept, total, failure: page.failure ?? doubt };
}

class Graves {
  readonly #account: AccountIdentity;
  readonly #tombstones: Tombstones;

  constructor(account: AccountIdentity, tombstones: Tombstones) {
    this.#account = account;
    this.#tombstones = tombstones;
  }

  /** The page with the deleted ones marked, less those that are in none of the states. */
  async narrow(page: Page<User>, states: ReadonlySet<UserState>): Promise<Page<User>> {
    const { users, doubt } = await this.mark(page.rows.map(({ item }) => item));
    const rows = page.rows.map((row, index) => ({ ...row, item: users[index] ?? row.item }));
    return narrowed(page, { rows, stateOf: ({ item }) => item.state, states, doubt });
  }

  /** Likewise, for the members that each request asks for. */
  narrowMembers(
    keys: readonly MembersRequest[],
    slots: readonly Slot<Page<Membership<User>>>[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    return Promise.all(
      slots.map(async (slot, index) => {
        const states = keys[index]?.states;
        return isPresent(slot) && states !== undefined ? settle(this.#narrowMembers(slot, states)) : slot;
      }),
    );
  }

  async #narrowMembers(
    page: Page<Membership<User>>,
    states: ReadonlySet<UserState>,
  ): Promise<Page<Membership<User>>> {
    const { users, doubt } = await this.mark(page.rows.map(({ item }) => item.object));
    const rows = page.rows.map((row, index) => ({
      ...row,
      item: { ...row.item, object: users[index] ?? row.item.object },
    }));
    return narrowed(page, { rows, stateOf: ({ item }) => item.object.state, states, doubt });
  }

  async markSlots(slots: readonly Slot<User>[]): Promise<readonly Slot<User>[]> {
    const present = slots.filter(isPresent);
    const { users } = await this.mark(present);
    const marked = new Map(users.map((user, index) => [present[index], user]));
    return slots.map((slot) => (isPresent(slot) ? (marked.get(slot) ?? slot) : slot));
  }

  async mark(users: readonly User[]): Promise<Marked> {
    const suspects = users.filter(({ state }) => state === "DISABLED" || state === "ACTIVE");
    if (suspects.length === 0) return { users, doubt: null };
    const found = await settle(this.#find(suspects));
    if (found instanceof DirectoryError) return { users, doubt: found };
    if (found.length === 0) return { users, doubt: null };
    const graves = new Map(found.map((tombstone) => [tombstone.ref, tombstone]));
    const marked = users.map((user) => this.#marked(user, graves.get(refKey(user.ref))));
    return { users: await Promise.all(marked), doubt: null };
  }

  /** @throws DirectoryError STORE_UNAVAILABLE, also when the store is silent for too long */
  async #find(users: readonly User[]): Promise<readonly Tombstone[]> {
    const { tenant, accountKey: account } = this.#account;
    const refs = users.map(({ ref }) => refKey(ref));
    const timer = new AbortController();
    const late = sleep(patienceMs, null, { signal: timer.signal }).catch(() => null);
    try {
      const found = await Promise.race([this.#tombstones.find({ tenant, account }, refs), late]);
      if (found !== null) return found;
      throw toUnavailable();
    } finally {
      timer.abort();
    }
  }

  async #marked(user: User, tombstone: Tombstone | undefined): Promise<User> {
    if (tombstone === undefined) return user;
    if (user.state === "DISABLED") return toDeleted(user, tombstone.deletedAt);
    const isSince = user.fetchedAt.getTime() > tombstone.deletedAt.getTime() + slowestAnswerMs;
    // Where it cannot be removed, the next read finds it again.
    if (user.state === "ACTIVE" && isSince) await this.#tombstones.remove(tombstone).catch(() => undefined);
    return user;
  }
}

function toDeleted(user: User, deletedAt: Date): User {
  return { ...user, state: "DELETED", lifecycle: { ...user.lifecycle, state: "DELETED", deletedAt } };
}
