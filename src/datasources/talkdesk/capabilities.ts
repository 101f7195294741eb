import {
  forWrites,
  native,
  unsupported,
  withhold,
  type Capabilities,
  type Operation,
} from "../../directory/capabilities.js";

const docsUrl = "https://docs.talkdesk.com/reference/users";

/** Talkdesk itself could; this version of Rollcall reads only. */
const notWritten = unsupported("This version of Rollcall reads Talkdesk and does not write to it.");

/** What can be asked of a Talkdesk account. */
export const talkdeskCapabilities: Capabilities = {
  USERS_LIST: native(docsUrl, "Lists often tell neither roles nor teams; a get of each user may."),
  USERS_BY_ID: native(docsUrl),
  USERS_BY_EMAIL: native(
    docsUrl,
    "By the server's filter, and by the whole list where that filter misses people.",
  ),
  ROLES_LIST: native(docsUrl),
  TEAMS_LIST: native(docsUrl, "Teams, and ring groups and queues where the account has them."),
  TEAM_MEMBERS_LIST: native(
    docsUrl,
    "Of teams by going through the users: a call each where the list tells no teams.",
  ),
  WORKSPACES_LIST: native(docsUrl, "The account is the one workspace."),
  WORKSPACE_MEMBERS_LIST: native(docsUrl),
  ORGANIZATIONS_LIST: unsupported("Talkdesk has no companies."),
  ACTIVITIES_LIST: unsupported("Talkdesk shows no log of what users did."),
  ME: unsupported("Client credentials are nobody's."),
  ...forWrites(notWritten),
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
