import { DirectoryError } from "../../directory/errors.js";
import type { EntityType, RemoteRef } from "../../directory/ids.js";
import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import { createSignInAuth, type SignedIn } from "../auth/sign-in.js";
import type { Answer } from "../http/call.js";
import { createHostGuard } from "../http/host-guard.js";
import { createProviderRequest, type ProviderRequest } from "../http/request.js";
import { TiledeskActivityLog } from "./activity-log.js";
import { tiledeskCapabilities } from "./capabilities.js";
import { TiledeskClient } from "./client.js";
import {
  tiledeskCredentials,
  tiledeskSettings,
  type TiledeskCredentials,
  type TiledeskSettings,
} from "./config.js";
import { TiledeskHeadcount } from "./headcount.js";
import { signedIn } from "./resources.js";
import { TiledeskRoles } from "./role-access.js";
import { signInEnvelope } from "./rows.js";
import { isObjectId, ProjectScope } from "./scope.js";
import { TiledeskTeams } from "./teams.js";
import { TiledeskUsers } from "./users.js";
import { TiledeskWorkspaces } from "./workspaces.js";
import { createTiledeskWrites } from "./writes/tiledesk-writes.js";

/** Tiledesk, open-source chat support: teammates, groups and roles of projects. */
export const tiledesk = {
  name: "tiledesk",
  label: "Tiledesk",
  description: "Tiledesk, hosted or self-hosted: teammates, groups and roles of chat projects.",
  settings: tiledeskSettings,
  credentials: tiledeskCredentials,
  capabilities: tiledeskCapabilities,
  filters: {
    states: "LOCAL",
    emails: "LOCAL",
    search: "LOCAL",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "LOCAL",
    workspace: "UPSTREAM",
    organization: "UNSUPPORTED",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UNSUPPORTED",
    identityId: "LOCAL",
    updatedAfter: "LOCAL",
  },
  roleCardinality: "ONE",
  alternatives: {
    ROLE_UNASSIGN: [{ operation: "ROLE_ASSIGN", note: "Gives another role in place of the one." }],
    WORKSPACE_MEMBERS_ADD: [{ operation: "USER_INVITE", note: "Makes a membership of the other project." }],
    WORKSPACE_MEMBERS_REMOVE: [
      { operation: "USER_SOFT_DELETE", note: "Ends the membership of its project." },
    ],
  },
  profile: (settings) => toProfile(tiledeskSettings.parse(settings)),
  create: (options) =>
    createTiledesk(
      options,
      tiledeskSettings.parse(options.settings),
      tiledeskCredentials.parse(options.credentials),
    ),
} as const satisfies ProviderModule;

function createTiledesk(
  options: ProviderOptions,
  settings: TiledeskSettings,
  credentials: TiledeskCredentials,
): Provider {
  const { account, cache, observer } = options;
  const request = createSignedInRequest(options, settings, credentials);
  const client = new TiledeskClient({ account, cache, observer, request });
  const scope = new ProjectScope(client, settings.projectIds);
  const headcount = new TiledeskHeadcount({ client, scope, note: options.noteHeadcount });
  const users = new TiledeskUsers({ account, client, scope, headcount });
  const teams = new TiledeskTeams({ account, client, scope, users });
  const roles = new TiledeskRoles({ account, client, scope });
  const workspaces = new TiledeskWorkspaces({ account, client, scope, users });
  const log = new TiledeskActivityLog({ account, client, scope, users });
  return {
    usersByIds: (reading, refs, ahead) => users.byIds(reading, refs, ahead),
    usersByEmails: (reading, emails) => users.byEmails(reading, emails),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    headcount: (reading) => headcount.read(reading),
    rolesByIds: (reading, refs) => roles.byIds(reading, refs),
    listRoles: (reading, page) => roles.list(reading, page),
    teamsByIds: (reading, refs, ahead) => teams.byIds(reading, refs, ahead),
    listTeams: (reading, page, ahead) => teams.list(reading, page, ahead),
    teamsOfUsers: (reading, keys) => teams.ofUsers(reading, keys),
    membersOfTeams: (reading, keys) => teams.members(reading, keys),
    workspacesByIds: (reading, refs, ahead) => workspaces.byIds(reading, refs, ahead),
    listWorkspaces: (reading, page, ahead) => workspaces.list(reading, page, ahead),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (reading, keys) => teams.ofWorkspaces(reading, keys),
    listActivities: (reading, page, filter) => log.list(reading, page, filter),
    me: (reading) => workspaces.me(reading),
    checkHealth: async (reading) => {
      await client.read(reading, signedIn);
    },
    capabilities: (reading) => workspaces.capabilities(reading),
    rateBudget: () => request.rateBudget(),
    visibility: (reading) => workspaces.visibility(reading),
    seats: (reading) => workspaces.seats(reading),
    parseRemoteKey,
    writes: createTiledeskWrites(
      { account: account.accountKey, client, scope, users, roles },
      settings.lookUps === "consistent" ? "CONSISTENT" : "MAY_LAG",
    ),
    close: () => request.close(),
  };
}

/** Every call carries the token that one sign-in brought; the server's tokens do not expire (contract §1). */
function createSignedInRequest(
  options: ProviderOptions,
  settings: TiledeskSettings,
  { email, password }: TiledeskCredentials,
): ProviderRequest {
  const account = options.account.accountKey;
  const guard = createHostGuard({ allow: options.networkAllow });
  const anonymous = createProviderRequest({ account, baseUrl: new URL(settings.baseUrl), auth: null, guard });
  const auth = createSignInAuth({
    account,
    signIn: async (reading): Promise<SignedIn> => {
      const path = "/auth/signin";
      const answer = await anonymous.send(reading, {
        method: "POST",
        path,
        template: path,
        kind: "write",
        body: { email, password },
        answers: [422],
      });
      return { authorization: toAuthorization(account, answer) };
    },
  });
  return anonymous.withAuth(auth);
}

/** A malformed address is refused with 422 and is as wrong as a wrong password. The token carries its own scheme. */
function toAuthorization(account: string, { status, body }: Answer): string {
  const signedInBody = status === 422 ? undefined : signInEnvelope.safeParse(body).data;
  if (signedInBody !== undefined) return signedInBody.token;
  const code = status === 422 ? "UPSTREAM_UNAUTHORIZED" : "UPSTREAM_INVALID_RESPONSE";
  throw new DirectoryError(code, "Tiledesk did not sign the credential in", { account, httpStatus: status });
}

function toProfile({ baseUrl }: TiledeskSettings): AccountProfile {
  const apiVersion = /^\/(v\d+)\/?$/u.exec(new URL(baseUrl).pathname)?.[1] ?? null;
  return { apiVersion, region: null, site: null, writeSurface: null };
}

/** Teammates and groups go by their plain ids, invitations as `invitation:id`, roles as `project:name`. */
function parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null {
  switch (type) {
    case "User":
      return toUserRef(remoteKey);
    case "Team":
      return isObjectId(remoteKey) ? { kind: "group", scope: null, id: remoteKey } : null;
    case "Workspace":
      return isObjectId(remoteKey) ? { kind: "project", scope: null, id: remoteKey } : null;
    case "Role":
      return toRoleRef(remoteKey);
    default:
      return null;
  }
}

function toUserRef(remoteKey: string): RemoteRef | null {
  const invitation = /^invitation:([0-9a-f]{24})$/u.exec(remoteKey)?.[1];
  if (invitation !== undefined) return { kind: "invitation", scope: null, id: invitation };
  return isObjectId(remoteKey) ? { kind: "member", scope: null, id: remoteKey } : null;
}

function toRoleRef(remoteKey: string): RemoteRef | null {
  const [, project, name] = /^([0-9a-f]{24}):(.+)$/su.exec(remoteKey) ?? [];
  return project === undefined || name === undefined ? null : { kind: "role", scope: project, id: name };
}
