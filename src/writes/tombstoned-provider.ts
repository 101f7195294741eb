import { refKey } from "../directory/ids.js";
import type { AccountIdentity } from "../directory/directory-object.js";
import type { Page } from "../directory/pages.js";
import type { Membership, MembersRequest, Provider, ProviderModule, Slot } from "../directory/provider.js";
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
  return {
    ...provider,
    usersByIds: async (...asked) => graves.markSlots(await provider.usersByIds(...asked)),
    usersByEmails: async (...asked) =>
      Promise.all(
        (await provider.usersByEmails(...asked)).map(async (slot) =>
          isPresent(slot) ? await graves.mark(slot) : slot,
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

  /** The page with the deleted ones marked, less those that are in none of the states. */
  async narrow(page: Page<User>, states: ReadonlySet<UserState>): Promise<Page<User>> {
    const marked = await this.mark(page.rows.map(({ item }) => item));
    const rows = page.rows.map((row, index) => ({ ...row, item: marked[index] ?? row.item }));
    return toStates(page, rows, ({ item }) => item.state, states);
  }

  /** Likewise, for the members that each request asks for. */
  narrowMembers(
    keys: readonly MembersRequest[],
    slots: readonly Slot<Page<Membership<User>>>[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    return Promise.all(
      slots.map(async (slot, index) => {
        const states = keys[index]?.states;
        return isPresent(slot) && states !== undefined ? await this.#narrowMembers(slot, states) : slot;
      }),
    );
  }

  async #narrowMembers(
    page: Page<Membership<User>>,
    states: ReadonlySet<UserState>,
  ): Promise<Page<Membership<User>>> {
    const marked = await this.mark(page.rows.map(({ item }) => item.object));
    const rows = page.rows.map((row, index) => ({
      ...row,
      item: { ...row.item, object: marked[index] ?? row.item.object },
    }));
    return toStates(page, rows, ({ item }) => item.object.state, states);
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
