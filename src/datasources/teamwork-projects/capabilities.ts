import { forWrites, native, unsupported, type Capabilities } from "../../directory/capabilities.js";

const people = "https://apidocs.teamwork.com/docs/teamwork/v3/people/get-projects-api-v3-people-json";
const docs = "https://apidocs.teamwork.com/docs/teamwork";

/** Teamwork itself can do most of it; this version of Rollcall reads only. */
const notWritten = unsupported("This version of Rollcall reads Teamwork Projects and does not write to it.");

/** What can be asked of a Teamwork Projects account. */
export const teamworkProjectsCapabilities: Capabilities = {
  USERS_LIST: native(
    people,
    "Service accounts and placeholders come last. Deleted people are shown to administrators of the owner company.",
  ),
  USERS_BY_ID: native(people, "Whoever it is: deleted for up to 30 days, service account or placeholder."),
  USERS_BY_EMAIL: native(docs),
  ROLES_LIST: native(docs, "Access levels, which are made of flags; roles of jobs and of projects."),
  TEAMS_LIST: native(docs, "Teams of the site, of companies and of projects, and those within others."),
  TEAM_MEMBERS_LIST: native(docs),
  WORKSPACES_LIST: native(docs, "Projects, archived ones too; deleted ones are found by id."),
  WORKSPACE_MEMBERS_LIST: native(docs),
  ORGANIZATIONS_LIST: native(docs, "Companies: the account's own, and its clients."),
  ACTIVITIES_LIST: native(docs),
  ME: native(docs),
  ...forWrites(notWritten),
  USER_DISABLE: unsupported(
    "Teamwork Projects cannot disable a person. As a contact a person cannot sign in.",
  ),
  USER_ENABLE: unsupported("Teamwork Projects cannot disable a person, nor enable one."),
  USER_HARD_DELETE: unsupported(
    "Teamwork Projects deletes people into a bin, for 30 days, and not otherwise.",
  ),
};
