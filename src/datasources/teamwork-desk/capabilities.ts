import {
  forWrites,
  native,
  unsupported,
  type Capabilities,
  type Capability,
} from "../../directory/capabilities.js";

const docsUrl = "https://apidocs.teamwork.com/docs/desk";

const emulated = (note: string): Capability => ({ support: "EMULATED", note, docsUrl });
const noTeams = unsupported("Desk has no teams of agents that its API tells of.");

/** What can be asked of a Teamwork Desk account. */
export const teamworkDeskCapabilities: Capabilities = {
  USERS_LIST: native(
    docsUrl,
    "Agents; those who are archived or deleted come last, and only when their states are asked for.",
  ),
  USERS_BY_ID: native(docsUrl),
  USERS_BY_EMAIL: native(docsUrl),
  ROLES_LIST: emulated("Owner, administrator, full-time and part-time agent, by flags of each agent."),
  TEAMS_LIST: noTeams,
  TEAM_MEMBERS_LIST: noTeams,
  WORKSPACES_LIST: native(docsUrl, "Inboxes."),
  WORKSPACE_MEMBERS_LIST: native(docsUrl),
  ORGANIZATIONS_LIST: unsupported(
    "Desk tells only the id of an agent's company in Projects, one of the attributes.",
  ),
  ACTIVITIES_LIST: unsupported("Desk has no log of what its agents did."),
  ME: emulated("By the address that Teamwork Projects of the same site knows the token by."),
  ...forWrites(unsupported("This version of Rollcall reads Teamwork Desk and does not write to it.")),
  USER_SOFT_DELETE: unsupported(
    "Desk deletes agents for good; an archived agent can come back, which is to disable.",
  ),
  USER_RESTORE: unsupported("Desk deletes agents for good."),
};
