import { DirectoryError } from "../../directory/errors.js";
import { pageOfIds, toFirstIds } from "../../directory/id-pages.js";
import type { RemoteRef } from "../../directory/ids.js";
import { toMemberships } from "../../directory/memberships.js";
import type { Note, Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { answerEach, isPresent, settle } from "../../directory/slots.js";
import type { UserFilter } from "../../directory/user-filter.js";
import type { User } from "../../directory/user.js";
import type { SiteClient } from "../teamwork-site/client.js";
import type { JobRoles } from "./job-roles.js";
import type { PersonParts } from "./listings.js";
import type { PeopleByEmail } from "./people-by-email.js";
import type { PeopleById } from "./people-by-id.js";
import { withRoles, type Person } from "./people.js";
import { me } from "./resources.js";
import type { UserList } from "./user-list.js";

interface UsersOptions {
  readonly client: SiteClient;
  readonly jobRoles: JobRoles;
  readonly byId: PeopleById;
  readonly byEmail: PeopleByEmail;
  readonly list: UserList;
}

/** Access to the people of a Teamwork Projects account. */
export class ProjectsUsers {
  readonly #options: UsersOptions;

  constructor(options: UsersOptions) {
    this.#options = options;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<User>[]> {
    const [people, roles] = await Promise.all([
      this.people(reading, refs, toParts(ahead)),
      settle(this.#rolesAhead(reading, ahead)),
    ]);
    return people.map((person) => {
      if (!isPresent(person)) return person;
      return roles instanceof DirectoryError ? roles : toUser(person, roles.byHolder);
    });
  }

  /** The people behind references to Users; `null` for references to something else. */
  people(reading: Reading, refs: readonly RemoteRef[], parts: PersonParts): Promise<readonly Slot<Person>[]> {
    const ids = refs.map((ref) => (ref.kind === "person" && ref.scope === null ? ref.id : ""));
    return this.#options.byId.find(reading, ids, parts);
  }

  async byEmails(
    reading: Reading,
    emails: readonly string[],
    ahead?: Ahead,
  ): Promise<readonly Slot<readonly User[]>[]> {
    const roles = this.#rolesAhead(reading, ahead);
    // Whoever is found first waits for it, and meets its failure.
    roles.catch(() => undefined);
    return answerEach(emails, async (email) => {
      const people = await this.#options.byEmail.find(reading, email, toParts(ahead));
      if (people.length === 0) return people.map(({ user }) => user);
      const { byHolder } = await roles;
      return people.map((person) => toUser(person, byHolder));
    });
  }

  /** Where job roles cannot be read the list stays, and says so. */
  async list(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>> {
    const [found, roles] = await Promise.all([
      this.#options.list.read(reading, page, filter, toParts(ahead)),
      settle(this.#rolesAhead(reading, ahead)),
    ]);
    const isFailed = roles instanceof DirectoryError;
    const { byHolder, notes } = isFailed ? noRoles : roles;
    const rows = found.rows.map(({ item, position }) => ({ item: toUser(item, byHolder), position }));
    const failure = found.failure ?? (isFailed ? roles : null);
    return { ...found, rows, failure, notes: [...found.notes, ...notes] };
  }

  /** Pages of those with the ids. Their first pages are read together, so that many groups cost few calls. */
  async membersByIds(
    reading: Reading,
    requests: readonly (MembersRequest & { readonly ids: Slot<readonly string[]> })[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { byId, client } = this.#options;
    const ahead: Ahead = new Set(requests.flatMap((request) => [...(request.ahead ?? [])]));
    const parts = toParts(ahead);
    const first = requests.flatMap(({ ids, page }) => (isPresent(ids) ? toFirstIds(ids, page) : []));
    const [roles] = await Promise.all([
      settle(this.#rolesAhead(reading, first.length === 0 ? undefined : ahead)),
      byId.find(reading, first, parts),
    ]);
    return answerEach(requests, async ({ ids, states, page }) => {
      if (ids === null) return null;
      if (ids instanceof DirectoryError) throw ids;
      if (roles instanceof DirectoryError) throw roles;
      const found = await pageOfIds(
        {
          account: client.account.accountKey,
          ids,
          read: (some) => byId.find(reading, some, parts),
          keeps: ({ user }) => states.has(user.state),
        },
        page,
      );
      const rows = found.rows.map(({ item, position }) => ({ item: toUser(item, roles.byHolder), position }));
      return toMemberships({ ...found, rows });
    });
  }

  async me(reading: Reading, ahead?: Ahead): Promise<User> {
    const [own, { byHolder }] = await Promise.all([
      this.#options.client.read(reading, me),
      this.#rolesAhead(reading, ahead),
    ]);
    return toUser(own, byHolder);
  }

  /** Job roles, where roles will be asked for. */
  async #rolesAhead(reading: Reading, ahead: Ahead | undefined): Promise<RolesAhead> {
    if (ahead?.has("roles") !== true) return noRoles;
    const byHolder = await this.#options.jobRoles.byHolder(reading);
    return { byHolder, notes: byHolder === null ? [projectRolesNote, jobRolesNote] : [projectRolesNote] };
  }
}

interface RolesAhead {
  readonly byHolder: ReadonlyMap<string, readonly Role[]> | null;
  readonly notes: readonly Note[];
}

const noRoles: RolesAhead = { byHolder: null, notes: [] };

const projectRolesNote: Note = {
  code: "PROJECT_ROLES_BY_WORKSPACE",
  message: "Roles within projects are told by the members of workspaces, and not by users.",
};

const jobRolesNote: Note = {
  code: "JOB_ROLES_NOT_EXPOSED",
  message: "The account has no job roles, or the credential may not see them.",
};

function toParts(ahead: Ahead | undefined): PersonParts {
  return { projects: ahead?.has("workspaces") === true, teams: ahead?.has("teams") === true };
}

function toUser({ id, user }: Person, byHolder: RolesAhead["byHolder"]): User {
  return withRoles(user, byHolder?.get(id) ?? []);
}
