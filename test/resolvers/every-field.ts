/** One query for each part of the graph, which together ask for every field that a client can see. */
export interface FieldQuery {
  readonly title: string;
  readonly query: string;
  /** Names of `seededKeys` that it takes. */
  readonly variables?: readonly string[];
}

const page = "pageInfo { hasNextPage endCursor } totalCount";
const statuses = `isComplete accountStatuses {
  state code httpStatus retryAfterMs latencyMs upstreamCalls skippedRows
  notes { code message } linkedAccount { id accountKey }
}`;
const common = `id accountKey remoteId remoteKey remote
  linkedAccount { id } meta { fetchedAt source ageMs surface }`;
const membership = "cursor role { name } joinedAt access";

const operation = `fragment Operation on WriteOperation {
  id operation state idempotencyKey accountKey target actor createdAt updatedAt
  userErrors { code message field retryable alternatives { operation note } }
}`;
const payload = `userErrors { code message field retryable } warnings { code message }
  effects { kind detail } operation { ...Operation } plannedCalls { method path body }`;
const removal = "effectiveMode isReversible restorableUntil";

/** Arguments of each mutation, and what its payload has beside the usual. */
const rehearsals: Readonly<Record<string, readonly [given: string, more?: string]>> = {
  userInvite: ['input: { linkedAccount: $user, email: "june@partner.example" }'],
  userInvitationResend: ["id: $user"],
  userInvitationCancel: ["id: $user", `${removal} deletedId`],
  userUpdate: ['id: $user, input: { note: "Here" }'],
  userDisable: ["id: $user", removal],
  usersDisable: ["ids: [$user]"],
  userEnable: ["id: $user"],
  roleAssign: ['id: $user, role: { name: "agent" }', "replacedRole { name }"],
  roleUnassign: ['id: $user, role: { name: "agent" }'],
  teamCreate: ['input: { linkedAccount: $user, name: "New" }'],
  teamUpdate: ['id: $user, input: { name: "Newer" }'],
  teamSoftDelete: ["id: $user", "effectiveMode isReversible"],
  teamRestore: ["id: $user", "fidelity { sameId restored lost }"],
  teamMembersAdd: ["id: $user, users: [$user]"],
  teamMembersRemove: ["id: $user, users: [$user]"],
  workspaceMembersAdd: ["id: $user, users: [$user]"],
  workspaceMembersRemove: ["id: $user, users: [$user]"],
  userSoftDelete: ["id: $user", removal],
  userRestore: ["id: $user", "fidelity { sameId restored lost }"],
  userHardDelete: ['id: $user, confirm: "nobody"', `${removal} deletedId`],
};

function objectOf(mutation: string): string {
  return /^(?:team|workspace)/u.exec(mutation)?.[0] ?? "user";
}

export const fieldQueries: readonly FieldQuery[] = [
  {
    title: "User",
    query: `{ users(first: 100) { ${page} ${statuses} edges { cursor node { ...Person } } nodes { id } } }
      fragment Person on User {
        ${common}
        displayName state name { full given family } email username title phone extension avatarUrl
        timeZone locale boundary kind license { kind raw }
        lifecycle {
          state rawState invitedAt createdAt updatedAt lastActiveAt disabledAt deletedAt restorableUntil
        }
        availability {
          isAvailable presence rawPresence presenceChangedAt isBusy note openConversations maxConversations
        }
        identityId privilege tags attributes permissions
        roles { name } roleAssignments { role { name } workspace { name } }
        organization { name } sameEmail { email }
        viewerCan {
          update { isAllowed reason } disable { isAllowed } softDelete { isAllowed }
          restore { isAllowed } hardDelete { isAllowed }
        }
      }`,
  },
  {
    title: "relations of User",
    query: `{ users(first: 20) { nodes {
      teams(first: 5) { ${page} edges { ${membership} node { name } } nodes { name } }
      workspaces(first: 5) { ${page} edges { ${membership} node { name } } nodes { name } }
    } } }`,
  },
  {
    title: "Role",
    query: `{ roles { ${page} ${statuses} edges { cursor node { id } } nodes {
      ${common}
      name description scope kind privilege license isBuiltIn isAssignable permissions
      users(first: 5) { nodes { displayName } }
    } } }`,
  },
  {
    title: "Team",
    query: `{ teams { ${page} ${statuses} edges { cursor node { id } } nodes {
      ${common}
      name description kind isDeleted parent { name } organization { name } workspace { name }
      memberCount members(first: 5) { ${page} edges { ${membership} node { displayName } } nodes { email } }
    } } }`,
  },
  {
    title: "Workspace",
    query: `{ workspaces { ${page} ${statuses} edges { cursor node { id } } nodes {
      ${common}
      name description kind state rawState url organization { name }
      members(first: 5) { ${page} edges { ${membership} node { displayName } } nodes { email } }
      teams(first: 5) { ${page} edges { cursor node { name } } nodes { name } }
    } } }`,
  },
  {
    title: "Activity",
    query: `{ activities { ${page} ${statuses} edges { cursor node { id } } nodes {
      ${common}
      occurredAt actorKind rawActorKind action rawAction summary
      subject { kind id name } actor { displayName } workspace { name }
    } } }`,
  },
  {
    title: "Organization",
    query: `{ organizations { ${page} ${statuses} edges { cursor node { id } } nodes {
      ${common}
      name isOwner url users(first: 5) { nodes { displayName } }
    } } }`,
  },
  {
    title: "LinkedAccount",
    query: `{ linkedAccounts { ${page} edges { cursor node { id } } nodes {
      id accountKey provider label apiVersion region site
      capabilities { operation support note docsUrl inputFields { name support } }
      filters { field execution } rateBudget { limit remaining resetsAt source }
      writeSurface roleCardinality isReadOnly status { state message checkedAt } visibility
      seats { kind limit used note } me { displayName }
    } } }`,
  },
  {
    title: "lists of LinkedAccount",
    query: `{ linkedAccount(accountKey: "chat") {
      users(first: 5) { nodes { displayName } } roles(first: 5) { nodes { name } }
      teams(first: 5) { nodes { name } } workspaces(first: 5) { nodes { name } }
      organizations(first: 5) { nodes { name } } activities(first: 5) { nodes { action } }
    } }`,
  },
  { title: "Viewer", query: "{ me { tenant subject scopes maxPrivilege users { displayName } } }" },
  {
    title: "one of each type, by global id",
    query: `query ($user: ID!, $team: ID!, $workspace: ID!, $role: ID!) {
      user(id: $user) { displayName } team(id: $team) { name } workspace(id: $workspace) { name }
      role(id: $role) { name } organization(id: $user) { name }
    }`,
    variables: ["user", "team", "workspace", "role"],
  },
  {
    title: "nodes",
    query: `query ($user: ID!, $team: ID!) {
      node(id: $user) { id ... on User { displayName } } nodes(ids: [$user, $team]) { id }
    }`,
    variables: ["user", "team"],
  },
  {
    title: "operations",
    query: `{ operation(id: "nobody's") { ...Operation }
      pendingOperations { ${page} edges { cursor node { id } } nodes { ...Operation } } } ${operation}`,
  },
  {
    title: "audit events",
    query: `{ auditEvents { ${page} edges { cursor node { seq } } nodes {
      seq occurredAt actor action accountKey target outcome detail hash
    } } }`,
  },
  {
    title: "operationResolve",
    query: `mutation { operationResolve(id: "nobody's", outcome: APPLIED, note: "Seen") {
      operation { ...Operation } userErrors { code } } } ${operation}`,
  },
  ...Object.entries(rehearsals).map(([name, [given, more = ""]]) => ({
    title: name,
    query:
      name === "usersDisable"
        ? `mutation ($user: ID!) { usersDisable(${given}, dryRun: true) { userErrors { code }
            results { id user { id } ${payload} ${removal} } } } ${operation}`
        : `mutation ($user: ID!) { ${name}(${given}, dryRun: true) {
            ${objectOf(name)} { id } ${payload} ${more} } } ${operation}`,
    variables: ["user"],
  })),
];
