import type { AccountIdentity } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Note, Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, settle, settleNow } from "../../directory/slots.js";
import { matchesUser, type UserFilter } from "../../directory/user-filter.js";
import type { User, UserState } from "../../directory/user.js";
import type { TiledeskClient } from "./client.js";
import { findGroup } from "./groups.js";
import type { TiledeskHeadcount } from "./headcount.js";
import { walkProjects, type ProjectPart } from "./project-walk.js";
import { groups, invitation, invitations, member, members, projects, type Listing } from "./resources.js";
import { isObjectId, type ProjectScope } from "./scope.js";
import { toEmailTrail } from "./wire.js";

interface UsersOptions {
  readonly account: AccountIdentity;
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
  readonly headcount: TiledeskHeadcount;
}

/** With a filter every project is likely to be needed, without one the first few fill the page. */
const projectsAtOnceFiltered = 8;

/** Access to the people of a Tiledesk account: teammates and pending invitations of its projects. */
export class TiledeskUsers {
  readonly #account: AccountIdentity;
  readonly #client: TiledeskClient;
  readonly #scope: ProjectScope;
  readonly #headcount: TiledeskHeadcount;

  constructor(options: UsersOptions) {
    this.#account = options.account;
    this.#client = options.client;
    this.#scope = options.scope;
    this.#headcount = options.headcount;
  }

  /** There is no get by several ids: one listing of the project serves more than one, a single get serves one. */
  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<User>[]> {
    const isAlone = refs.length === 1;
    this.#begin(reading, refs, ahead);
    // What no listing of members answers begins along with the listings.
    const apart = refs.map((ref) =>
      isAlone || ref.kind !== "member" ? settle(this.#find(reading, ref, isAlone)) : null,
    );
    const listings = isAlone ? noListings : await this.#listings(reading, refs);
    return Promise.all(
      refs.map((ref, index): Promise<Slot<User>> => {
        const begun = apart[index] ?? null;
        if (begun !== null) return begun;
        const listing = listings.get(ref.scope);
        if (listing !== undefined) return Promise.resolve(listing.byId.get(ref.id) ?? null);
        return settle(this.#find(reading, ref, isAlone));
      }),
    );
  }

  /** Answers requests about Users, each with the User that it is about and what was read for its project. */
  async answerAbout<P, V>(
    reading: Reading,
    keys: readonly RelatedRequest[],
    { prepare, answer }: About<P, V>,
  ): Promise<readonly Slot<V>[]> {
    const people = await this.byIds(
      reading,
      keys.map((key) => key.of),
    );
    const inProject = groupByProject(people);
    const prepared = new Map<string | null, Ready<P>>();
    await Promise.all(
      [...inProject].map(async ([project, users]) =>
        prepared.set(project, await ready(prepare(project, users))),
      ),
    );
    return keys.map(({ page }, index) => {
      const user = people[index] ?? null;
      if (user === null || user instanceof DirectoryError) return user;
      const found = prepared.get(user.ref.scope);
      if (found === undefined || found instanceof DirectoryError) return found ?? null;
      return settleNow(() => answer(user, page, found.value));
    });
  }

  byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly User[]>[]> {
    return answerEach(emails, async (email) => {
      const found = await Promise.all(
        (await this.#scope.ids(reading)).map(async (project) => {
          const people = await this.#everybody(reading, project);
          return people.items.filter((user) => user.email?.toLowerCase() === email);
        }),
      );
      return found.flat();
    });
  }

  async list(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>> {
    if (ahead?.has("workspaces") === true) this.#client.begin(reading, projects);
    const narrowed = await this.#narrow(reading, filter);
    const found = await walkProjects<User>({
      projects: narrowed.projects,
      page,
      keyOf: (user) => user.remoteId,
      atOnce: narrowed.isFiltered ? projectsAtOnceFiltered : 1,
      account: this.#account.accountKey,
      read: async (project) => {
        const people = this.inStates(reading, project, filter.states);
        if (ahead?.has("teams") === true) this.#client.begin(reading, groups(project));
        const { items, skippedRows } = await people;
        return {
          items: items.filter((user) => matchesUser(user, filter) && narrowed.matches(user)),
          skippedRows,
        };
      },
    });
    const areMembersRead = found.total !== null && !isOnly(filter.states, "INVITED");
    if (areMembersRead) await this.#headcount.note(reading, narrowed.projects);
    return { ...found, notes: toNotes(found.rows.map((row) => row.item)) };
  }

  /** People of a project by ascending id, sparing the call that the states leave out; still to be filtered. */
  async inStates(
    reading: Reading,
    project: string,
    states: ReadonlySet<UserState>,
  ): Promise<ProjectPart<User>> {
    const invited = (): Promise<Listing<User>> => this.#client.read(reading, invitations(project));
    const present = (): Promise<Listing<User>> => this.#client.read(reading, members(project));
    if (!states.has("INVITED")) return present();
    return isOnly(states, "INVITED") ? invited() : this.#everybody(reading, project);
  }

  /** Teammates and pending invitations of a project by ascending id: in the order in which they came. */
  async #everybody(reading: Reading, project: string): Promise<ProjectPart<User>> {
    const [present, invited] = await Promise.all([
      this.#client.read(reading, members(project)),
      this.#client.read(reading, invitations(project)),
    ]);
    const items = [...present.items, ...invited.items];
    items.sort((one, other) => (one.remoteId < other.remoteId ? -1 : 1));
    return { items, skippedRows: present.skippedRows + invited.skippedRows };
  }

  /** Which projects a filter leaves, and the part of it that only Tiledesk's relations answer. */
  async #narrow(reading: Reading, filter: UserFilter): Promise<Narrowed> {
    const all = await this.#scope.ids(reading);
    const { team, workspace, role } = filter;
    const named = [team?.scope, toProject(workspace), role?.scope].filter((project) => project !== undefined);
    const left = all.filter((project) => named.every((name) => name === project));
    const isFiltered = Object.keys(filter).length > 1;
    if (team === undefined) return { projects: left, isFiltered, matches: () => true };
    const group = left.length === 0 ? null : await findGroup(this.#client, this.#scope, reading, team);
    const identities = group?.memberIdentityIds ?? new Set<string>();
    return {
      projects: group === null ? [] : left,
      isFiltered,
      matches: (user) => user.identityId !== null && identities.has(user.identityId),
    };
  }

  /** The listings of the projects that members are looked for in; those that fail are met again one by one. */
  async #listings(reading: Reading, refs: readonly RemoteRef[]): Promise<Listings> {
    const projects = refs.flatMap(({ kind, scope, id }) =>
      kind === "member" && scope !== null && this.#scope.includes(scope) && isObjectId(id) ? scope : [],
    );
    const found = new Map<string | null, Listing<User>>();
    await Promise.all(
      [...new Set(projects)].map(async (project) => {
        const listing = await settle(this.#client.read(reading, members(project)));
        if (!(listing instanceof DirectoryError)) found.set(project, listing);
      }),
    );
    return found;
  }

  /** A User's id names its project, so what is beside the User need not wait for it. Nobody invited is in a group. */
  #begin(reading: Reading, refs: readonly RemoteRef[], ahead: Ahead | undefined): void {
    if (ahead?.has("workspaces") === true) this.#client.begin(reading, projects);
    if (ahead?.has("teams") !== true) return;
    const joined = refs.filter(({ kind }) => kind === "member" || kind === "identity");
    for (const project of this.#scope.named(joined)) this.#client.begin(reading, groups(project));
  }

  #find(reading: Reading, ref: RemoteRef, isAlone: boolean): Promise<User | null> {
    return this.#scope.find(reading, ref, (project) => this.#inProject(reading, project, ref, isAlone));
  }

  async #inProject(
    reading: Reading,
    project: string,
    ref: RemoteRef,
    isAlone: boolean,
  ): Promise<User | null> {
    switch (ref.kind) {
      case "member":
        return isObjectId(ref.id) ? this.#member(reading, project, ref.id, isAlone) : null;
      case "identity":
        return isObjectId(ref.id) ? this.#identity(reading, project, ref.id) : null;
      case "invitation":
        return this.#invited(reading, project, ref.id, isAlone);
      default:
        return null;
    }
  }

  async #member(reading: Reading, project: string, id: string, isAlone: boolean): Promise<User | null> {
    const listing = members(project);
    if (isAlone && !this.#client.knows(reading, listing))
      return this.#client.find(reading, member(project, id));
    return (await this.#client.read(reading, listing)).byId.get(id) ?? null;
  }

  /** One human may have several memberships, of which at most one is in use. */
  async #identity(reading: Reading, project: string, identityId: string): Promise<User | null> {
    const { items } = await this.#client.read(reading, members(project));
    const memberships = items.filter((user) => user.identityId === identityId);
    return memberships.find((user) => user.state === "ACTIVE") ?? memberships.at(-1) ?? null;
  }

  /** After sign-up the invitation is gone, and the trail in its id leads to the member that it became. */
  async #invited(reading: Reading, project: string, id: string, isAlone: boolean): Promise<User | null> {
    const [invitationId = "", trail] = id.split(".", 2);
    if (!isObjectId(invitationId)) return null;
    const pending = await this.#pending(reading, project, invitationId, isAlone);
    if (pending !== null || trail === undefined) return pending;
    const { items } = await this.#client.read(reading, members(project));
    const became = items.filter(
      (user) => user.email !== null && toEmailTrail(invitationId, user.email) === trail,
    );
    return became.find((user) => user.state !== "DELETED") ?? became.at(-1) ?? null;
  }

  async #pending(reading: Reading, project: string, id: string, isAlone: boolean): Promise<User | null> {
    const listing = invitations(project);
    if (isAlone && !this.#client.knows(reading, listing))
      return this.#client.find(reading, invitation(project, id));
    return (await this.#client.read(reading, listing)).byId.get(id) ?? null;
  }
}

type Listings = ReadonlyMap<string | null, Listing<User>>;
const noListings: Listings = new Map();

/** How requests about Users are answered. */
interface About<P, V> {
  /** Reads once what the answers for the Users of one project need. */
  readonly prepare: (project: string, users: readonly User[]) => Promise<P>;
  /** May throw a `DirectoryError`, which fails this request alone. */
  readonly answer: (user: User, page: PageRequest, prepared: P) => V;
}

/** What was prepared, boxed, so that it is never taken for an error; or the error. */
type Ready<P> = { readonly value: P } | DirectoryError;

function ready<P>(promise: Promise<P>): Promise<Ready<P>> {
  return settle(promise.then((value) => ({ value })));
}

function groupByProject(people: readonly Slot<User>[]): ReadonlyMap<string, User[]> {
  const groups = new Map<string, User[]>();
  for (const user of people) {
    if (user === null || user instanceof DirectoryError) continue;
    const project = user.ref.scope ?? "";
    const group = groups.get(project);
    if (group === undefined) groups.set(project, [user]);
    else group.push(user);
  }
  return groups;
}

interface Narrowed {
  readonly projects: readonly string[];
  readonly isFiltered: boolean;
  readonly matches: (user: User) => boolean;
}

function isOnly(states: ReadonlySet<UserState>, state: UserState): boolean {
  return states.size === 1 && states.has(state);
}

/** A workspace of another kind is no project, and nobody is in it. */
function toProject(workspace: RemoteRef | undefined): string | null | undefined {
  return workspace?.kind === "project" ? workspace.id : workspace && null;
}

function toNotes(users: readonly User[]): readonly Note[] {
  const bypassing = users.filter(
    (user) => user.roleAssignments?.some(({ role }) => !role.isBuiltIn) === true,
  ).length;
  if (bypassing === 0) return [];
  const message = `${bypassing} of these users hold roles outside Tiledesk's fixed ones. The server lets such roles pass every role check, so they read as ADMIN.`;
  return [{ code: "ROLE_BYPASSES_CHECKS", message }];
}
