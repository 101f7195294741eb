import type { Waves } from "./walker.js";

/** What stands for an account's own ids while a query is prepared for it. */
export interface Target {
  readonly accountId: string;
  readonly userIds: readonly string[];
  /** The provider's ids: of the project, and of the first of the users. */
  readonly project: string;
  readonly member: string;
}

export interface CanonicalQuery {
  readonly name: string;
  readonly document: string;
  readonly variables: (target: Target) => Readonly<Record<string, unknown>>;
  /**
   * The calls that no reader of Tiledesk can do without when the projects are configured. All of them can go side by
   * side: a group says which humans are in it, not who they are, and an id of Rollcall names its project.
   */
  readonly calls: (target: Target) => readonly string[];
  /** Whether the projects have to be known before anything else, which is a wave more where they are not. */
  readonly needsProjects: boolean;
}

const listOfProjects = "/projects";

/** The critical path of a query: its calls, in waves that must wait for one another. */
export function toWaves(query: CanonicalQuery, target: Target, isConfigured: boolean): Waves {
  const calls = query.calls(target);
  if (isConfigured || !query.needsProjects) return [calls];
  return [[listOfProjects], calls.filter((call) => call !== listOfProjects)];
}

const people = ({ project }: Target): string => `/${project}/project_users?trashed=true`;
const person = ({ project, member }: Target): string => `/${project}/project_users/${member}`;
const invitations = ({ project }: Target): string => `/${project}/pendinginvitations`;
const groups = ({ project }: Target): string => `/${project}/groups`;
const activities = ({ project }: Target): string => `/${project}/activities?page=0`;

const userFields = `
  id displayName email state privilege
  roles { id name privilege }
  teams(first: 5) { nodes { id name } }
  workspaces(first: 5) { nodes { id name } }`;

const inAccount = ({ accountId }: Target): { accounts: readonly string[] } => ({ accounts: [accountId] });

function users(first: number): CanonicalQuery {
  return {
    name: `users(first: ${first}), roles, teams, workspaces`,
    document: `query Users($accounts: [ID!]) {
      users(first: ${first}, accounts: $accounts) { nodes { ${userFields} } totalCount isComplete }
    }`,
    variables: inAccount,
    calls: (at) => [listOfProjects, people(at), invitations(at), groups(at)],
    needsProjects: true,
  };
}

export const canonicalQueries: readonly CanonicalQuery[] = [
  users(10),
  users(100),
  {
    name: "users(first: 100, filter: privileges)",
    document: `query Admins($accounts: [ID!]) {
      users(first: 100, accounts: $accounts, filter: { privileges: [OWNER, ADMIN] }) {
        nodes { id displayName email privilege } totalCount isComplete
      }
    }`,
    variables: inAccount,
    calls: (at) => [people(at), invitations(at)],
    needsProjects: true,
  },
  {
    name: "teams(first: 20), members(first: 20)",
    document: `query Teams($accounts: [ID!]) {
      teams(first: 20, accounts: $accounts) {
        nodes { id name memberCount members(first: 20) { nodes { id displayName state } } } isComplete
      }
    }`,
    variables: inAccount,
    calls: (at) => [groups(at), people(at)],
    needsProjects: true,
  },
  {
    name: "user(id), roles",
    document: "query User($id: ID!) { user(id: $id) { id displayName email state roles { id name } } }",
    variables: ({ userIds }) => ({ id: userIds[0] }),
    calls: (at) => [person(at)],
    needsProjects: false,
  },
  {
    name: "user(id), roles, teams, workspaces",
    document: `query User($id: ID!) { user(id: $id) { ${userFields} } }`,
    variables: ({ userIds }) => ({ id: userIds[0] }),
    calls: (at) => [person(at), groups(at), listOfProjects],
    needsProjects: false,
  },
  {
    name: "activities(first: 20)",
    document: `query Log($accounts: [ID!]) {
      activities(first: 20, accounts: $accounts) { nodes { id occurredAt action summary actorKind } isComplete }
    }`,
    variables: inAccount,
    calls: (at) => [activities(at)],
    needsProjects: true,
  },
  {
    name: "_entities of 100 users, roles",
    document: `query Entities($representations: [_Any!]!) {
      _entities(representations: $representations) {
        ... on User { id displayName email state privilege roles { id name } }
      }
    }`,
    variables: ({ userIds }) => ({ representations: toRepresentations(userIds) }),
    calls: (at) => [people(at), invitations(at)],
    needsProjects: false,
  },
];

/** The two loads of which requests per second are counted: the same 100 users, as a list and as entities. */
export const listLoad = `query List {
  users(first: 100) { nodes { ${userFields} } pageInfo { hasNextPage endCursor } totalCount isComplete }
}`;
export const entitiesLoad = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on User { ${userFields} } }
}`;

export function toRepresentations(userIds: readonly string[]): readonly object[] {
  return userIds.map((id) => ({ __typename: "User", id }));
}
