import type { Activity, ActivityFilter } from "../../src/directory/activity.js";
import type { RemoteRef } from "../../src/directory/ids.js";
import type { DirectoryObject } from "../../src/directory/directory-object.js";
import type { Page, PageRequest } from "../../src/directory/pages.js";
import type { Ahead, Membership, Provider, Slot } from "../../src/directory/provider.js";
import type { Reading } from "../../src/directory/reading.js";
import { userStates, type UserState } from "../../src/directory/user.js";
import type { UserFilter } from "../../src/directory/user-filter.js";

export const allStates: ReadonlySet<UserState> = new Set(userStates);
export const everybody: UserFilter = { states: allStates };
export const nothingAhead: Ahead = new Set();
export const wholePage: PageRequest = { size: 100, position: null };

type Found = DirectoryObject | Membership<DirectoryObject>;
export type ReadList = (reading: Reading, page: PageRequest) => Promise<Page<DirectoryObject>>;
type ReadBatch = (reading: Reading, refs: readonly RemoteRef[]) => Promise<readonly Slot<DirectoryObject>[]>;
type ReadRelation = (
  reading: Reading,
  refs: readonly RemoteRef[],
  page: PageRequest,
) => Promise<readonly Slot<Page<Found>>[]>;

export type ListName = "users" | "roles" | "teams" | "workspaces" | "activities" | "organizations";
export type EntityName = "users" | "roles" | "teams" | "workspaces" | "organizations";

/** A list that the account must have. */
export function present<T>(page: Page<T> | null): Page<T> {
  if (page === null) throw new Error("The account does not have such a list");
  return page;
}

/** The lists that a provider has. */
export function listsOf(provider: Provider): Partial<Record<ListName, ReadList>> {
  return {
    users: (reading, page) => provider.listUsers(reading, page, everybody, nothingAhead),
    roles: async (reading, page) => present(await provider.listRoles(reading, page)),
    teams: async (reading, page) => present(await provider.listTeams(reading, page)),
    workspaces: (reading, page) => provider.listWorkspaces(reading, page),
    ...(provider.listOrganizations && { organizations: provider.listOrganizations.bind(provider) }),
    ...(provider.listActivities && {
      activities: (reading, page) => listActivitiesOf(provider, reading, page),
    }),
  };
}

export const anyActivity: ActivityFilter = { since: null, until: null, actors: null, actions: null };

function listActivitiesOf(provider: Provider, reading: Reading, page: PageRequest): Promise<Page<Activity>> {
  if (provider.listActivities === undefined) throw new Error("There is no list of activities");
  return provider.listActivities(reading, page, anyActivity);
}

/** The batch functions that find objects by their own references. */
export function byIdPathsOf(provider: Provider): Partial<Record<EntityName, ReadBatch>> {
  return {
    users: (reading, refs) => provider.usersByIds(reading, refs),
    roles: (reading, refs) => provider.rolesByIds(reading, refs),
    teams: (reading, refs) => provider.teamsByIds(reading, refs),
    workspaces: (reading, refs) => provider.workspacesByIds(reading, refs),
    ...(provider.organizationsByIds && { organizations: provider.organizationsByIds.bind(provider) }),
  };
}

export interface Relation {
  readonly of: EntityName;
  readonly read: ReadRelation;
}

/** The batch functions that find what belongs to an object. */
export function relationsOf(provider: Provider): Readonly<Record<string, Relation>> {
  const states = allStates;
  const keysOf = (refs: readonly RemoteRef[], page: PageRequest): { of: RemoteRef; page: PageRequest }[] =>
    refs.map((of) => ({ of, page }));
  const membersOf = (
    refs: readonly RemoteRef[],
    page: PageRequest,
  ): { of: RemoteRef; page: PageRequest; states: ReadonlySet<UserState> }[] =>
    refs.map((of) => ({ of, page, states }));
  return {
    teamsOfUsers: { of: "users", read: (r, refs, page) => provider.teamsOfUsers(r, keysOf(refs, page)) },
    workspacesOfUsers: {
      of: "users",
      read: (r, refs, page) => provider.workspacesOfUsers(r, keysOf(refs, page)),
    },
    membersOfTeams: {
      of: "teams",
      read: (r, refs, page) => provider.membersOfTeams(r, membersOf(refs, page)),
    },
    membersOfWorkspaces: {
      of: "workspaces",
      read: (r, refs, page) => provider.membersOfWorkspaces(r, membersOf(refs, page)),
    },
    teamsOfWorkspaces: {
      of: "workspaces",
      read: (r, refs, page) => provider.teamsOfWorkspaces(r, keysOf(refs, page)),
    },
  };
}
