import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import { toSiteProfile } from "../teamwork-site/address.js";
import { SiteClient } from "../teamwork-site/client.js";
import { teamworkSpacesCapabilities } from "./capabilities.js";
import { teamworkSpacesCredentials, teamworkSpacesSettings, toSpacesAccess } from "./config.js";
import { Everybody } from "./everybody.js";
import { anyUser, usersOf } from "./listings.js";
import { parseRemoteKey } from "./refs.js";
import { accessRoles } from "./roles.js";
import { Spaces } from "./spaces.js";
import { SpacesTeams } from "./teams.js";
import { SpacesUsers } from "./users.js";
import { SpacesWorkspaces } from "./workspaces.js";

/** Teamwork Spaces: users of an installation, and its spaces with those who work in them. */
export const teamworkSpaces = {
  name: "teamwork-spaces",
  label: "Teamwork Spaces",
  description: "Teamwork Spaces: users of an installation, and its spaces with those who work in them.",
  settings: teamworkSpacesSettings,
  credentials: teamworkSpacesCredentials,
  capabilities: teamworkSpacesCapabilities,
  filters: {
    states: "LOCAL",
    emails: "LOCAL",
    search: "LOCAL",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "UNSUPPORTED",
    workspace: "LOCAL",
    organization: "UNSUPPORTED",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UNSUPPORTED",
    identityId: "UNSUPPORTED",
    updatedAfter: "LOCAL",
  },
  roleCardinality: "ONE",
  profile: (settings, credentials) => toProfile(settings, credentials),
  create: createTeamworkSpaces,
} as const satisfies ProviderModule;

function createTeamworkSpaces(options: ProviderOptions): Provider {
  const { account } = options;
  const { accountKey } = account;
  const client = openClient(options);
  const listing = usersOf(client);
  const everybody = new Everybody(listing);
  const spaces = new Spaces(client);
  const users = new SpacesUsers({ account: accountKey, listing, everybody, spaces });
  const workspaces = new SpacesWorkspaces({ account: accountKey, everybody, spaces });
  const teams = new SpacesTeams(accountKey, spaces);
  return {
    usersByIds: (reading, refs, ahead) => users.byIds(reading, refs, ahead),
    usersByEmails: (reading, emails, ahead) => users.byEmails(reading, emails, ahead),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    rolesByIds: (_, refs) => Promise.resolve(accessRoles.byIds(account, refs)),
    listRoles: (_, page) => Promise.resolve().then(() => accessRoles.list(account, page)),
    teamsByIds: (reading, refs) => teams.byIds(reading, refs),
    listTeams: () => Promise.resolve(null),
    teamsOfUsers: (_, keys) => Promise.resolve(keys.map(() => null)),
    membersOfTeams: (_, keys) => Promise.resolve(keys.map(() => null)),
    workspacesByIds: (reading, refs, ahead) => workspaces.byIds(reading, refs, ahead),
    listWorkspaces: (reading, page, ahead) => workspaces.list(reading, page, ahead),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (reading, keys) => teams.ofWorkspaces(reading, keys),
    checkHealth: async (reading) => {
      await client.read(reading, anyUser);
    },
    capabilities: () => Promise.resolve(teamworkSpacesCapabilities),
    rateBudget: () => client.rateBudget(),
    visibility: () => Promise.resolve("UNKNOWN"),
    seats: () => Promise.resolve(null),
    parseRemoteKey,
    close: () => client.close(),
  };
}

function openClient(options: ProviderOptions): SiteClient {
  const address = teamworkSpacesSettings.parse(options.settings);
  return new SiteClient({ ...options, address, access: toSpacesAccess(options.credentials) });
}

function toProfile(settings: unknown, credentials: unknown): AccountProfile {
  const { endPoint } = toSpacesAccess(credentials);
  const address = teamworkSpacesSettings.parse(settings);
  return { apiVersion: "v1", ...toSiteProfile(address, endPoint), writeSurface: null };
}
