import { refKey } from "../directory/ids.js";
import type { AccountIdentity } from "../directory/directory-object.js";
import type { Page } from "../directory/pages.js";
import type { Membership, Provider, ProviderModule, Slot } from "../directory/provider.js";
import { isPresent } from "../directory/slots.js";
import type { User, UserState } from "../directory/user.js";
import type { Tombstone, Tombstones } from "../store/store.js";

/** An answer that says ACTIVE may have been on its way since before the removal. */
const slowestAnswerMs = 15_000;

/** Whether a soft-delete is made of a disabling and of what Rollcall keeps. */
export function emulatesSoftDelete({ capabilities }: Pick<ProviderModule, "capabilities">): boolean {
  return capabilities.USER_SOFT_DELETE.support === "EMULATED";
}

/**
 * A provider whose removals Rollcall emulates: whoever is disabled there and has a tombstone here reads as DELETED. One
 * who is active again was brought back by somebody else, and the tombstone is of no use any more.
 */
export function withTombstones(
  provider: Provider,
  account: AccountIdentity,
  tombstones: Tombstones,
): Provider {
  const graves = new Graves(account, tombstones);
  const narrow = async (page: Page<User>, states: ReadonlySet<UserState>): Promise<Page<User>> => {
    const marked = await graves.mark(page.rows.map(({ item }) => item));
    const rows = page.rows.map((row, index) => ({ ...row, item: marked[index] ?? row.item }));
    return toStates(page, rows, ({ item }) => item.state, states);
  };
  const narrowMembers = async (
    page: Page<Membership<User>>,
    states: ReadonlySet<UserState>,
  ): Promise<Page<Membership<User>>> => {
    const marked = await graves.mark(page.rows.map(({ item }) => item.object));
    const rows = page.rows.map((row, index) => ({
      ...row,
      item: { ...row.item, object: marked[index] ?? row.item.object },
    }));
    return toStates(page, rows, ({ item }) => item.object.state, states);
  };
  const eachMembers = async <K extends { readonly states: ReadonlySet<UserState> }>(
    keys: readonly K[],
    slots: readonly Slot<Page<Membership<User>>>[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> =>
    Promise.all(
      slots.map((slot, index) => {
        const states = keys[index]?.states;
        return isPresent(slot) && states !== undefined ? narrowMembers(slot, states) : slot;
      }),
    );
  return {
    ...provider,
    usersByIds: async (...asked) => graves.markSlots(await provider.usersByIds(...asked)),
    usersByEmails: async (...asked) =>
      Promise.all(
        (await provider.usersByEmails(...asked)).map((slot) => (isPresent(slot) ? graves.mark(slot) : slot)),
      ),
    listUsers: async (reading, page, filter, ahead) => {
      const asked = { ...filter, states: withDisabled(filter.states) };
      return narrow(await provider.listUsers(reading, page, asked, ahead), filter.states);
    },
    membersOfTeams: async (reading, keys) =>
      eachMembers(keys, await provider.membersOfTeams(reading, keys.map(askMore))),
    membersOfWorkspaces: async (reading, keys) =>
      eachMembers(keys, await provider.membersOfWorkspaces(reading, keys.map(askMore))),
  };
}

/** The deleted ones are among the disabled. */
function withDisabled(states: ReadonlySet<UserState>): ReadonlySet<UserState> {
  return states.has("DELETED") ? new Set([...states, "DISABLED" as const]) : states;
}

function askMore<K extends { readonly states: ReadonlySet<UserState> }>(key: K): K {
  return { ...key, states: withDisabled(key.states) };
}

/** A page keeps its positions when rows leave it; how many there are in all is not known then. */
function toStates<Row extends { readonly position: string }, P extends Page<unknown>>(
  page: P,
  rows: readonly Row[],
  stateOf: (row: Row) => UserState,
  states: ReadonlySet<UserState>,
): P {
  const isMixed = states.has("DELETED") !== states.has("DISABLED");
  const kept = isMixed ? rows.filter((row) => states.has(stateOf(row))) : rows;
  return { ...page, rows: kept, total: isMixed ? null : page.total };
}

class Graves {
  readonly #account: AccountIdentity;
  readonly #tombstones: Tombstones;

  constructor(account: AccountIdentity, tombstones: Tombstones) {
    this.#account = account;
    this.#tombstones = tombstones;
  }

  async markSlots(slots: readonly Slot<User>[]): Promise<readonly Slot<User>[]> {
    const present = slots.filter(isPresent);
    const marked = new Map((await this.mark(present)).map((user, index) => [present[index], user]));
    return slots.map((slot) => (isPresent(slot) ? (marked.get(slot) ?? slot) : slot));
  }

  async mark(users: readonly User[]): Promise<readonly User[]> {
    const suspects = users.filter(({ state }) => state === "DISABLED" || state === "ACTIVE");
    if (suspects.length === 0) return users;
    const { tenant, accountKey } = this.#account;
    const of = { tenant, account: accountKey };
    const found = await this.#tombstones.find(
      of,
      suspects.map(({ ref }) => refKey(ref)),
    );
    if (found.length === 0) return users;
    const graves = new Map(found.map((tombstone) => [tombstone.ref, tombstone]));
    return Promise.all(users.map((user) => this.#marked(user, graves.get(refKey(user.ref)))));
  }

  async #marked(user: User, tombstone: Tombstone | undefined): Promise<User> {
    if (tombstone === undefined) return user;
    if (user.state === "DISABLED") return toDeleted(user, tombstone.deletedAt);
    const isSince = user.fetchedAt.getTime() > tombstone.deletedAt.getTime() + slowestAnswerMs;
    if (user.state === "ACTIVE" && isSince) await this.#tombstones.remove(tombstone);
    return user;
  }
}

function toDeleted(user: User, deletedAt: Date): User {
  return { ...user, state: "DELETED", lifecycle: { ...user.lifecycle, state: "DELETED", deletedAt } };
}
