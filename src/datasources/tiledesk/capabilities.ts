import type { Capabilities, Capability } from "../../directory/capabilities.js";

const docsUrl = "https://developer.tiledesk.com/apis/rest-api/team";

function native(note: string | null = null): Capability {
  return { support: "NATIVE", note, docsUrl };
}

function unsupported(note: string): Capability {
  return { support: "UNSUPPORTED", note, docsUrl: null };
}

/** Tiledesk itself could; this version of Rollcall reads only. */
const notWritten = unsupported("This version of Rollcall reads Tiledesk and does not write to it.");

/** What can be asked of a Tiledesk account. */
export const tiledeskCapabilities: Capabilities = {
  USERS_LIST: native("A pending invitation is a user in state INVITED. Visitors of the chat are left out."),
  USERS_BY_ID: native(),
  USERS_BY_EMAIL: native("By listing: Tiledesk's own search tells of other projects' people, too."),
  ROLES_LIST: native("The seven fixed roles of every project, and its custom roles."),
  TEAMS_LIST: native("Groups. Trashed ones are in no list and are found by id."),
  TEAM_MEMBERS_LIST: native(),
  WORKSPACES_LIST: native("Projects of the credential."),
  WORKSPACE_MEMBERS_LIST: native(),
  ORGANIZATIONS_LIST: unsupported("Tiledesk has no companies."),
  ACTIVITIES_LIST: native(
    "Needs the rank of an admin. Empty where the server keeps no log; kept for 30 days by default.",
  ),
  ME: native("The credential's membership in its first project."),
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
  ROLE_UNASSIGN: unsupported("A Tiledesk user has exactly one role."),
};
