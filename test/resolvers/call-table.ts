/**
 * Queries that clients really send, and what each costs upstream: calls by the provider's route, sign-ins apart. For
 * one Tiledesk account of one project; "warm" is the same query once more, within the lifetime of what was read.
 */
export interface CanonicalQuery {
  readonly title: string;
  readonly query: string;
  /** Takes `$user`, `$team`, `$workspace` or `$role` (global ids), or `$member` and so on (remote keys). */
  readonly variables?: readonly string[];
  readonly cold: Readonly<Record<string, number>>;
  readonly warm: Readonly<Record<string, number>>;
}

const projects = "GET /projects";
const people = "GET /:pid/project_users";
const person = "GET /:pid/project_users/:puid";
const invitations = "GET /:pid/pendinginvitations";
const groups = "GET /:pid/groups";
const group = "GET /:pid/groups/:id";
const roles = "GET /:pid/roles";
const activities = "GET /:pid/activities";
const signedIn = "GET /users";

/** The directory of a company at a glance: what a first user of the graph asks for. */
export const directoryQuery = `query ($first: Int = 100) {
  users(first: $first) {
    nodes {
      displayName email state
      roles { name privilege }
      teams(first: 5) { nodes { name } }
      workspaces(first: 5) { nodes { name } }
    }
    isComplete
    accountStatuses { state upstreamCalls }
  }
}`;

export const canonicalQueries: readonly CanonicalQuery[] = [
  {
    title: "everybody with roles, teams and workspaces",
    query: directoryQuery,
    cold: { [projects]: 1, [people]: 1, [invitations]: 1, [groups]: 1 },
    warm: {},
  },
  {
    title: "everybody by name and address",
    query: "{ users(first: 100) { nodes { displayName email } totalCount isComplete } }",
    cold: { [projects]: 1, [people]: 1, [invitations]: 1 },
    warm: {},
  },
  {
    title: "those who may sign in",
    query: "{ users(first: 100, filter: { states: [ACTIVE] }) { nodes { displayName } } }",
    cold: { [projects]: 1, [people]: 1 },
    warm: {},
  },
  {
    title: "pending invitations",
    query: "{ users(filter: { states: [INVITED] }) { nodes { email lifecycle { invitedAt } } } }",
    cold: { [projects]: 1, [invitations]: 1 },
    warm: {},
  },
  {
    title: "owners and administrators",
    query:
      "{ users(filter: { privileges: [OWNER, ADMIN] }) { nodes { displayName privilege roles { name } } } }",
    cold: { [projects]: 1, [people]: 1, [invitations]: 1 },
    warm: {},
  },
  {
    title: "whether somebody has an account",
    query: '{ users(filter: { emails: ["nobody@acme.example"] }) { nodes { state } isComplete } }',
    cold: { [projects]: 1, [people]: 1, [invitations]: 1 },
    warm: {},
  },
  {
    title: "everybody in order of name",
    query: "{ users(first: 100, orderBy: { field: DISPLAY_NAME }) { nodes { displayName } } }",
    cold: { [projects]: 1, [people]: 1, [invitations]: 1 },
    warm: {},
  },
  {
    title: "what everybody is permitted",
    query: "{ users(first: 100) { nodes { displayName permissions } } }",
    cold: { [projects]: 1, [people]: 1, [invitations]: 1, [roles]: 1 },
    warm: {},
  },
  {
    title: "one user by global id",
    query: "query ($user: ID!) { user(id: $user) { displayName email state } }",
    variables: ["user"],
    cold: { [person]: 1 },
    warm: {},
  },
  {
    title: "one user by the provider's key",
    query: 'query ($member: String!) { user(accountKey: "chat", remoteKey: $member) { displayName } }',
    variables: ["member"],
    cold: { [projects]: 1, [person]: 1 },
    warm: {},
  },
  {
    title: "one user with teams and workspaces",
    query:
      "query ($user: ID!) { user(id: $user) { displayName teams { nodes { name } } workspaces { nodes { name } } } }",
    variables: ["user"],
    cold: { [person]: 1, [groups]: 1, [projects]: 1 },
    warm: {},
  },
  {
    title: "teams with members",
    query: "{ teams { nodes { name memberCount members(first: 20) { nodes { displayName } } } } }",
    cold: { [projects]: 1, [groups]: 1, [people]: 1 },
    warm: {},
  },
  {
    title: "one team with members",
    query: "query ($team: ID!) { team(id: $team) { name members { nodes { displayName } } } }",
    variables: ["team"],
    cold: { [group]: 1, [people]: 1 },
    warm: {},
  },
  {
    title: "workspaces with members and teams",
    query: "{ workspaces { nodes { name members { nodes { displayName } } teams { nodes { name } } } } }",
    cold: { [projects]: 1, [people]: 1, [invitations]: 1, [groups]: 1 },
    warm: {},
  },
  {
    title: "roles",
    query: "{ roles { nodes { name privilege permissions isAssignable } } }",
    cold: { [projects]: 1, [roles]: 1 },
    warm: {},
  },
  {
    title: "holders of a role",
    query: "query ($role: ID!) { role(id: $role) { name users { nodes { displayName } } } }",
    variables: ["role"],
    cold: { [projects]: 1, [people]: 1, [invitations]: 1 },
    warm: {},
  },
  {
    title: "the log with its actors",
    query: "{ activities(first: 20) { nodes { occurredAt summary actor { displayName } } } }",
    cold: { [projects]: 1, [activities]: 1, [people]: 1 },
    warm: {},
  },
  {
    title: "whether an account works",
    query: "{ linkedAccounts { nodes { label status { state } } } }",
    cold: { [signedIn]: 1 },
    warm: { [signedIn]: 1 },
  },
  {
    title: "an account's seats and visibility",
    query: "{ linkedAccounts { nodes { label visibility seats { kind limit used } } } }",
    cold: { [projects]: 1, [people]: 1 },
    warm: {},
  },
  {
    title: "an account's capabilities",
    query: "{ linkedAccounts { nodes { provider capabilities { operation support } } } }",
    cold: { [projects]: 1 },
    warm: {},
  },
  {
    title: "the identity behind the credential",
    query: "{ me { users { displayName email } } }",
    cold: { [projects]: 1, [person]: 1 },
    warm: {},
  },
  {
    title: "organizations, which Tiledesk does not have",
    query: "{ organizations { nodes { name } accountStatuses { notes { code } } } }",
    cold: {},
    warm: {},
  },
];
