import { withhold, type Capabilities } from "../../directory/capabilities.js";
import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { AccountWorkspace } from "../account-workspace/account-workspace.js";
import { openScimEndpoint, type ScimEndpoint } from "../scim-client/endpoint.js";
import { scimUserRow } from "../scim-client/rows.js";
import { ScimToken } from "../scim-client/token.js";
import { groupOperations, scimCapabilities } from "./capabilities.js";
import { scimCredentials, scimSettings, type ScimSettings } from "./config.js";
import { accountWorkspace, parseRemoteKey } from "./refs.js";
import { findRoles } from "./role-holders.js";
import { toRolePrivileges } from "./roles.js";
import { ScimAccountTeams } from "./teams.js";
import { ScimAccountUsers } from "./users.js";
import { toTeam, toUser } from "./wire.js";
import { createScimWrites } from "./writes/scim-writes.js";

/** Any server that speaks SCIM 2.0 (RFC 7643, RFC 7644): users and groups. */
export const scim = {
  name: "scim",
  label: "SCIM 2.0",
  description: "Any SCIM 2.0 server, such as an identity provider: users and groups.",
  settings: scimSettings,
  credentials: scimCredentials,
  capabilities: scimCapabilities,
  filters: {
    states: "LOCAL",
    emails: "UPSTREAM",
    search: "LOCAL",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "UPSTREAM",
    workspace: "LOCAL",
    organization: "UNSUPPORTED",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UNSUPPORTED",
    identityId: "UNSUPPORTED",
    updatedAfter: "LOCAL",
  },
  roleCardinality: "MANY",
  profile: (): AccountProfile => ({ apiVersion: "2.0", region: null, site: null, writeSurface: null }),
  create: createScim,
} as const satisfies ProviderModule;

function createScim(options: ProviderOptions): Provider {
  const { account } = options;
  const settings = scimSettings.parse(options.settings);
  const { lookUps, rolePrivileges } = settings;
  const endpoint = openEndpoint(options, settings);
  const users = new ScimAccountUsers(options, endpoint);
  const teams = new ScimAccountTeams({ account, endpoint, users });
  const workspaces = new AccountWorkspace({
    account,
    ref: accountWorkspace,
    name: account.accountKey,
    surface: "scim",
    remote: {},
    users,
  });
  return {
    usersByIds: (reading, refs) => users.byIds(reading, refs),
    usersByEmails: (reading, emails) => users.byEmails(reading, emails),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    headcount: (reading) => users.headcount(reading),
    rolesByIds: (reading, refs) => findRoles(reading, endpoint, refs),
    listRoles: () => Promise.resolve(null),
    teamsByIds: (reading, refs, ahead) => teams.byIds(reading, refs, ahead),
    listTeams: (reading, page, ahead) => teams.list(reading, page, ahead),
    teamsOfUsers: (reading, keys) => teams.ofUsers(reading, keys),
    membersOfTeams: (reading, keys) => teams.members(reading, keys),
    workspacesByIds: (_, refs) => Promise.resolve(workspaces.byIds(refs)),
    listWorkspaces: async (_, page) => Promise.resolve(workspaces.list(page)),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (reading, keys) => teams.ofWorkspaces(reading, keys),
    checkHealth: (reading) => endpoint.users.check(reading),
    capabilities: (reading) => toCapabilities(reading, endpoint),
    rateBudget: () => endpoint.rateBudget(),
    visibility: () => Promise.resolve("UNKNOWN"),
    seats: () => Promise.resolve(null),
    parseRemoteKey,
    writes: createScimWrites({ account: account.accountKey, endpoint, users, lookUps, rolePrivileges }),
    close: () => endpoint.close(),
  };
}

function openEndpoint(options: ProviderOptions, settings: ScimSettings): ScimEndpoint {
  const { account, cache, facts, observer, networkAllow, replicas } = options;
  const { baseUrl, authScheme, ratePerSecond, rolePrivileges } = settings;
  const { token } = scimCredentials.parse(options.credentials);
  const privileges = toRolePrivileges(rolePrivileges);
  return openScimEndpoint({
    ...{ account, cache, facts, observer, networkAllow, replicas, ratePerSecond },
    token: new ScimToken(new URL(baseUrl), token, authScheme),
    mapping: { schema: scimUserRow, toUser: (seen, row) => toUser(seen, privileges, row) },
    toTeam,
  });
}

/** A server without Groups has no teams, whatever SCIM could. */
async function toCapabilities(reading: Reading, { groups }: ScimEndpoint): Promise<Capabilities> {
  const hasGroups = (await groups.listing(reading, "names")) !== null;
  return hasGroups
    ? scimCapabilities
    : withhold(scimCapabilities, groupOperations, "This server has no SCIM groups.");
}
