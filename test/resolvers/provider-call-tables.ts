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
];
