import type { StandInSetup } from "./linked-stand-ins.js";

/** A query without variables, and what it costs one account upstream; asked again, it costs what `warm` says. */
interface ProviderQuery {
  readonly title: string;
  readonly query: string;
  readonly cold: Readonly<Record<string, number>>;
  readonly warm?: Readonly<Record<string, number>>;
}

/** What queries cost an account of one provider that behaves in one way. */
export interface CallTable {
  readonly title: string;
  readonly setup: StandInSetup;
  readonly rows: readonly ProviderQuery[];
}

const ten = `{ users(first: 10) { nodes {
  displayName email state roles { name privilege } teams(first: 5) { nodes { name } } workspaces(first: 5) { nodes { name } }
} } }`;
const everybody = `{ users(first: 100) { nodes {
  displayName email state roles { name privilege } teams(first: 5) { nodes { name } } workspaces(first: 5) { nodes { name } }
} } }`;
const names = "{ users(first: 100) { nodes { displayName email } isComplete } }";
const active = "{ users(first: 100, filter: { states: [ACTIVE] }) { nodes { displayName } } }";
const sorted = "{ users(first: 100, orderBy: { field: DISPLAY_NAME }) { nodes { displayName } } }";
const account = '{ users(filter: { emails: ["nobody@acme.example"] }) { nodes { state } isComplete } }';
const teams = "{ teams(first: 100) { nodes { name kind } } }";
const members = "{ teams(first: 5) { nodes { name members(first: 20) { nodes { displayName } } } } }";
const workspaces = "{ workspaces { nodes { name members { nodes { displayName } } } } }";
const roles = "{ roles { nodes { name privilege } } }";
const health = "{ linkedAccounts { nodes { label status { state } } } }";
const capabilities = "{ linkedAccounts { nodes { capabilities { operation support } } } }";

const users = "GET /users";
const user = "GET /users/:id";
const roleList = "GET /roles";
const teamList = "GET /teams";
const ringGroups = "GET /ring-groups";
const queues = "GET /ccaas/queues";
const queueMembers = "GET /ccaas/queues/:id/users";

const scimUsers = "GET /scim/v2/Users";
const scimGroups = "GET /scim/v2/Groups";

const everything = `{ users(first: 100) { nodes {
  displayName email state roles { name privilege } organization { name isOwner }
  teams(first: 5) { nodes { name } } workspaces(first: 50) { nodes { name } }
} } }`;
const admins =
  "{ users(first: 100, filter: { privileges: [OWNER, ADMIN] }) { nodes { displayName } isComplete } }";
const gone = "{ users(first: 100, filter: { states: [DELETED] }) { nodes { displayName } isComplete } }";
const roleMembers =
  "{ workspaces(first: 2) { nodes { name members(first: 5) { edges { access role { name } node { displayName } } } } } }";
const companies = "{ organizations { nodes { name isOwner users(first: 5) { nodes { displayName } } } } }";
const log = "{ activities(first: 20) { nodes { action actor { displayName } workspace { name } } } }";
const seats = "{ linkedAccounts { nodes { seats { kind used } } } }";

const people = "GET /projects/api/v2/people.json";
const peopleOfV3 = "GET /projects/api/v3/people.json";
const bin = "GET /people/deleted.json";
const siteTeams = "GET /teams.json";
const projects = "GET /projects/api/v3/projects.json";
const siteCompanies = "GET /projects/api/v3/companies.json";
const jobRoles = "GET /projects/api/v3/jobroles.json";
const activity = "GET /projects/api/v3/latestactivity.json";
const agents = "GET /desk/api/v2/users.json";
const inboxes = "GET /desk/api/v2/inboxes.json";
const spacesUsers = "GET /spaces/api/v1/users.json";
const spaces = "GET /spaces/api/v1/spaces.json";
const collaborators = "GET /spaces/api/v1/spaces/:id/collaborators.json";

export const callTables: readonly CallTable[] = [
  {
    title: "Talkdesk, whose lists tell roles and teams",
    setup: { provider: "talkdesk", talkdesk: { listShows: "full", ringGroups: "absent", queues: "absent" } },
    rows: [
      {
        title: "everybody with roles, teams and workspaces",
        query: everybody,
        cold: { [users]: 1, [roleList]: 1, [teamList]: 1, [ringGroups]: 1, [queues]: 1 },
      },
      { title: "everybody by name and address", query: names, cold: { [users]: 1, [roleList]: 1 } },
      {
        title: "teams with members",
        query: members,
        cold: { [users]: 1, [roleList]: 1, [teamList]: 1, [ringGroups]: 1, [queues]: 1 },
      },
    ],
  },
  {
    title: "Talkdesk, where only a get of each user tells them",
    setup: { provider: "talkdesk" },
    rows: [
      {
        title: "ten users with roles, teams and workspaces",
        query: ten,
        cold: {
          ...{ [users]: 1, [user]: 10, [roleList]: 1, [teamList]: 1 },
          ...{ [ringGroups]: 1, [queues]: 1, [queueMembers]: 4 },
        },
      },
      { title: "everybody by name and address", query: names, cold: { [users]: 1 } },
      { title: "those who may sign in", query: active, cold: { [users]: 1 } },
      { title: "everybody in order of name", query: sorted, cold: { [users]: 1 } },
      { title: "whether somebody has an account", query: account, cold: { [users]: 2 } },
      { title: "teams", query: teams, cold: { [teamList]: 1, [ringGroups]: 1, [queues]: 1 } },
      { title: "the account with its members", query: workspaces, cold: { [users]: 1 } },
      { title: "roles", query: roles, cold: { [roleList]: 1 } },
      { title: "whether the account works", query: health, cold: { [users]: 1 }, warm: { [users]: 1 } },
      { title: "the account's capabilities", query: capabilities, cold: {} },
    ],
  },
  {
    title: "Talkdesk, where nothing tells roles and teams",
    setup: {
      provider: "talkdesk",
      talkdesk: { getShows: "minimal", ringGroups: "absent", queues: "absent" },
    },
    rows: [
      {
        title: "everybody with roles, teams and workspaces",
        query: everybody,
        cold: { [users]: 1, [user]: 1, [roleList]: 1, [teamList]: 1 },
      },
    ],
  },
  {
    title: "SCIM, whose users carry their groups",
    setup: { provider: "scim" },
    rows: [
      { title: "everybody with roles, teams and workspaces", query: everybody, cold: { [scimUsers]: 1 } },
      { title: "everybody by name and address", query: names, cold: { [scimUsers]: 1 } },
      { title: "those who may sign in", query: active, cold: { [scimUsers]: 1 } },
      { title: "everybody in order of name", query: sorted, cold: { [scimUsers]: 1 } },
      { title: "whether somebody has an account", query: account, cold: { [scimUsers]: 2 } },
      { title: "teams", query: teams, cold: { [scimGroups]: 1 } },
      { title: "teams with members", query: members, cold: { [scimGroups]: 1, [scimUsers]: 1 } },
      { title: "the account with its members", query: workspaces, cold: { [scimUsers]: 1 } },
      { title: "the account's capabilities", query: capabilities, cold: { [scimGroups]: 1 } },
    ],
  },
  {
    title: "SCIM, whose users do not",
    setup: { provider: "scim", scim: { usersCarryGroups: false } },
    rows: [
      {
        title: "everybody with roles, teams and workspaces",
        query: everybody,
        cold: { [scimUsers]: 1, [scimGroups]: 1 },
      },
    ],
  },
  {
    title: "Teamwork Projects",
    setup: { provider: "teamwork-projects", people: 200 },
    rows: [
      {
        title: "a hundred users with roles, teams, workspaces and organization",
        query: everything,
        cold: { [people]: 1, [siteTeams]: 1, [projects]: 1, [siteCompanies]: 1, [jobRoles]: 1 },
      },
      { title: "a hundred users by name and address", query: names, cold: { [people]: 1 } },
      { title: "whoever administers", query: admins, cold: { [people]: 2, [peopleOfV3]: 1 } },
      { title: "who was deleted", query: gone, cold: { [bin]: 1, [people]: 1 } },
      {
        title: "whether somebody has an account",
        query: account,
        cold: { [people]: 1, [peopleOfV3]: 1, [bin]: 1 },
      },
      { title: "teams", query: teams, cold: { [siteTeams]: 1 } },
      {
        title: "teams with members, some of them deleted or hidden",
        query: members,
        cold: { [siteTeams]: 1, [people]: 1, [peopleOfV3]: 1, [bin]: 1 },
      },
      {
        title: "projects with members",
        query: workspaces,
        cold: { [projects]: 1, [people]: 2, [peopleOfV3]: 1 },
      },
      {
        title: "two projects with what people are in them",
        query: roleMembers,
        cold: {
          ...{ [projects]: 1, [people]: 1, [peopleOfV3]: 1 },
          ...{ "GET /projects/:id/people.json": 2, "GET /projects/:id/roles.json": 2 },
        },
      },
      { title: "companies with people", query: companies, cold: { [siteCompanies]: 1, [people]: 4 } },
      { title: "activity", query: log, cold: { [activity]: 1, [people]: 1, [projects]: 1 } },
      { title: "whether the account works", query: health, cold: { "GET /account.json": 1 } },
      { title: "the account's seats", query: seats, cold: { "GET /account.json": 1 } },
      { title: "the account's capabilities", query: capabilities, cold: {} },
    ],
  },
  {
    title: "Teamwork Desk",
    setup: { provider: "teamwork-desk", people: 160 },
    rows: [
      { title: "a hundred users with roles, teams and workspaces", query: everybody, cold: { [agents]: 1 } },
      { title: "a hundred users by name and address", query: names, cold: { [agents]: 1 } },
      { title: "whoever administers", query: admins, cold: { [agents]: 1 } },
      { title: "whether somebody has an account", query: account, cold: { [agents]: 2 } },
      { title: "inboxes with members", query: workspaces, cold: { [inboxes]: 1, [agents]: 2 } },
      { title: "roles", query: roles, cold: {} },
      { title: "whether the account works", query: health, cold: { [agents]: 1 } },
      { title: "the account's seats", query: seats, cold: { [agents]: 2 } },
    ],
  },
  {
    title: "Teamwork Spaces",
    setup: { provider: "teamwork-spaces", people: 100 },
    rows: [
      {
        title: "a hundred users with roles, teams and workspaces",
        query: everybody,
        cold: { [spacesUsers]: 3, [spaces]: 1, [collaborators]: 8 },
      },
      { title: "a hundred users by name and address", query: names, cold: { [spacesUsers]: 3 } },
      { title: "whether somebody has an account", query: account, cold: { [spacesUsers]: 3 } },
      {
        title: "spaces with members",
        query: workspaces,
        cold: { [spacesUsers]: 3, [spaces]: 1, [collaborators]: 8 },
      },
      { title: "roles", query: roles, cold: {} },
    ],
  },
];
