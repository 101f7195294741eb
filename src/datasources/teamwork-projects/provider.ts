import type { EntityType, RemoteRef } from "../../directory/ids.js";
import type { AccountProfile, Provider, ProviderModule, ProviderOptions } from "../../directory/provider.js";
import { toSiteProfile } from "../teamwork-site/address.js";
import { SiteClient } from "../teamwork-site/client.js";
import { Seen } from "../teamwork-site/seen.js";
import { accessLevels } from "./access-levels.js";
import { readSeats, readVisibility } from "./account-facts.js";
import { ProjectsActivityLog } from "./activity-log.js";
import { Bin } from "./bin.js";
import { teamworkProjectsCapabilities } from "./capabilities.js";
import { teamworkProjectsCredentials, teamworkProjectsSettings, toProjectsAccess } from "./config.js";
import { Holders } from "./holders.js";
import { JobRoles } from "./job-roles.js";
import { ProjectsOrganizations } from "./organizations.js";
import { PeopleByEmail } from "./people-by-email.js";
import { isId, PeopleById } from "./people-by-id.js";
import { mergePeople, toPersonRef, type Person } from "./people.js";
import { accountFacts } from "./resources.js";
import { ProjectsRoles } from "./roles.js";
import { ProjectsTeams } from "./teams.js";
import { UserList } from "./user-list.js";
import { ProjectsUsers } from "./users.js";
import { toOrganizationRef, toProjectRef, toTeamRef } from "./wire.js";
import { ProjectsWorkspaces } from "./workspaces.js";

/** Teamwork Projects: people, companies, teams, roles, projects and activity of an installation. */
export const teamworkProjects = {
  name: "teamwork-projects",
  label: "Teamwork Projects",
  description:
    "Teamwork Projects: people, companies, teams, roles, projects and activity of an installation.",
  settings: teamworkProjectsSettings,
  credentials: teamworkProjectsCredentials,
  capabilities: teamworkProjectsCapabilities,
  filters: {
    states: "LOCAL",
    emails: "UPSTREAM",
    search: "UPSTREAM",
    role: "LOCAL",
    privileges: "LOCAL",
    team: "UPSTREAM",
    workspace: "UPSTREAM",
    organization: "UPSTREAM",
    boundaries: "LOCAL",
    kinds: "LOCAL",
    licenses: "UNSUPPORTED",
    identityId: "UNSUPPORTED",
    updatedAfter: "LOCAL",
  },
  roleCardinality: "MANY",
  profile: (settings, credentials) => toProfile(settings, credentials),
  create: createTeamworkProjects,
} as const satisfies ProviderModule;

function createTeamworkProjects(options: ProviderOptions): Provider {
  const client = openClient(options);
  const jobRoles = new JobRoles(client);
  const teams = new ProjectsTeams(client);
  const roles = new ProjectsRoles({ client, jobRoles });
  const organizations = new ProjectsOrganizations(client);
  const log = new ProjectsActivityLog(client);
  const users = createUsers(client, jobRoles, teams);
  const workspaces = new ProjectsWorkspaces({ client, users });
  return {
    usersByIds: (reading, refs, ahead) => users.byIds(reading, refs, ahead),
    usersByEmails: (reading, emails, ahead) => users.byEmails(reading, emails, ahead),
    listUsers: (reading, page, filter, ahead) => users.list(reading, page, filter, ahead),
    rolesByIds: (reading, refs) => roles.byIds(reading, refs),
    listRoles: (reading, page) => roles.list(reading, page),
    teamsByIds: (reading, refs, ahead) => teams.byIds(reading, refs, ahead),
    listTeams: (reading, page, ahead) => teams.list(reading, page, ahead),
    teamsOfUsers: (reading, keys) => teams.ofUsers(reading, keys, users),
    membersOfTeams: (reading, keys) => teams.members(reading, keys, users),
    workspacesByIds: (reading, refs, ahead) => workspaces.byIds(reading, refs, ahead),
    listWorkspaces: (reading, page, ahead) => workspaces.list(reading, page, ahead),
    workspacesOfUsers: (reading, keys) => workspaces.ofUsers(reading, keys),
    membersOfWorkspaces: (reading, keys) => workspaces.members(reading, keys),
    teamsOfWorkspaces: (reading, keys) => teams.ofWorkspaces(reading, keys),
    organizationsByIds: (reading, refs) => organizations.byIds(reading, refs),
    listOrganizations: (reading, page) => organizations.list(reading, page),
    listActivities: (reading, page, filter) => log.list(reading, page, filter),
    me: (reading, ahead) => users.me(reading, ahead),
    checkHealth: async (reading) => {
      await client.read(reading, accountFacts);
    },
    capabilities: () => Promise.resolve(teamworkProjectsCapabilities),
    rateBudget: () => client.rateBudget(),
    visibility: (reading) => readVisibility(client, reading),
    seats: (reading) => readSeats(client, reading),
    parseRemoteKey,
    close: () => client.close(),
  };
}

function openClient(options: ProviderOptions): SiteClient {
  const address = teamworkProjectsSettings.parse(options.settings);
  const access = toProjectsAccess(address, teamworkProjectsCredentials.parse(options.credentials));
  return new SiteClient({ ...options, address, access });
}

function createUsers(client: SiteClient, jobRoles: JobRoles, teams: ProjectsTeams): ProjectsUsers {
  const { accountKey: account } = client.account;
  const bin = new Bin(client);
  const seen = new Seen({ idOf: ({ id }: Person) => id, merge: mergePeople });
  const byId = new PeopleById({ client, bin, seen });
  const byEmail = new PeopleByEmail({ client, bin, seen });
  const holders = new Holders({ client, jobRoles, teams });
  const list = new UserList({ account, client, bin, byId, byEmail, holders, seen });
  return new ProjectsUsers({ client, jobRoles, byId, byEmail, list });
}

function toProfile(settings: unknown, credentials: unknown): AccountProfile {
  const address = teamworkProjectsSettings.parse(settings);
  const { endPoint } = toProjectsAccess(address, teamworkProjectsCredentials.parse(credentials));
  return { apiVersion: "v3", ...toSiteProfile(address, endPoint), writeSurface: null };
}

/** Plain ids; `access:OWNER`, `job-role:1` and `project-role:1` for the three sorts of roles. */
function parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null {
  if (type === "Role") return toRoleRef(remoteKey);
  const toRef = refs[type];
  return toRef !== undefined && isId(remoteKey) ? toRef(remoteKey) : null;
}

const refs: Partial<Record<EntityType, (id: string) => RemoteRef>> = {
  User: toPersonRef,
  Team: toTeamRef,
  Workspace: toProjectRef,
  Organization: toOrganizationRef,
};

function toRoleRef(remoteKey: string): RemoteRef | null {
  const [, kind, id] = /^(job-role|project-role):(\d+)$/u.exec(remoteKey) ?? [];
  if (kind === undefined || id === undefined) return accessLevels.parseKey(remoteKey);
  return isId(id) ? { kind, scope: null, id } : null;
}
