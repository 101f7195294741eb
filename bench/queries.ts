/** What stands for an account's own ids while a query is prepared for it. */
export interface Target {
  readonly accountId: string;
  readonly userIds: readonly string[];
}

export interface CanonicalQuery {
  readonly name: string;
  readonly document: string;
  readonly variables: (target: Target) => Readonly<Record<string, unknown>>;
  /**
   * How many calls must wait for one another when the projects are configured: what no reader of Tiledesk can do
   * without. A group says which humans are in it, not who they are, so people and groups come side by side.
   */
  readonly depth: number;
  /** Whether the projects have to be known before anything else, which is a call more where they are not. */
  readonly needsProjects: boolean;
}

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
    depth: 1,
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
    depth: 1,
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
    depth: 1,
    needsProjects: true,
  },
  {
    name: "user(id), roles",
    document: "query User($id: ID!) { user(id: $id) { id displayName email state roles { id name } } }",
    variables: ({ userIds }) => ({ id: userIds[0] }),
    depth: 1,
    needsProjects: false,
  },
  {
    name: "user(id), roles, teams, workspaces",
    document: `query User($id: ID!) { user(id: $id) { ${userFields} } }`,
    variables: ({ userIds }) => ({ id: userIds[0] }),
    depth: 1,
    needsProjects: false,
  },
  {
    name: "activities(first: 20)",
    document: `query Log($accounts: [ID!]) {
      activities(first: 20, accounts: $accounts) { nodes { id occurredAt action summary actorKind } isComplete }
    }`,
    variables: inAccount,
    depth: 1,
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
    depth: 1,
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
