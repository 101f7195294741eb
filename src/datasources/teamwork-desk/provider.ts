import type { EntityType, RemoteRef } from "../../directory/ids.js";
import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import { toSiteProfile } from "../teamwork-site/address.js";
import { SiteClient } from "../teamwork-site/client.js";
import { deskRoles } from "./agent-roles.js";
import { teamworkDeskCapabilities } from "./capabilities.js";
import { teamworkDeskCredentials, teamworkDeskSettings, toDeskAccess } from "./config.js";
import { agents } from "./listings.js";
import { readSeats } from "./seats.js";
import { DeskUsers, isId } from "./users.js";
import { toAgentRef, toInboxRef } from "./wire.js";
import { DeskWorkspaces } from "./workspaces.js";

/** Teamwork Desk: agents of a help desk, and its inboxes. */
export const teamworkDesk = {
  name: "teamwork-desk",
  label: "Teamwork Desk",
  description: "Teamwork Desk: agents of a help desk, with their licences and inboxes.",
  settings: teamworkDeskSettings,
  credentials: teamworkDeskCredentials,
  capabilities: teamworkDeskCapabilities,
  filters: {
    states: "UPSTREAM",
    emails: "UPSTREAM",
    search: "LOCAL",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "UNSUPPORTED",
    workspace: "UPSTREAM",
    organization: "UNSUPPORTED",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UPSTREAM",
    identityId: "UNSUPPORTED",
    updatedAfter: "UPSTREAM",
  },
  roleCardinality: "MANY",
  profile: (settings, credentials) => toProfile(settings, credentials),
  create: createTeamworkDesk,
} as const satisfies ProviderModule;

function createTeamworkDesk(options: ProviderOptions): Provider {
  const { account } = options;
  const client = openClient(options);
  const users = new DeskUsers(client);
  const workspaces = new DeskWorkspaces({ client, users });
  return {
    usersByIds: (reading, refs, ahead) => users.byIds(reading, refs, ahead),
    usersByEmails: (reading, emails, ahead) => users.byEmails(reading, emails, ahead),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    rolesByIds: (_, refs) => Promise.resolve(deskRoles.byIds(account, refs)),
    // Throws for a foreign position, as a promise.
    listRoles: async (_, page) => Promise.resolve(deskRoles.list(account, page)),
    teamsByIds: (_, refs) => Promise.resolve(refs.map(() => null)),
    listTeams: () => Promise.resolve(null),
    teamsOfUsers: (_, keys) => Promise.resolve(keys.map(() => null)),
    membersOfTeams: (_, keys) => Promise.resolve(keys.map(() => null)),
    workspacesByIds: (reading, refs) => workspaces.byIds(reading, refs),
    listWorkspaces: (reading, page) => workspaces.list(reading, page),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (_, keys) => Promise.resolve(keys.map(() => null)),
    me: (reading, ahead) => users.me(reading, ahead),
    checkHealth: async (reading) => {
      await agents(client, { filter: null, withInboxes: false, maxPageSize: 1 }).read(reading, 0);
    },
    capabilities: () => Promise.resolve(teamworkDeskCapabilities),
    rateBudget: () => client.rateBudget(),
    // Nothing says whether a token is shown some agents and not others.
    visibility: () => Promise.resolve("UNKNOWN"),
    seats: (reading) => readSeats(client, reading),
    parseRemoteKey,
    close: () => client.close(),
  };
}

function openClient(options: ProviderOptions): SiteClient {
  const address = teamworkDeskSettings.parse(options.settings);
  return new SiteClient({ ...options, address, access: toDeskAccess(options.credentials) });
}

function toProfile(settings: unknown, credentials: unknown): AccountProfile {
  const { endPoint } = toDeskAccess(credentials);
  return {
    apiVersion: "v2",
    ...toSiteProfile(teamworkDeskSettings.parse(settings), endPoint),
    writeSurface: null,
  };
}

/** Plain ids; roles by their names. */
function parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null {
  if (type === "Role") return deskRoles.parseKey(remoteKey);
  if (!isId(remoteKey)) return null;
  if (type === "User") return toAgentRef(remoteKey);
  return type === "Workspace" ? toInboxRef(remoteKey) : null;
}
