import { withhold, type Capabilities } from "../../directory/capabilities.js";
import type { EntityType, RemoteRef } from "../../directory/ids.js";
import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { toAccountRef } from "../account-workspace/account-workspace.js";
import { createRestAccess, createScimAccess, type AccountAccess } from "./account.js";
import { talkdeskCapabilities, withinScim, withinScopes, withoutWrites } from "./capabilities.js";
import {
  talkdeskCredentials,
  talkdeskSettings,
  toAccess,
  type TalkdeskCredentials,
  type TalkdeskSettings,
} from "./config.js";
import { createRestRequest, type RestRequest } from "./rest-request.js";
import { openTalkdeskScim, type TalkdeskScim } from "./scim-surface.js";
import { createSurfaceWrites, toSurfaceNote } from "./writes/write-surface.js";

/** Talkdesk, a contact centre: users, roles, teams, ring groups and queues of an account. */
export const talkdesk = {
  name: "talkdesk",
  label: "Talkdesk",
  description: "Talkdesk: users, roles, teams, ring groups and queues of a contact centre.",
  settings: talkdeskSettings,
  credentials: talkdeskCredentials,
  capabilities: talkdeskCapabilities,
  filters: {
    states: "LOCAL",
    emails: "UPSTREAM",
    search: "LOCAL",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "LOCAL",
    workspace: "LOCAL",
    organization: "UNSUPPORTED",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UNSUPPORTED",
    identityId: "UNSUPPORTED",
    updatedAfter: "LOCAL",
  },
  roleCardinality: "ONE",
  alternatives: {
    USER_INVITATION_CANCEL: [{ operation: "USER_SOFT_DELETE", note: "Takes the access away again." }],
    ROLE_UNASSIGN: [{ operation: "ROLE_ASSIGN", note: "Gives the User another role." }],
  },
  profile: (settings) => toProfile(talkdeskSettings.parse(settings)),
  create: (options) =>
    createTalkdesk(
      options,
      talkdeskSettings.parse(options.settings),
      talkdeskCredentials.parse(options.credentials),
    ),
} as const satisfies ProviderModule;

/** The surfaces that the account has credentials for: one of them, or both. */
interface Surfaces {
  readonly rest: RestRequest | null;
  readonly scim: TalkdeskScim | null;
  readonly settings: TalkdeskSettings;
}

function createTalkdesk(
  options: ProviderOptions,
  settings: TalkdeskSettings,
  credentials: TalkdeskCredentials,
): Provider {
  const access = toAccess(settings, credentials);
  const workspace = toAccountRef(settings.account);
  const scim =
    access.scim === null ? null : openTalkdeskScim(options, settings, { access: access.scim, workspace });
  const rest = access.rest === null ? null : createRestRequest(options, settings, access.rest);
  const account = { options, settings, workspace };
  const { writing, ...reads } = createAccountAccess(account, rest, scim);
  return {
    ...toReads(reads, { rest, scim, settings }),
    headcount: (reading) => reads.users.headcount(reading),
    writes: createSurfaceWrites(settings, writing),
  };
}

function createAccountAccess(
  account: Parameters<typeof createRestAccess>[0],
  rest: RestRequest | null,
  scim: TalkdeskScim | null,
): ReturnType<typeof createRestAccess> {
  if (rest !== null) return createRestAccess(account, rest, scim);
  if (scim !== null) return createScimAccess(account, scim);
  throw new Error("clientId: and clientSecret, or scimToken, have to be given");
}

function toReads({ users, teams, roles, workspaces }: AccountAccess, surfaces: Surfaces): Provider {
  const { rest, scim } = surfaces;
  return {
    usersByIds: (reading, refs, ahead) => users.byIds(reading, refs, ahead),
    usersByEmails: (reading, emails) => users.byEmails(reading, emails),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    rolesByIds: (reading, refs) => roles.byIds(reading, refs),
    listRoles: (reading, page) => roles.list(reading, page),
    teamsByIds: (reading, refs) => teams.byIds(reading, refs),
    listTeams: (reading, page) => teams.list(reading, page),
    teamsOfUsers: (reading, keys) => teams.ofUsers(reading, keys),
    membersOfTeams: (reading, keys) => teams.members(reading, keys),
    workspacesByIds: (_, refs) => Promise.resolve(workspaces.byIds(refs)),
    // Throws for a foreign position, as a promise.
    listWorkspaces: async (_, page) => Promise.resolve(workspaces.list(page)),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (reading, keys) => teams.ofWorkspaces(reading, keys, (ref) => workspaces.isAt(ref)),
    capabilities: (reading) => toCapabilities(reading, surfaces),
    checkHealth: async (reading) => {
      await Promise.all([rest?.checkHealth(reading), scim?.users.listing.read(reading, 0)]);
    },
    rateBudget: () => (rest === null ? (scim?.rateBudget() ?? null) : rest.request.rateBudget()),
    // Nothing says whether a credential is shown some users and not others.
    visibility: () => Promise.resolve("UNKNOWN"),
    seats: () => Promise.resolve(null),
    parseRemoteKey: (type, remoteKey) => parseRemoteKey(type, remoteKey, rest !== null),
    close: async () => {
      await Promise.all([rest?.close(), scim?.close()]);
    },
  };
}

async function toCapabilities(reading: Reading, { rest, scim, settings }: Surfaces): Promise<Capabilities> {
  const { writeSurface } = settings;
  const note = toSurfaceNote(writeSurface, rest !== null);
  const written = note === null ? talkdeskCapabilities : withoutWrites(talkdeskCapabilities, note);
  const table = writeSurface === "SCIM" ? withinScim(written) : written;
  if (rest !== null) {
    await rest.auth.headers(reading);
    return withinScopes(table, rest.auth.grantedScopes(), writeSurface === "SCIM" ? "READS" : "ALL");
  }
  const unlisted = withhold(table, ["ROLES_LIST"], "SCIM names roles and does not list them.");
  const hasGroups = scim !== null && (await scim.groups.listing(reading, "names")) !== null;
  if (hasGroups) return unlisted;
  const groupOperations = [
    "TEAMS_LIST",
    "TEAM_MEMBERS_LIST",
    "TEAM_MEMBERS_ADD",
    "TEAM_MEMBERS_REMOVE",
  ] as const;
  return withhold(unlisted, groupOperations, "The account's SCIM endpoint has no groups.");
}

function toProfile({ region, account, writeSurface }: TalkdeskSettings): AccountProfile {
  return {
    apiVersion: null,
    region: region ?? null,
    site: account ?? null,
    writeSurface: writeSurface ?? null,
  };
}

/** Plain ids of the surface that lists; `ring-group:NAME` and `queue:ID` for the teams that are such. */
function parseRemoteKey(type: EntityType, remoteKey: string, isRest: boolean): RemoteRef | null {
  if (remoteKey === "") return null;
  switch (type) {
    case "User":
      return { kind: isRest ? "user" : "scim-user", scope: null, id: remoteKey };
    case "Team":
      return isRest ? toTeamRef(remoteKey) : { kind: "scim-group", scope: null, id: remoteKey };
    case "Role":
      return { kind: "role", scope: null, id: remoteKey };
    case "Workspace":
      return { kind: "account", scope: null, id: remoteKey };
    default:
      return null;
  }
}

function toTeamRef(remoteKey: string): RemoteRef {
  const [, kind = "team", id = remoteKey] = /^(ring-group|queue):(.+)$/su.exec(remoteKey) ?? [];
  return { kind, scope: null, id };
}
