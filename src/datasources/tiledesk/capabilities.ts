import { emulated, forWrites, native, unsupported, type Capabilities } from "../../directory/capabilities.js";

const docsUrl = "https://developer.tiledesk.com/apis/rest-api/team";

const scopedToProject = unsupported("A Tiledesk user belongs to exactly one project.");

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
  ...forWrites(scopedToProject),
  USER_INVITE: native(
    docsUrl,
    "Somebody with a Tiledesk account is a member at once, anybody else has a pending invitation. A disabled or deleted member comes back in place of a second membership.",
    { NATIVE: ["email", "role", "workspaces", "isAvailable"] },
  ),
  USER_INVITATION_RESEND: native(docsUrl, "Nothing tells afterwards whether the mail went out."),
  USER_INVITATION_CANCEL: native(docsUrl),
  USER_UPDATE: native(
    docsUrl,
    "Names and phone of the credential's own User alone, for all of its projects at once: they are the person's, and only the person can change them.",
    {
      NATIVE: [
        ...(["name.given", "name.family", "role", "phone", "isAvailable"] as const),
        ...(["note", "maxConversations", "tags", "attributes"] as const),
      ],
    },
  ),
  USER_DISABLE: native(docsUrl, "Makes the member unavailable, too."),
  USER_ENABLE: native(docsUrl, "Leaves the member unavailable."),
  USER_SOFT_DELETE: native(docsUrl),
  USER_RESTORE: native(docsUrl, "Enables a member that was disabled before it was deleted."),
  USER_HARD_DELETE: native(docsUrl, "The membership is erased, the person's Tiledesk account is not."),
  TEAM_CREATE: native(docsUrl, "A group without members.", { NATIVE: ["name", "workspace"] }),
  TEAM_UPDATE: native(docsUrl, "Its name.", { NATIVE: ["name"] }),
  TEAM_SOFT_DELETE: native(docsUrl, "Refused while a department uses the group."),
  TEAM_RESTORE: native(docsUrl, "Switches the group on, too."),
  TEAM_MEMBERS_ADD: emulated("The server takes the whole list: read, changed and written back in turn."),
  TEAM_MEMBERS_REMOVE: emulated("The server takes the whole list: read, changed and written back in turn."),
  ROLE_ASSIGN: native(docsUrl, "In place of the one role that a member has."),
  ROLE_UNASSIGN: unsupported("A Tiledesk user has exactly one role."),
};
