import { native, unsupported, type Capabilities, type Operation } from "../../directory/capabilities.js";

const docsUrl = "https://www.rfc-editor.org/rfc/rfc7644";

const noInvitations = unsupported("SCIM has no invitations: a user is there at once.");
const oneWorkspace = unsupported("Everybody is in the one workspace.");
const noRoles = unsupported("SCIM has no list of roles, only users who carry them.");

const personFields = [
  ...(["name.given", "name.family", "name.full"] as const),
  ...(["title", "phone", "timeZone", "locale"] as const),
] as const;

/** What can be asked of a SCIM account. */
export const scimCapabilities: Capabilities = {
  USERS_LIST: native(docsUrl),
  USERS_BY_ID: native(docsUrl),
  USERS_BY_EMAIL: native(
    docsUrl,
    "By user name, and by the whole list where user names are no addresses or the server cannot filter.",
  ),
  ROLES_LIST: noRoles,
  TEAMS_LIST: native(docsUrl, "Groups, where the server has them."),
  TEAM_MEMBERS_LIST: native(docsUrl, "Users in a group itself, not those in groups inside it."),
  WORKSPACES_LIST: { support: "EMULATED", note: "The account is the one workspace.", docsUrl: null },
  WORKSPACE_MEMBERS_LIST: { support: "EMULATED", note: "Everybody is in the one workspace.", docsUrl: null },
  ORGANIZATIONS_LIST: unsupported("SCIM has no companies; a user's organization is one of the attributes."),
  ACTIVITIES_LIST: unsupported("SCIM has no log."),
  ME: unsupported("A SCIM token is nobody's."),
  USER_INVITE: native(
    docsUrl,
    "Makes a user who is there at once; SCIM writes to nobody. A disabled user with the address is enabled in place of a second one.",
    { NATIVE: ["email", ...personFields, "role", "isNotified"] },
  ),
  USER_UPDATE: native(docsUrl, "Null clears. The user name goes along where it is the address.", {
    NATIVE: ["email", ...personFields],
  }),
  USER_DISABLE: native(docsUrl),
  USER_ENABLE: native(docsUrl),
  USER_SOFT_DELETE: {
    support: "EMULATED",
    note: "The user is disabled, and Rollcall keeps that it is deleted.",
    docsUrl,
  },
  USER_RESTORE: {
    support: "EMULATED",
    note: "The user is enabled, and roles and memberships of groups that it lost are put back where the server takes them.",
    docsUrl,
  },
  USER_HARD_DELETE: native(docsUrl),
  USER_INVITATION_RESEND: noInvitations,
  USER_INVITATION_CANCEL: noInvitations,
  TEAM_CREATE: native(
    docsUrl,
    "A name that a group has in any case is refused, though many servers take it twice.",
    {
      NATIVE: ["name"],
      EMULATED: ["workspace"],
    },
  ),
  TEAM_UPDATE: native(docsUrl, null, { NATIVE: ["name"] }),
  TEAM_SOFT_DELETE: unsupported("SCIM deletes groups for good."),
  TEAM_RESTORE: unsupported("SCIM deletes groups for good."),
  TEAM_MEMBERS_ADD: native(docsUrl),
  TEAM_MEMBERS_REMOVE: native(docsUrl),
  WORKSPACE_MEMBERS_ADD: oneWorkspace,
  WORKSPACE_MEMBERS_REMOVE: oneWorkspace,
  ROLE_ASSIGN: native(
    docsUrl,
    "A role that somebody has, or that the account's settings name: SCIM lists none.",
  ),
  ROLE_UNASSIGN: native(docsUrl),
};

/** What there is not where the server has no Groups. */
export const groupOperations: readonly Operation[] = [
  ...(["TEAMS_LIST", "TEAM_MEMBERS_LIST"] as const),
  ...(["TEAM_CREATE", "TEAM_UPDATE", "TEAM_MEMBERS_ADD", "TEAM_MEMBERS_REMOVE"] as const),
];
