import { forWrites, native, unsupported, type Capabilities } from "../../directory/capabilities.js";

const docsUrl = "https://developer.tiledesk.com/apis/rest-api/team";

/** Tiledesk itself could; this version of Rollcall reads only. */
const notWritten = unsupported("This version of Rollcall reads Tiledesk and does not write to it.");

/** What can be asked of a Tiledesk account. */
export const tiledeskCapabilities: Capabilities = {
  USERS_LIST: native(
    docsUrl,
    "A pending invitation is a user in state INVITED. Visitors of the chat are left out.",
  ),
  USERS_BY_ID: native(docsUrl),
  USERS_BY_EMAIL: native(docsUrl, "By listing: Tiledesk's own search tells of other projects' people, too."),
  ROLES_LIST: native(docsUrl, "The seven fixed roles of every project, and its custom roles."),
  TEAMS_LIST: native(docsUrl, "Groups. Trashed ones are in no list and are found by id."),
  TEAM_MEMBERS_LIST: native(docsUrl),
  WORKSPACES_LIST: native(docsUrl, "Projects of the credential."),
  WORKSPACE_MEMBERS_LIST: native(docsUrl),
  ORGANIZATIONS_LIST: unsupported("Tiledesk has no companies."),
  ACTIVITIES_LIST: native(
    docsUrl,
    "Needs the rank of an admin. Empty where the server keeps no log; kept for 30 days by default.",
  ),
  ME: native(docsUrl, "The credential's membership in its first project."),
  ...forWrites(notWritten),
  ROLE_UNASSIGN: unsupported("A Tiledesk user has exactly one role."),
};
