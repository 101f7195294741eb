import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { toMemberships } from "../../directory/memberships.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { answerEach, isPresent, settle, settleNow } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { Workspace } from "../../directory/workspace.js";
import { listByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { inPlace } from "../teamwork-site/in-place.js";
import { lookUp } from "../teamwork-site/look-up.js";
import { Seen } from "../teamwork-site/seen.js";
import { everyStatus, permissionsIn, projects } from "./listings.js";
import { idsAtOnce, isId } from "./people-by-id.js";
import type { Person } from "./people.js";
import { toAccess } from "./project-access.js";
import { rolesOfProject } from "./resources.js";
import type { ProjectsUsers } from "./users.js";
import { toProjectRef, type Project } from "./wire.js";

interface WorkspacesOptions {
  readonly client: SiteClient;
  readonly users: ProjectsUsers;
}

/** Access to the projects of a Teamwork Projects account, which are its workspaces. */
export class ProjectsWorkspaces {
  readonly #options: WorkspacesOptions;
  readonly #account: string;
  readonly #seen = new Seen<Project>({ idOf: ({ id }) => id });

  constructor(options: WorkspacesOptions) {
    this.#options = options;
    this.#account = options.client.account.accountKey;
  }

  async byIds(
    reading: Reading,
    refs: readonly RemoteRef[],
    ahead?: Ahead,
  ): Promise<readonly Slot<Workspace>[]> {
    const found = await this.#projects(reading, refs, ahead?.has("members") === true);
    return found.map((slot) => (isPresent(slot) ? slot.workspace : slot));
  }

  /** Archived ones too; those in the bin are found by id alone. */
  async list(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Workspace>> {
    const query = usersQuery(ahead?.has("members") === true);
    const listing = projects(this.#options.client, { query, maxPageSize: idsAtOnce });
    const found = await listByOffset(reading, listing, { page });
    this.#seen.note(
      reading,
      found.rows.map((row) => row.item),
    );
    return { ...found, rows: found.rows.map(({ item, position }) => ({ item: item.workspace, position })) };
  }

  /** Projects that the person's own row tells; those of people whom v2 does not show, by one list for all of them. */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]> {
    const refs = keys.map((key) => key.of);
    const people = await this.#options.users.people(reading, refs, { projects: true, teams: false });
    const present = people.filter(isPresent);
    const [found, others] = await Promise.all([
      this.#toldBy(reading, present),
      this.#ofUntold(reading, present),
    ]);
    return keys.map(({ page }, index) => {
      const person = people[index] ?? null;
      if (!isPresent(person)) return person;
      const { projectIds } = person;
      if (projectIds === null && others instanceof DirectoryError) return others;
      const joined =
        projectIds?.map((id) => found.get(id) ?? null) ??
        (others instanceof DirectoryError
          ? []
          : others.filter(({ userIds }) => userIds?.includes(person.id)));
      return settleNow(() => this.#page(joined, page));
    });
  }

  async #toldBy(reading: Reading, people: readonly Person[]): Promise<ReadonlyMap<string, Slot<Project>>> {
    const ids = [...new Set(people.flatMap(({ projectIds }) => projectIds ?? []))];
    const found = await this.#projects(reading, ids.map(toProjectRef), false);
    return new Map(ids.map((id, index) => [id, found[index] ?? null]));
  }

  /** Projects of those who do not tell them, with everybody who is in them. */
  async #ofUntold(reading: Reading, people: readonly Person[]): Promise<readonly Project[] | DirectoryError> {
    const ids = people.filter(({ projectIds }) => projectIds === null).map(({ id }) => id);
    if (ids.length === 0) return [];
    const query = { usersWithExplicitMembershipIds: ids.join(), ...usersQuery(true) };
    const listing = projects(this.#options.client, { query, maxPageSize: idsAtOnce });
    const read = await settle(listing.whole(reading));
    return read instanceof DirectoryError ? read : read.items;
  }

  /** One call tells who is in which of many projects. What they may do there, and as what, is a call per project. */
  async members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const refs = keys.map((key) => key.of);
    const found = await this.#projects(reading, refs, true);
    const requests = keys.map((key, index) => {
      const project = found[index] ?? null;
      return { ...key, ids: isPresent(project) ? project.userIds : project };
    });
    const pages = await this.#options.users.membersByIds(reading, requests);
    return answerEach(keys, async ({ of, ahead }, index) => {
      const page = pages[index] ?? null;
      if (page instanceof DirectoryError) throw page;
      return page !== null && ahead?.has("access") === true ? this.#withAccess(reading, of.id, page) : page;
    });
  }

  async #withAccess(
    reading: Reading,
    project: string,
    page: Page<Membership<User>>,
  ): Promise<Page<Membership<User>>> {
    const { client } = this.#options;
    const [permissions, roles] = await Promise.all([
      permissionsIn(client, project).whole(reading),
      client.read(reading, rolesOfProject(project)),
    ]);
    const accessOf = new Map(permissions.items.map((row) => [row.id, toAccess(row)]));
    const roleOf = new Map<string, Role>();
    for (const { role, holderIds } of roles?.rows ?? []) {
      for (const id of holderIds) if (!roleOf.has(id)) roleOf.set(id, role);
    }
    const rows = page.rows.map(({ item, position }) => {
      const { remoteId } = item.object;
      const facts = { role: roleOf.get(remoteId) ?? null, access: accessOf.get(remoteId) ?? null };
      return { item: { ...item, ...facts }, position };
    });
    return { ...page, rows, skippedRows: page.skippedRows + permissions.skippedRows + (roles?.skipped ?? 0) };
  }

  async #projects(
    reading: Reading,
    refs: readonly RemoteRef[],
    withUsers: boolean,
  ): Promise<readonly Slot<Project>[]> {
    const found = await this.#seen.find(
      reading,
      refs.filter(isProject).map(({ id }) => id),
      (project) => !withUsers || project.userIds !== null,
      (ids) =>
        lookUp(reading, ids, {
          atOnce: idsAtOnce,
          listingOf: (some) => {
            const query = { projectIds: some.join(), ...everyStatus, ...usersQuery(withUsers) };
            return projects(this.#options.client, { query, maxPageSize: some.length });
          },
        }),
    );
    return inPlace(refs, isProject, found);
  }

  /** @throws DirectoryError when one of the projects could not be read: the list would be shorter for it */
  #page(joined: readonly Slot<Project>[], page: PageRequest): Page<Membership<Workspace>> {
    const found = joined.flatMap((slot) => {
      if (slot instanceof DirectoryError) throw slot;
      return slot === null || slot.workspace.state === "DELETED" ? [] : slot.workspace;
    });
    return toMemberships(pageByKey(this.#account, found, (workspace) => workspace.remoteId, page));
  }
}

function isProject({ kind, scope, id }: RemoteRef): boolean {
  return kind === "project" && scope === null && isId(id);
}

function usersQuery(withUsers: boolean): Readonly<Record<string, string>> {
  return withUsers ? { include: "users" } : {};
}
