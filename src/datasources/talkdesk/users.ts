import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { refKey } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { emptyPage, type Note, type Page, type PageRequest } from "../../directory/pages.js";
import type { Ahead, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent, settle } from "../../directory/slots.js";
import { matchesUser, type UserFilter } from "../../directory/user-filter.js";
import type { User } from "../../directory/user.js";
import type { PeopleFinisher } from "./finished-people.js";
import { teamsNote } from "./notes.js";
import { type Part, type Person } from "./people.js";
import type { PeopleSource, TeamSource } from "./people-source.js";
import type { PersonDetails } from "./person-details.js";
import type { RoleBook } from "./roles.js";
import type { SeenPeople } from "./seen-people.js";
import { toUserPlan, type UserPlan } from "./user-plan.js";
import { UserWalk } from "./user-walk.js";

interface UsersOptions {
  readonly account: string;
  /** The one workspace of the account. */
  readonly workspace: RemoteRef;
  readonly people: PeopleSource;
  readonly details: PersonDetails;
  readonly finisher: PeopleFinisher;
  readonly roles: RoleBook;
  readonly groups: TeamSource;
  readonly seen: SeenPeople;
}

/** So many gets are spent before the whole list is read, which tells less of everybody. */
const mostGets = 20;
/** So many addresses are looked up one by one; for more, the list is gone through. */
const fewEmails = 3;

/** Access to the users of a Talkdesk account. */
export class TalkdeskUsers {
  readonly #options: UsersOptions;

  constructor(options: UsersOptions) {
    this.#options = options;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<User>[]> {
    const { finisher } = this.#options;
    const parts = this.#toParts(ahead);
    if (refs.length > 0) this.#begin(reading, [], ahead);
    const found = await this.people(reading, refs, (person) => person.isRich);
    const people = found.filter(isPresent);
    const { people: finished, failure } = await finisher.finish(reading, people, parts);
    const byId = new Map(people.map(({ id }, index) => [id, finished[index] ?? null]));
    return found.map((slot) => {
      if (slot === null || slot instanceof DirectoryError) return slot;
      const user = byId.get(slot.id) ?? null;
      if (user === null || user instanceof DirectoryError) return user;
      return failure !== null && slot.roles !== null && slot.roles.length > 0 ? failure : user.user;
    });
  }

  async byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly User[]>[]> {
    const { people: source, finisher } = this.#options;
    const slots = await source.byEmails(reading, emails);
    const people = slots.flatMap((slot) => (slot === null || slot instanceof DirectoryError ? [] : slot));
    const { people: finished } = await finisher.finish(reading, people, []);
    const byPerson = new Map(people.map((person, index) => [person, finished[index]]));
    return slots.map((slot) => {
      if (slot === null || slot instanceof DirectoryError) return slot;
      const users = slot.map((person) => byPerson.get(person) ?? null);
      return (
        users.find((user) => user instanceof DirectoryError) ??
        users.filter(isPresent).map(({ user }) => user)
      );
    });
  }

  /**
   * @throws FilterUnsupported where the account does not expose what the filter asks for
   */
  async list(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>> {
    const { account, people, finisher, groups, workspace } = this.#options;
    if (filter.workspace !== undefined && refKey(filter.workspace) !== refKey(workspace)) return emptyPage;
    const team = filter.team === undefined ? null : await groups.testOf(reading, filter.team);
    if (filter.team !== undefined && team === null) return emptyPage;
    const plan = toUserPlan(account, filter, team, this.#toParts(ahead));
    this.#begin(reading, plan.deciding, ahead);
    if (filter.emails !== undefined && filter.emails.size <= fewEmails) {
      return this.#listByEmail(reading, page, plan, [...filter.emails]);
    }
    const source = plan.isActiveOnly ? people.active : people.all;
    const found = await new UserWalk({ account, source, finisher, plan }).toPage(reading, page);
    return { ...found, notes: [...found.notes, ...(await this.#teamNotes(reading, ahead))] };
  }

  /** Inactive users are on the list, too. `null` where pages do not tell how many there are. */
  async headcount(reading: Reading): Promise<number | null> {
    return (await this.#options.people.all.read(reading, 0)).total;
  }

  /** A failure to find out shows where the teams are asked for. */
  async #teamNotes(reading: Reading, ahead: Ahead | undefined): Promise<readonly Note[]> {
    if (ahead?.has("teams") !== true) return [];
    return (await settle(this.#options.groups.isUntold(reading))) === true ? [teamsNote] : [];
  }

  /**
   * The people who are meant: read in this request already, by a get each, or from the whole list.
   * @param suffices whether somebody who was read already need not be read again
   */
  async people(
    reading: Reading,
    refs: readonly RemoteRef[],
    suffices: (person: Person) => boolean = () => true,
  ): Promise<readonly Slot<Person>[]> {
    const { details, seen } = this.#options;
    const seenAlready = (id: string): Person | null => {
      const person = seen.of(reading, id);
      return person !== null && suffices(person) ? person : null;
    };
    const ids = new Set(refs.filter((ref) => this.#isUserRef(ref)).map((ref) => ref.id));
    const asked = [...ids].filter((id) => seenAlready(id) === null);
    const isListed = asked.length > mostGets || (asked.length > 1 && (await this.#isListedRichly(reading)));
    const listing = isListed ? await settle(this.#everybody(reading)) : null;
    return Promise.all(
      refs.map(async (ref): Promise<Slot<Person>> => {
        if (!this.#isUserRef(ref)) return null;
        const known = seenAlready(ref.id);
        if (known !== null) return known;
        if (listing instanceof DirectoryError) return listing;
        return listing === null ? settle(details.find(reading, ref.id)) : (listing.get(ref.id) ?? null);
      }),
    );
  }

  /** A few addresses are looked up, which gives all who have them at once. */
  async #listByEmail(
    reading: Reading,
    page: PageRequest,
    { filter, deciding, shown, team }: UserPlan,
    emails: readonly string[],
  ): Promise<Page<User>> {
    const { account, people: source, finisher } = this.#options;
    const slots = await source.byEmails(reading, emails);
    const failed = slots.find((slot) => slot instanceof DirectoryError);
    if (failed instanceof DirectoryError) throw failed;
    const people = slots.flatMap((slot) => (slot === null || slot instanceof DirectoryError ? [] : slot));
    const parts = [...new Set([...deciding, ...shown])];
    const { people: finished, failure } = await finisher.finish(reading, people, parts);
    const lost = finished.find((one) => one instanceof DirectoryError) ?? null;
    if (lost instanceof DirectoryError) throw lost;
    const users = finished.flatMap((one) =>
      !(one instanceof DirectoryError) && matchesUser(one.user, filter) && team?.has(one.person) !== false
        ? one.user
        : [],
    );
    return { ...pageByKey(account, users, (user) => user.remoteId, page), failure };
  }

  /** What does not depend on who is on the page is read along with it. */
  #begin(reading: Reading, deciding: readonly Part[], ahead: Ahead | undefined): void {
    const { details, roles, groups } = this.#options;
    const needsRoles = asksRoles(ahead) || deciding.includes("roles");
    if (needsRoles && !details.isUntold("roles")) roles.begin(reading);
    if (ahead?.has("teams") === true && !this.#areTeamsUntold()) groups.begin(reading);
  }

  #areTeamsUntold(): boolean {
    const { details, groups } = this.#options;
    return groups.parts.some((part) => details.isUntold(part));
  }

  #toParts(ahead: Ahead | undefined): readonly Part[] {
    const roles = asksRoles(ahead) ? (["roles"] as const) : [];
    return ahead?.has("teams") === true ? [...roles, ...this.#options.groups.parts] : roles;
  }

  #isUserRef({ kind, scope, id }: RemoteRef): boolean {
    const { people } = this.#options;
    return kind === people.kind && scope === null && people.isUserId(id);
  }

  /** Whether the list is there, whole, and tells as much as gets do. */
  async #isListedRichly(reading: Reading): Promise<boolean> {
    const { all } = this.#options.people;
    if (!all.knows(reading)) return false;
    const first = await settle(all.read(reading, 0));
    if (first instanceof DirectoryError) return false;
    return first.total === first.rows.length && first.rows.some((person) => person?.isRich === true);
  }

  async #everybody(reading: Reading): Promise<ReadonlyMap<string, Person>> {
    const items = (await this.#options.people.all.whole(reading))?.items ?? [];
    return new Map(items.map((person) => [person.id, person]));
  }
}

/** A privilege follows from roles, which lists often do not tell. */
function asksRoles(ahead: Ahead | undefined): boolean {
  return ahead?.has("roles") === true || ahead?.has("privilege") === true;
}
