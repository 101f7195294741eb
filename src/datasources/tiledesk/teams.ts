import type { AccountIdentity } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach } from "../../directory/slots.js";
import type { Team } from "../../directory/team.js";
import type { User } from "../../directory/user.js";
import type { TiledeskClient } from "./client.js";
import { walkProjects } from "./project-walk.js";
import { findGroup } from "./groups.js";
import { pageById } from "./id-page.js";
import { groups, members, projects } from "./resources.js";
import { isObjectId, type ProjectScope } from "./scope.js";
import type { TiledeskUsers } from "./users.js";
import type { Group } from "./wire.js";

interface TeamsOptions {
  readonly account: AccountIdentity;
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
  readonly users: TiledeskUsers;
}

/** Access to the groups of a Tiledesk account and to who is in them. */
export class TiledeskTeams {
  readonly #options: TeamsOptions;

  constructor(options: TeamsOptions) {
    this.#options = options;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<Team>[]> {
    const { client, scope } = this.#options;
    if (ahead?.has("workspaces") === true) client.begin(reading, projects);
    if (ahead?.has("members") === true) {
      for (const project of scope.named(refs)) client.begin(reading, members(project));
    }
    await this.#listWhereSeveral(reading, refs);
    return answerEach(refs, async (ref) => (await this.#group(reading, ref))?.team ?? null);
  }

  async list(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Team>> {
    const { account, client, scope } = this.#options;
    if (ahead?.has("workspaces") === true) client.begin(reading, projects);
    return walkProjects({
      projects: await scope.ids(reading),
      page,
      keyOf: (team) => team.remoteId,
      atOnce: 1,
      account: account.accountKey,
      read: async (project) => {
        const listing = client.read(reading, groups(project));
        if (ahead?.has("members") === true) client.begin(reading, members(project));
        const { items, skippedRows } = await listing;
        return { items: items.map((found) => found.team), skippedRows };
      },
    });
  }

  /** Groups hold the ids of humans: those that hold the one behind the User. Somebody invited has none yet. */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Team>>>[]> {
    const { client, users } = this.#options;
    return users.answerAbout(reading, keys, {
      prepare: async (project, people): Promise<readonly Group[]> => {
        if (people.every(({ identityId }) => identityId === null)) return [];
        return (await client.read(reading, groups(project))).items;
      },
      answer: ({ identityId }, page, listed) => {
        const joined = listed.filter(
          (found) => identityId !== null && found.memberIdentityIds.has(identityId),
        );
        return this.#page(
          joined.map(({ team }) => toMembership(team)),
          idOfTeam,
          page,
        );
      },
    });
  }

  /** Ids in a group that belong to nobody of the project are passed over: the server never cleans them up. */
  async members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    await this.#listWhereSeveral(
      reading,
      keys.map((key) => key.of),
    );
    return answerEach(keys, async ({ of, page, states }) => {
      const found = await this.#group(reading, of);
      if (found === null) return null;
      const { items } = await this.#options.client.read(reading, members(found.team.ref.scope ?? ""));
      const inside = items.filter(
        (user) =>
          states.has(user.state) && user.identityId !== null && found.memberIdentityIds.has(user.identityId),
      );
      return this.#page(inside.map(toMembership), (membership) => membership.object.remoteId, page);
    });
  }

  async ofWorkspaces(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Team>>[]> {
    const { client, scope } = this.#options;
    return answerEach(keys, async ({ of, page }) => {
      if (of.kind !== "project" || !(await scope.ids(reading)).includes(of.id)) return null;
      const { items } = await client.read(reading, groups(of.id));
      return this.#page(
        items.map(({ team }) => team),
        (team) => team.remoteId,
        page,
      );
    });
  }

  #page<T>(items: readonly T[], idOf: (item: T) => string, page: PageRequest): Page<T> {
    return pageById(this.#options.account.accountKey, items, idOf, page);
  }

  #group(reading: Reading, ref: RemoteRef): Promise<Group | null> {
    return findGroup(this.#options.client, this.#options.scope, reading, ref);
  }

  /** Several groups of a project come with one listing. A failure shows again where the groups are looked up. */
  async #listWhereSeveral(reading: Reading, refs: readonly RemoteRef[]): Promise<void> {
    const well = refs.filter(({ kind, id }) => kind === "group" && isObjectId(id));
    const projects = well.map((ref) => ref.scope).filter((project) => isObjectId(project));
    const several = new Set(projects.filter((project, index) => projects.indexOf(project) !== index));
    const ours = [...several].filter((project) => this.#options.scope.includes(project));
    await Promise.allSettled(ours.map((project) => this.#options.client.find(reading, groups(project))));
  }
}

function idOfTeam(membership: Membership<Team>): string {
  return membership.object.remoteId;
}

/** A group says who is in it, nothing more. */
function toMembership<T>(object: T): Membership<T> {
  return { object, role: null, joinedAt: null, access: null };
}
