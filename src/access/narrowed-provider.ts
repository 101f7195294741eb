import type { RemoteRef } from "../directory/ids.js";
import { DirectoryError } from "../directory/errors.js";
import type { Organization } from "../directory/organization.js";
import type { Page } from "../directory/pages.js";
import type { Membership, Provider, Slot } from "../directory/provider.js";
import { isPresent } from "../directory/slots.js";

/** Whether an organization is one that the viewer may see. */
export type IsSeen = (organization: RemoteRef) => boolean;

/** What belongs to an organization, or to none. */
interface Belonging {
  readonly organization: RemoteRef | null;
}

/**
 * A provider as somebody sees it who may see only some organizations: everything of other organizations, and everything
 * of none, is not there. What tells of the whole account (its size, its seats, its log) is withheld. It stands at the
 * contract, so that no loader and no resolver can forget it, and a new access path does not compile without a decision.
 */
export function narrowProvider(provider: Provider, isSeen: IsSeen): Provider {
  return {
    ...narrowUsers(provider, (one) => one.organization !== null && isSeen(one.organization)),
    ...narrowPlaces(provider, (one) => one.organization !== null && isSeen(one.organization)),
    ...narrowOrganizations(provider, ({ ref }) => isSeen(ref)),
    ...narrowAccount(provider),
  };
}

type Sees<T> = (one: T) => boolean;

function narrowUsers(
  provider: Provider,
  sees: Sees<Belonging>,
): Pick<
  Provider,
  "usersByIds" | "usersByEmails" | "listUsers" | "membersOfTeams" | "membersOfWorkspaces" | "me"
> {
  const me = provider.me?.bind(provider);
  return {
    usersByIds: async (...asked) => keepSlots(await provider.usersByIds(...asked), sees),
    usersByEmails: async (...asked) =>
      eachSlot(await provider.usersByEmails(...asked), (users) => users.filter(sees)),
    listUsers: async (...asked) => keepRows(await provider.listUsers(...asked), sees),
    membersOfTeams: async (...asked) => keepMembers(await provider.membersOfTeams(...asked), sees),
    membersOfWorkspaces: async (...asked) => keepMembers(await provider.membersOfWorkspaces(...asked), sees),
    ...(me === undefined
      ? {}
      : {
          me: async (...asked: Parameters<typeof me>) => {
            const own = await me(...asked);
            return own !== null && sees(own) ? own : null;
          },
        }),
  };
}

type Places =
  | "teamsByIds"
  | "listTeams"
  | "teamsOfUsers"
  | "workspacesByIds"
  | "listWorkspaces"
  | "workspacesOfUsers"
  | "teamsOfWorkspaces";

function narrowPlaces(provider: Provider, sees: Sees<Belonging>): Pick<Provider, Places> {
  return {
    teamsByIds: async (...asked) => keepSlots(await provider.teamsByIds(...asked), sees),
    listTeams: async (...asked) => {
      const page = await provider.listTeams(...asked);
      return page === null ? null : keepRows(page, sees);
    },
    teamsOfUsers: async (...asked) => keepMembers(await provider.teamsOfUsers(...asked), sees),
    workspacesByIds: async (...asked) => keepSlots(await provider.workspacesByIds(...asked), sees),
    listWorkspaces: async (...asked) => keepRows(await provider.listWorkspaces(...asked), sees),
    workspacesOfUsers: async (...asked) => keepMembers(await provider.workspacesOfUsers(...asked), sees),
    teamsOfWorkspaces: async (...asked) =>
      eachSlot(await provider.teamsOfWorkspaces(...asked), (page) => keepRows(page, sees)),
  };
}

function narrowOrganizations(
  provider: Provider,
  sees: Sees<Organization>,
): Pick<Provider, "organizationsByIds" | "listOrganizations"> {
  const organizationsByIds = provider.organizationsByIds?.bind(provider);
  const listOrganizations = provider.listOrganizations?.bind(provider);
  return {
    ...(organizationsByIds === undefined
      ? {}
      : {
          organizationsByIds: async (...asked: Parameters<typeof organizationsByIds>) =>
            keepSlots(await organizationsByIds(...asked), sees),
        }),
    ...(listOrganizations === undefined
      ? {}
      : {
          listOrganizations: async (...asked: Parameters<typeof listOrganizations>) =>
            keepRows(await listOrganizations(...asked), sees),
        }),
  };
}

type OfAccount =
  | "rolesByIds"
  | "listRoles"
  | "listActivities"
  | "capabilities"
  | "rateBudget"
  | "checkHealth"
  | "visibility"
  | "seats"
  | "parseRemoteKey"
  | "close";

/** Roles say nothing of anybody, and without them a User's own would have no names. */
function narrowAccount(provider: Provider): Pick<Provider, OfAccount> {
  return {
    rolesByIds: (...asked) => provider.rolesByIds(...asked),
    listRoles: (...asked) => provider.listRoles(...asked),
    ...(provider.listActivities === undefined ? {} : { listActivities: () => Promise.reject(withheld()) }),
    capabilities: (reading) => provider.capabilities(reading),
    rateBudget: () => provider.rateBudget(),
    checkHealth: (reading) => provider.checkHealth(reading),
    visibility: () => Promise.resolve("PARTIAL"),
    seats: () => Promise.reject(withheld()),
    parseRemoteKey: (type, remoteKey) => provider.parseRemoteKey(type, remoteKey),
    close: () => provider.close(),
  };
}

function withheld(): DirectoryError {
  return new DirectoryError("FORBIDDEN", "This is not shown to viewers of single organizations");
}

/** The total would tell how many there are of others. */
function keepRows<T>(page: Page<T>, sees: Sees<T>): Page<T> {
  return { ...page, rows: page.rows.filter(({ item }) => sees(item)), total: null };
}

function keepMembers<T>(
  slots: readonly Slot<Page<Membership<T>>>[],
  sees: Sees<T>,
): readonly Slot<Page<Membership<T>>>[] {
  return eachSlot(slots, (page) => keepRows(page, ({ object }) => sees(object)));
}

function keepSlots<T>(slots: readonly Slot<T>[], sees: Sees<T>): readonly Slot<T>[] {
  return slots.map((slot) => (isPresent(slot) && !sees(slot) ? null : slot));
}

function eachSlot<T>(slots: readonly Slot<T>[], narrow: (value: T) => T): readonly Slot<T>[] {
  return slots.map((slot) => (isPresent(slot) ? narrow(slot) : slot));
}
