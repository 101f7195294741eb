import type { AccountIdentity } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Seat, Visibility } from "../../directory/account-state.js";
import { withhold, type Capabilities, type Operation } from "../../directory/capabilities.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { Workspace } from "../../directory/workspace.js";
import type { TiledeskClient } from "./client.js";
import { tiledeskCapabilities } from "./capabilities.js";
import { pageById } from "./id-page.js";
import { groups, members, project } from "./resources.js";
import { canReadActivities, canReadTeam } from "./roles.js";
import { isLive, isObjectId, type ProjectScope } from "./scope.js";
import type { TiledeskUsers } from "./users.js";
import { toProjectRef, type Project } from "./wire.js";

interface WorkspacesOptions {
  readonly account: AccountIdentity;
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
  readonly users: TiledeskUsers;
}

/** Reads that a rank below an agent's does not allow. */
const teamReads: readonly Operation[] = [
  "USERS_LIST",
  "USERS_BY_ID",
  "USERS_BY_EMAIL",
  "TEAM_MEMBERS_LIST",
  "WORKSPACE_MEMBERS_LIST",
];

/** Access to the projects of a Tiledesk account, and to what follows from the credential's place in them. */
export class TiledeskWorkspaces {
  readonly #options: WorkspacesOptions;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<Workspace>[]> {
    this.#begin(reading, refs, ahead);
    return answerEach(refs, async (ref) => (await this.#project(reading, ref))?.workspace ?? null);
  }

  async list(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Workspace>> {
    const ids = await this.#options.scope.ids(reading);
    const shown = this.#page(ids, (id) => id, page).rows.map(({ item }) => toProjectRef(item));
    this.#begin(reading, shown, ahead);
    const found = await this.byIds(reading, ids.map(toProjectRef));
    const failure = found.find((slot) => slot instanceof DirectoryError) ?? null;
    const workspaces = found.flatMap((slot) => (slot === null || slot instanceof DirectoryError ? [] : slot));
    if (failure !== null && workspaces.length === 0) throw failure;
    return { ...this.#page(workspaces, (workspace) => workspace.remoteId, page), failure };
  }

  /** A Tiledesk User belongs to exactly one project. */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]> {
    return this.#options.users.answerAbout(reading, keys, {
      prepare: (project) => this.#project(reading, toProjectRef(project)),
      answer: (user, page, found) => {
        const joined = found === null ? [] : [toMembership(user, found.workspace)];
        return this.#page(joined, (membership) => membership.object.remoteId, page);
      },
    });
  }

  members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { scope, users } = this.#options;
    return answerEach(keys, async ({ of, page, states }) => {
      if (of.kind !== "project" || !(await scope.ids(reading)).includes(of.id)) return null;
      const { items, skippedRows } = await users.inStates(reading, of.id, states);
      const inside = items.filter((user) => states.has(user.state)).map((user) => toMembership(user, user));
      return { ...this.#page(inside, (membership) => membership.object.remoteId, page), skippedRows };
    });
  }

  /** The credential's own membership in the first of its projects. */
  async me(reading: Reading): Promise<User | null> {
    const [first] = await this.#listed(reading);
    if (first === undefined || first.own === null) return null;
    const ref = { kind: "member", scope: first.workspace.remoteId, id: first.own.memberId };
    const [found = null] = await this.#options.users.byIds(reading, [ref]);
    if (found instanceof DirectoryError) throw found;
    return found;
  }

  /** Below the rank of an agent the server hides the team. An administrator of the whole server is no member. */
  async visibility(reading: Reading): Promise<Visibility> {
    const own = await this.#memberships(reading);
    if (own.includes(null)) return "UNKNOWN";
    return own.every((membership) => canReadTeam(membership?.role ?? null)) ? "FULL" : "PARTIAL";
  }

  /** What no rank that the credential holds in any project allows is withheld. */
  async capabilities(reading: Reading): Promise<Capabilities> {
    const own = await this.#memberships(reading);
    const isAllowed = (can: (role: string | null) => boolean): boolean =>
      own.some((membership) => membership === null || can(membership.role));
    const readsTeam = isAllowed(canReadTeam)
      ? tiledeskCapabilities
      : withhold(tiledeskCapabilities, teamReads, "The credential's rank hides the team of every project.");
    return isAllowed(canReadActivities)
      ? readsTeam
      : withhold(readsTeam, ["ACTIVITIES_LIST"], "The credential is no administrator of any project.");
  }

  async seats(reading: Reading): Promise<readonly Seat[]> {
    const { client } = this.#options;
    return Promise.all(
      (await this.#listed(reading)).map(async ({ workspace, agentSeats }) => {
        const { items } = await client.read(reading, members(workspace.remoteId));
        const used = items.filter((user) => user.state === "ACTIVE").length;
        return {
          kind: "agents",
          limit: agentSeats,
          used,
          note: `${workspace.name}: not enforced by the server`,
        };
      }),
    );
  }

  /** A project's people and groups are asked for by its id alone. */
  #begin(reading: Reading, refs: readonly RemoteRef[], ahead: Ahead | undefined): void {
    const { client, scope } = this.#options;
    for (const { kind, id } of refs) {
      if (kind !== "project" || !scope.includes(id)) continue;
      if (ahead?.has("members") === true) client.begin(reading, members(id));
      if (ahead?.has("teams") === true) client.begin(reading, groups(id));
    }
  }

  #page<T>(items: readonly T[], idOf: (item: T) => string, page: PageRequest): Page<T> {
    return pageById(this.#options.account.accountKey, items, idOf, page);
  }

  /** The credential's membership in each project of the account; `null` where it is no member. */
  async #memberships(reading: Reading): Promise<readonly Project["own"][]> {
    const ids = await this.#options.scope.ids(reading);
    const listed = await this.#listed(reading);
    return ids.map((id) => listed.find(({ workspace }) => workspace.remoteId === id)?.own ?? null);
  }

  async #listed(reading: Reading): Promise<readonly Project[]> {
    const { items } = await this.#options.scope.listing(reading);
    return items.filter((found) => isLive(found) && this.#options.scope.includes(found.workspace.remoteId));
  }

  /** From the credential's own list; a server administrator's projects are not in it and cost a get. */
  async #project(reading: Reading, ref: RemoteRef): Promise<Project | null> {
    const { client, scope } = this.#options;
    if (ref.kind !== "project" || !isObjectId(ref.id) || !scope.includes(ref.id)) return null;
    const listed = (await scope.listing(reading)).byId.get(ref.id);
    if (listed !== undefined || !scope.isConfigured) return listed ?? null;
    return client.find(reading, project(ref.id));
  }
}

/** The facts are the User's: its role there, and since when. An invitation has not joined yet. */
function toMembership<T>(user: User, object: T): Membership<T> {
  const role = user.roleAssignments?.[0]?.role ?? null;
  const joinedAt = user.state === "INVITED" ? null : user.lifecycle.createdAt;
  return { object, role, joinedAt, access: role?.name ?? null };
}
