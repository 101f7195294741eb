import {
  emulated,
  native,
  unsupported,
  withhold,
  type Capabilities,
  type Capability,
  type Operation,
} from "../../directory/capabilities.js";

const docsUrl = "https://docs.talkdesk.com/reference/users";

/** No document of Talkdesk has these; the guide has (contract 0). */
const guideUrl = "https://www.stitchflow.com/user-management/talkdesk/api";

const noTeamWrites = unsupported("Nothing known of Talkdesk makes, changes or removes teams.");
const byUsers = emulated("By the teams of each user, set as a whole, where the account tells them.");
const noInvitations = unsupported(
  "Talkdesk makes a user at once, and writes to them once: there is no invitation to send again or to withdraw.",
);
const oneAccount = unsupported("The account is the one workspace.");

const userFields = [...(["name.full", "role", "teams", "extension", "timeZone", "locale"] as const)] as const;
/** Joined: Talkdesk has one name. */
const nameParts = ["name.given", "name.family"] as const;

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
  USER_INVITE: native(
    guideUrl,
    "Needs name and role, and always sends a mail. An inactive user with the address is made active in place of a second one, without a mail.",
    { NATIVE: ["email", ...userFields], EMULATED: nameParts },
  ),
  USER_INVITATION_RESEND: noInvitations,
  USER_INVITATION_CANCEL: noInvitations,
  USER_UPDATE: native(guideUrl, "Null is refused: nothing says that it clears. Teams are set as a whole.", {
    NATIVE: userFields,
    EMULATED: nameParts,
  }),
  USER_DISABLE: native(guideUrl),
  USER_ENABLE: native(guideUrl),
  USER_SOFT_DELETE: {
    support: "EMULATED",
    note: "The user is made inactive, and Rollcall keeps that it is deleted, with role and teams where the account tells them.",
    docsUrl: guideUrl,
  },
  USER_RESTORE: {
    support: "EMULATED",
    note: "The user is made active and gets back the role and the teams that it had and that are still there.",
    docsUrl: guideUrl,
  },
  USER_HARD_DELETE: native(
    guideUrl,
    "What it does to history is unconfirmed; where Talkdesk only makes the user inactive, it is not confirmed.",
  ),
  TEAM_CREATE: noTeamWrites,
  TEAM_UPDATE: noTeamWrites,
  TEAM_SOFT_DELETE: noTeamWrites,
  TEAM_RESTORE: noTeamWrites,
  TEAM_MEMBERS_ADD: byUsers,
  TEAM_MEMBERS_REMOVE: byUsers,
  WORKSPACE_MEMBERS_ADD: oneAccount,
  WORKSPACE_MEMBERS_REMOVE: oneAccount,
  ROLE_ASSIGN: native(guideUrl, "In place of the one that the user had."),
  ROLE_UNASSIGN: unsupported("A Talkdesk user has exactly one role."),
};

/** What each scope opens (contract 0). */
const operationsByScope: Readonly<Record<string, readonly Operation[]>> = {
  "users:read": [
    ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL"] as const),
    ...(["TEAM_MEMBERS_LIST", "WORKSPACE_MEMBERS_LIST"] as const),
  ],
  "roles:read": ["ROLES_LIST"],
  "users:write": [
    ...(["USER_INVITE", "USER_UPDATE", "USER_DISABLE", "USER_ENABLE"] as const),
    ...(["USER_SOFT_DELETE", "USER_RESTORE", "ROLE_ASSIGN"] as const),
    ...(["TEAM_MEMBERS_ADD", "TEAM_MEMBERS_REMOVE"] as const),
  ],
  "users:delete": ["USER_HARD_DELETE"],
};

/** The table of an account that takes no writes, and why. */
export function withoutWrites(table: Capabilities, note: string): Capabilities {
  const writes = [...(operationsByScope["users:write"] ?? []), ...(operationsByScope["users:delete"] ?? [])];
  return withhold(table, writes, note);
}

/** What an account that is written through SCIM takes: its users have neither extension nor zone nor language there. */
export function withinScim(table: Capabilities): Capabilities {
  const fields = { NATIVE: [...nameParts, "role", "teams"], EMULATED: ["name.full"] } as const;
  const { USER_INVITE, USER_UPDATE } = table;
  const note =
    "Over SCIM: needs a given and a family name, and takes a licence. Whether a mail is sent is unconfirmed.";
  return {
    ...table,
    USER_INVITE: narrowed(USER_INVITE, {
      note,
      inputFields: { ...fields, NATIVE: ["email", ...fields.NATIVE] },
    }),
    USER_UPDATE: narrowed(USER_UPDATE, {
      note: "Over SCIM: role and teams are set as a whole.",
      inputFields: fields,
    }),
  };
}

function narrowed(row: Capability, told: Pick<Capability, "note" | "inputFields">): Capability {
  return row.support === "UNSUPPORTED" ? row : { ...row, ...told };
}

/**
 * The table less what the token's scopes leave out; nothing is left out where they are not told.
 * @param which whether writes go by the token, too
 */
export function withinScopes(
  table: Capabilities,
  granted: ReadonlySet<string> | null,
  which: "ALL" | "READS",
): Capabilities {
  if (granted === null) return table;
  return Object.entries(operationsByScope)
    .filter(([scope]) => !granted.has(scope) && (which === "ALL" || scope.endsWith(":read")))
    .reduce(
      (left, [scope, operations]) => withhold(left, operations, `The client was not granted ${scope}.`),
      table,
    );
}
