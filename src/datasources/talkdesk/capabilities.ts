import {
  withhold,
  type Capabilities,
  type Capability,
  type Operation,
} from "../../directory/capabilities.js";

const docsUrl = "https://docs.talkdesk.com/reference/users";

function native(note: string | null = null): Capability {
  return { support: "NATIVE", note, docsUrl };
}

function unsupported(note: string): Capability {
  return { support: "UNSUPPORTED", note, docsUrl: null };
}

/** Talkdesk itself could; this version of Rollcall reads only. */
const notWritten = unsupported("This version of Rollcall reads Talkdesk and does not write to it.");

/** What can be asked of a Talkdesk account. */
export const talkdeskCapabilities: Capabilities = {
  USERS_LIST: native("Lists often tell neither roles nor teams; a get of each user may."),
  USERS_BY_ID: native(),
  USERS_BY_EMAIL: native("By the server's filter, and by the whole list where that filter misses people."),
  ROLES_LIST: native(),
  TEAMS_LIST: native("Teams, and ring groups and queues where the account has them."),
  TEAM_MEMBERS_LIST: native(
    "Of teams by going through the users: a call each where the list tells no teams.",
  ),
  WORKSPACES_LIST: native("The account is the one workspace."),
  WORKSPACE_MEMBERS_LIST: native(),
  ORGANIZATIONS_LIST: unsupported("Talkdesk has no companies."),
  ACTIVITIES_LIST: unsupported("Talkdesk shows no log of what users did."),
  ME: unsupported("Client credentials are nobody's."),
  USER_INVITE: notWritten,
  USER_INVITATION_RESEND: notWritten,
  USER_INVITATION_CANCEL: notWritten,
  USER_UPDATE: notWritten,
  USER_DISABLE: notWritten,
  USER_ENABLE: notWritten,
  USER_SOFT_DELETE: notWritten,
  USER_RESTORE: notWritten,
  USER_HARD_DELETE: notWritten,
  TEAM_CREATE: notWritten,
  TEAM_UPDATE: notWritten,
  TEAM_SOFT_DELETE: notWritten,
  TEAM_RESTORE: notWritten,
  TEAM_MEMBERS_ADD: notWritten,
  TEAM_MEMBERS_REMOVE: notWritten,
  WORKSPACE_MEMBERS_ADD: notWritten,
  WORKSPACE_MEMBERS_REMOVE: notWritten,
  ROLE_ASSIGN: notWritten,
  ROLE_UNASSIGN: unsupported("A Talkdesk user has exactly one role."),
};

/** What each scope opens (contract 0). */
const operationsByScope: Readonly<Record<string, readonly Operation[]>> = {
  "users:read": [
    ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL"] as const),
    ...(["TEAM_MEMBERS_LIST", "WORKSPACE_MEMBERS_LIST"] as const),
  ],
  "roles:read": ["ROLES_LIST"],
};

/** The table less what the token's scopes leave out; nothing is left out where they are not told. */
export function withinScopes(table: Capabilities, granted: ReadonlySet<string> | null): Capabilities {
  if (granted === null) return table;
  return Object.entries(operationsByScope)
    .filter(([scope]) => !granted.has(scope))
    .reduce(
      (left, [scope, operations]) => withhold(left, operations, `The client was not granted ${scope}.`),
      table,
    );
}
