import {
  forWrites,
  native,
  unsupported,
  type Capabilities,
  type Capability,
} from "../../directory/capabilities.js";

const docsUrl = "https://apidocs.teamwork.com/docs/spaces";

const emulated = (note: string): Capability => ({ support: "EMULATED", note, docsUrl });

/** The people of an installation are its Projects' people, and Spaces only lists them (contract section 7). */
const notWritten = unsupported(
  "The people of Spaces come from its site: they are invited, changed and removed in the Teamwork Projects account of the same site.",
);
const noSpaceWrites = unsupported("This version of Rollcall reads Teamwork Spaces and does not write to it.");
const noTeams = unsupported("Spaces shows teams as collaborators of a space, and nowhere else.");

/** What can be asked of a Teamwork Spaces account. */
export const teamworkSpacesCapabilities: Capabilities = {
  USERS_LIST: native(docsUrl),
  USERS_BY_ID: emulated("Spaces has no such call: the list of users is read."),
  USERS_BY_EMAIL: emulated("Spaces has no such call: the list of users is read."),
  ROLES_LIST: emulated("Administrators and members, by a flag of each user."),
  TEAMS_LIST: noTeams,
  TEAM_MEMBERS_LIST: unsupported("Spaces does not tell who is in a team."),
  WORKSPACES_LIST: native(docsUrl, "Spaces, archived and removed ones too as far as the server lists them."),
  WORKSPACE_MEMBERS_LIST: native(
    docsUrl,
    "The users among a space's collaborators; who works there through a team is not told.",
  ),
  ORGANIZATIONS_LIST: unsupported(
    "Spaces tells only the id of a user's company; it is one of the attributes.",
  ),
  ACTIVITIES_LIST: unsupported("Spaces has no log of its people."),
  ME: unsupported("Spaces has no call for the identity behind a token."),
  ...forWrites(notWritten),
  WORKSPACE_MEMBERS_ADD: noSpaceWrites,
  WORKSPACE_MEMBERS_REMOVE: noSpaceWrites,
};
