/** What is known of a tenant's data, for asking after it: by its own people and by thieves. */
export interface Loot {
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly accountIds: readonly string[];
  readonly emails: readonly string[];
  readonly remoteKeys: readonly {
    readonly typename: string;
    readonly accountKey: string;
    readonly remoteKey: string;
  }[];
  readonly cursors: readonly { readonly query: string; readonly after: string }[];
}

export interface MixedRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const person = "id displayName email title state accountKey remoteKey";
const page = "pageInfo { hasNextPage endCursor }";

/** Lists whose cursors are worth stealing. */
export const pagedQueries = [
  `query ($after: String) { users(first: 4, after: $after) { nodes { ${person} } ${page} } }`,
  `query ($after: String) { users(first: 4, after: $after, orderBy: { field: EMAIL }) { nodes { ${person} } ${page} } }`,
  `query ($after: String) { teams(first: 2, after: $after) { nodes { name } ${page} } }`,
  `query ($after: String) { activities(first: 2, after: $after) { nodes { summary rawAction } ${page} } }`,
] as const;

type Pick = <T>(from: readonly T[]) => T | undefined;
type Make = (loot: Loot, pick: Pick) => MixedRequest;

/** Each filter of the list of people; an id in it may be stolen, too. */
const filters: readonly ((loot: Loot, pick: Pick) => object)[] = [
  () => ({ states: ["ACTIVE", "DISABLED"] }),
  () => ({ privileges: ["OWNER", "ADMIN"] }),
  () => ({ boundaries: ["INTERNAL", "CLIENT"] }),
  () => ({ kinds: ["HUMAN"] }),
  () => ({ licenses: ["STANDARD", "NONE"] }),
  () => ({ updatedAfter: "2023-01-01T00:00:00Z" }),
  (loot, pick) => ({ role: pick(loot.ids["Role"] ?? []) }),
  (loot, pick) => ({ team: pick(loot.ids["Team"] ?? []) }),
  (loot, pick) => ({ workspace: pick(loot.ids["Workspace"] ?? []) }),
  (loot, pick) => ({ organization: pick(loot.ids["Organization"] ?? []) }),
  (loot, pick) => ({ identityId: pick(loot.remoteKeys)?.remoteKey }),
];

const makers: readonly Make[] = [
  () => ({ query: "{ me { tenant subject scopes } }", variables: {} }),
  (_, pick) => ({ query: pick(pagedQueries) ?? "", variables: {} }),
  (loot, pick) => {
    const cursor = pick(loot.cursors);
    return { query: cursor?.query ?? pagedQueries[0], variables: { after: cursor?.after ?? null } };
  },
  (loot, pick) => ({
    query: `query ($emails: [String!]) { users(first: 5, filter: { emails: $emails }) { nodes { ${person} } } }`,
    variables: { emails: [pick(loot.emails), pick(loot.emails)] },
  }),
  (loot, pick) => ({
    query: `query ($accounts: [ID!]) { users(first: 3, accounts: $accounts) { nodes { ${person} } } }`,
    variables: { accounts: [pick(loot.accountIds)] },
  }),
  (loot, pick) => ({
    query: `query ($id: ID!) { user(id: $id) { ${person} sameEmail { ${person} } roles { name } linkedAccount { label } } }`,
    variables: { id: pick(loot.ids["User"] ?? []) },
  }),
  (loot, pick) => {
    const key = pick(loot.remoteKeys.filter(({ typename }) => typename === "User"));
    return {
      query: `query ($accountKey: String!, $remoteKey: String!) {
        user(accountKey: $accountKey, remoteKey: $remoteKey) { ${person} } }`,
      variables: { accountKey: key?.accountKey, remoteKey: key?.remoteKey },
    };
  },
  (loot, pick) => ({
    query: "query ($id: ID!) { team(id: $id) { name members(first: 3) { nodes { displayName email } } } }",
    variables: { id: pick(loot.ids["Team"] ?? []) },
  }),
  (loot, pick) => ({
    query: "query ($id: ID!) { workspace(id: $id) { name members(first: 3) { nodes { displayName } } } }",
    variables: { id: pick(loot.ids["Workspace"] ?? []) },
  }),
  (loot, pick) => ({
    query: `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on User { ${person} } ... on Team { name } } }`,
    variables: { ids: [pick(loot.ids["User"] ?? []), pick(loot.ids["Team"] ?? []), pick(loot.accountIds)] },
  }),
  (loot, pick) => {
    const key = pick(loot.remoteKeys);
    const id = pick(loot.ids["User"] ?? []);
    return {
      query: `query ($r: [_Any!]!) { _entities(representations: $r) {
        ... on User { ${person} } ... on Team { name } ... on Workspace { name } ... on Role { name } } }`,
      variables: {
        r: [
          { __typename: "User", id },
          { __typename: key?.typename, accountKey: key?.accountKey, remoteKey: key?.remoteKey },
        ],
      },
    };
  },
  (loot, pick) => ({
    query: `query ($filter: UserFilter) { users(first: 3, filter: $filter) { nodes { ${person} remote } } }`,
    variables: { filter: pick(filters)?.(loot, pick) },
  }),
  (loot, pick) => {
    const key = pick(loot.remoteKeys.filter(({ typename }) => typename !== "User"));
    const name = (key?.typename ?? "Team").toLowerCase();
    return {
      query: `query ($accountKey: String!, $remoteKey: String!) {
        ${name}(accountKey: $accountKey, remoteKey: $remoteKey) { id name }
        linkedAccount(accountKey: $accountKey) { id label } }`,
      variables: { accountKey: key?.accountKey, remoteKey: key?.remoteKey },
    };
  },
  (loot, pick) => ({
    query: `query ($id: ID!, $account: ID!) { node(id: $id) { id ... on User { ${person} } ... on Organization { name } }
      linkedAccount(id: $account) { id label } }`,
    variables: {
      id: pick([...(loot.ids["User"] ?? []), ...(loot.ids["Organization"] ?? [])]),
      account: pick(loot.accountIds),
    },
  }),
  (_, pick) => ({
    query: `query ($search: String) { users(first: 3, filter: { search: $search }) { nodes { ${person} } isComplete } }`,
    variables: { search: pick(["a", "e", "canary"]) },
  }),
  () => ({
    query: "{ linkedAccounts { nodes { id label site } } roles(first: 5) { nodes { name } } }",
    variables: {},
  }),
  () => ({ query: "{ users(first: 0) { nodes { id } } }", variables: {} }),
];

/** One of many sorts of requests, about somebody's data. */
export function mixedRequest(loot: Loot, random: () => number): MixedRequest {
  const pick: Pick = (from) => from[Math.floor(random() * from.length)];
  const make = pick(makers) ?? makers[0];
  const { query, variables } = make?.(loot, pick) ?? { query: "", variables: {} };
  return { query, variables };
}
