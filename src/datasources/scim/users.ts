import { DirectoryError } from "../../directory/errors.js";
import { pageOfIds } from "../../directory/id-pages.js";
import { refKey, type RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { emptyPage, type Note, type Page, type PageRequest } from "../../directory/pages.js";
import type { Ahead, ProviderOptions, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent, settle } from "../../directory/slots.js";
import { matchesUser, type UserFilter } from "../../directory/user-filter.js";
import type { User } from "../../directory/user.js";
import { listByOffset } from "../http/offset-list.js";
import type { ScimEndpoint } from "../scim-client/endpoint.js";
import type { Group, Person } from "../scim-client/resources.js";
import { accountWorkspace, idOf, readById } from "./refs.js";

/** So few addresses are looked up one by one where a list is filtered by them; it is part of a cursor's meaning. */
const fewEmails = 10;

/** Access to the Users of a SCIM account. */
export class ScimAccountUsers {
  readonly #account: string;
  readonly #endpoint: ScimEndpoint;
  readonly #noteHeadcount: (users: number) => void;

  constructor(
    { account, noteHeadcount }: Pick<ProviderOptions, "account" | "noteHeadcount">,
    endpoint: ScimEndpoint,
  ) {
    this.#account = account.accountKey;
    this.#endpoint = endpoint;
    this.#noteHeadcount = noteHeadcount;
  }

  /** What users carry beside themselves is in their rows already. */
  async byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<User>[]> {
    return (await this.people(reading, refs)).map(toUserOf);
  }

  /** `null` where the server's lists do not tell how many there are. */
  async headcount(reading: Reading): Promise<number | null> {
    return (await this.#endpoint.users.listing.read(reading, 0)).total;
  }

  people(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Person>[]> {
    return readById("User", refs, (ids) => this.#endpoint.users.byIds(reading, ids));
  }

  async byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly User[]>[]> {
    const slots = await this.#endpoint.users.byEmails(reading, emails);
    return slots.map((slot) => (isPresent(slot) ? slot.map((person) => person.user) : slot));
  }

  async list(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>> {
    const { team, workspace } = filter;
    if (workspace !== undefined && refKey(workspace) !== refKey(accountWorkspace)) return emptyPage;
    if (ahead?.has("teams") === true) this.#endpoint.memberships.begin(reading);
    const group = team === undefined ? null : await this.#group(reading, team);
    if (team !== undefined && group === null) return emptyPage;
    const found = await this.#found(reading, page, filter, group);
    return { ...found, notes: await this.#notes(reading, found, ahead) };
  }

  /** The fewest calls that the filter allows: the addresses, or the group's members, or everybody. */
  async #found(
    reading: Reading,
    page: PageRequest,
    filter: UserFilter,
    group: Group | null,
  ): Promise<Page<User>> {
    const { users } = this.#endpoint;
    const keeps = (user: User): boolean => matchesUser(user, filter);
    const { emails } = filter;
    if (emails !== undefined && emails.size <= fewEmails) {
      const members = group === null ? null : new Set(group.memberIds);
      const people = await this.#withEmails(reading, emails);
      const kept = people.filter(({ id, user }) => members?.has(id) !== false && keeps(user));
      const found = kept.map(({ user }) => user);
      return pageByKey(this.#account, found, (user) => user.remoteId, page);
    }
    if (group !== null) {
      const members = {
        account: this.#account,
        ids: group.memberIds,
        read: (ids: readonly string[]) => users.byIds(reading, ids),
        keeps: (person: Person) => keeps(person.user),
      };
      return toUsers(await pageOfIds(members, page));
    }
    const found = await listByOffset(reading, users.listing, { page, keeps: (person) => keeps(person.user) });
    if (found.total !== null) this.#noteHeadcount(found.total);
    return { ...toUsers(found), total: isOfEverybody(filter) ? found.total : null };
  }

  async #withEmails(reading: Reading, emails: ReadonlySet<string>): Promise<readonly Person[]> {
    const slots = await this.#endpoint.users.byEmails(reading, [...emails]);
    const people = new Map<string, Person>();
    for (const slot of slots) {
      if (slot instanceof DirectoryError) throw slot;
      for (const person of slot ?? []) people.set(person.id, person);
    }
    return [...people.values()];
  }

  async #group(reading: Reading, ref: RemoteRef): Promise<Group | null> {
    const id = idOf("Team", ref);
    if (id === null) return null;
    const [found = null] = await this.#endpoint.groups.byIds(reading, [id], "members");
    if (found instanceof DirectoryError) throw found;
    return found;
  }

  /** Says what nobody on the page has told. Teams that could not be read are an error where they are asked for. */
  async #notes(reading: Reading, page: Page<User>, ahead: Ahead | undefined): Promise<readonly Note[]> {
    const users = page.rows.map((row) => row.item);
    if (users.length === 0 || ahead === undefined) return [];
    const notes: Note[] = [];
    if (ahead.has("roles") && users.every((user) => user.roleAssignments === null))
      notes.push(rolesNotExposed);
    if (!ahead.has("teams")) return notes;
    const people = await this.people(
      reading,
      users.map((user) => user.ref),
    );
    const teams = await settle(this.#endpoint.memberships.ofPeople(reading, people.filter(isPresent)));
    const isUntold = !(teams instanceof DirectoryError) && [...teams.values()].every((slot) => slot === null);
    if (isUntold) notes.push(teamsNotExposed);
    return notes;
  }
}

const rolesNotExposed: Note = {
  code: "ROLES_NOT_EXPOSED",
  message: "None of these users carries roles. A SCIM server need not tell them.",
};

const teamsNotExposed: Note = {
  code: "TEAMS_NOT_EXPOSED",
  message: "The server has no SCIM groups, and its users do not tell any.",
};

export function toUsers(page: Page<Person>): Page<User> {
  return { ...page, rows: page.rows.map(({ item, position }) => ({ item: item.user, position })) };
}

function toUserOf(slot: Slot<Person>): Slot<User> {
  return isPresent(slot) ? slot.user : slot;
}

/** A user of a SCIM server is active, disabled, or does not tell. */
function isOfEverybody(filter: UserFilter): boolean {
  const { states } = filter;
  return (
    Object.keys(filter).length === 1 &&
    states.has("ACTIVE") &&
    states.has("DISABLED") &&
    states.has("UNKNOWN")
  );
}
