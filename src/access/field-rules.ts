import { scopes, type Scope } from "./scopes.js";

/**
 * What a field needs: a scope; nothing but to be let in (`anybody`); or to be a router, or anybody where introspection
 * is on (`schema`).
 */
export type FieldRule = Scope | "anybody" | "schema";

const connection = "edges nodes pageInfo totalCount";
const accountsConnection = `${connection} accountStatuses isComplete`;
const membershipEdge = "cursor node role joinedAt access";
const writePayload = "userErrors warnings effects operation plannedCalls";
const userPayload = `${writePayload} user`;
const teamPayload = `${writePayload} team`;
const removalPayload = `${userPayload} effectiveMode isReversible restorableUntil`;
const erasurePayload = `${removalPayload} deletedId`;
const keys = "id accountKey remoteId remoteKey linkedAccount meta";

/**
 * The whole table: which rule opens which fields, by type. A field that is not in it stops the build of the graph, so
 * nothing is open because nobody thought of it. docs/access.md is printed from it.
 */
const table: Readonly<Record<FieldRule, Readonly<Record<string, string>>>> = {
  anybody: {
    Query: "me",
    Viewer: "tenant subject scopes maxPrivilege",

    // Behind a guarded field only: what a mutation answers is for whoever may ask for it, and so is the log. What a
    // mutation was done to is guarded by its own type.
    UserError: "code message field retryable alternatives",
    Alternative: "operation note",
    WriteWarning: "code message",
    WriteEffect: "kind detail",
    PlannedCall: "method path body",
    Fidelity: "sameId restored lost",
    AuditEvent: "seq occurredAt actor action accountKey target outcome detail hash",
    AuditEventConnection: connection,
    AuditEventEdge: "cursor node",
    WriteOperation:
      "id operation state idempotencyKey accountKey target actor userErrors createdAt updatedAt",
    OperationResolvePayload: "operation userErrors",
    UserInvitePayload: userPayload,
    UserInvitationResendPayload: userPayload,
    UserInvitationCancelPayload: erasurePayload,
    UserUpdatePayload: userPayload,
    UserDisablePayload: removalPayload,
    RoleAssignPayload: `${userPayload} replacedRole`,
    RoleUnassignPayload: userPayload,
    TeamCreatePayload: teamPayload,
    TeamUpdatePayload: teamPayload,
    TeamSoftDeletePayload: `${teamPayload} effectiveMode isReversible`,
    TeamRestorePayload: `${teamPayload} fidelity`,
    TeamMembersAddPayload: teamPayload,
    TeamMembersRemovePayload: teamPayload,
    WorkspaceMembersAddPayload: `${writePayload} workspace`,
    WorkspaceMembersRemovePayload: `${writePayload} workspace`,
    UsersDisablePayload: "results userErrors",
    UsersDisableResult: `${removalPayload} id`,
    UserEnablePayload: userPayload,
    UserSoftDeletePayload: removalPayload,
    UserRestorePayload: `${userPayload} fidelity`,
    UserHardDeletePayload: erasurePayload,
  },
  schema: {
    Query: "_service",
    _Service: "sdl",
  },
  "directory:read": {
    Query: `activities linkedAccount linkedAccounts node nodes operation organization organizations
      pendingOperations role roles team teams
      user users workspace workspaces _entities`,
    Viewer: "users",
    LinkedAccount: `id accountKey provider label apiVersion region site filters rateBudget writeSurface
      roleCardinality isReadOnly status capabilities visibility seats me
      users roles teams workspaces organizations activities`,
    WriteOperationConnection: connection,
    WriteOperationEdge: "cursor node",
    LinkedAccountConnection: connection,
    LinkedAccountEdge: "cursor node",
    FilterSupport: "field execution",
    RateBudget: "limit remaining resetsAt source",
    AccountHealth: "state message checkedAt",
    Capability: "operation support note docsUrl inputFields",
    InputFieldSupport: "name support",
    Seat: "kind limit used note",
    AccountStatus:
      "state code httpStatus retryAfterMs latencyMs upstreamCalls skippedRows notes linkedAccount",
    AccountNote: "code message",
    PageInfo: "hasNextPage endCursor",
    ObjectMeta: "fetchedAt source ageMs surface",

    User: `${keys} displayName state name email username title phone extension avatarUrl timeZone locale boundary kind
      license lifecycle availability identityId privilege tags attributes roles roleAssignments permissions
      organization teams workspaces sameEmail viewerCan`,
    UserConnection: accountsConnection,
    UserEdge: "cursor node",
    UserName: "full given family",
    License: "kind raw",
    UserLifecycle: `state rawState invitedAt createdAt updatedAt lastActiveAt disabledAt deletedAt restorableUntil`,
    UserAvailability: `isAvailable presence rawPresence presenceChangedAt isBusy note openConversations
      maxConversations`,
    RoleAssignment: "role workspace",
    UserTeamConnection: connection,
    UserTeamEdge: membershipEdge,
    UserWorkspaceConnection: connection,
    UserWorkspaceEdge: membershipEdge,
    UserViewerCan: "update disable softDelete restore hardDelete",
    Permission: "isAllowed reason",

    Role: `${keys} name scope kind privilege license isBuiltIn description isAssignable permissions users`,
    RoleConnection: accountsConnection,
    RoleEdge: "cursor node",

    Team: `${keys} name description kind isDeleted parent organization workspace members memberCount`,
    TeamConnection: accountsConnection,
    TeamEdge: "cursor node",
    TeamMemberConnection: connection,
    TeamMemberEdge: membershipEdge,

    Workspace: `${keys} name description kind state rawState url organization members teams`,
    WorkspaceConnection: accountsConnection,
    WorkspaceEdge: "cursor node",
    WorkspaceMemberConnection: connection,
    WorkspaceMemberEdge: membershipEdge,
    WorkspaceTeamConnection: connection,
    WorkspaceTeamEdge: "cursor node",

    Organization: `${keys} name isOwner url users`,
    OrganizationConnection: accountsConnection,
    OrganizationEdge: "cursor node",

    Activity: `${keys} occurredAt actorKind rawActorKind action rawAction summary subject actor workspace`,
    ActivityConnection: accountsConnection,
    ActivityEdge: "cursor node",
    ActivitySubject: "kind id name",
  },
  "remote:read": {
    Activity: "remote",
    Organization: "remote",
    Role: "remote",
    Team: "remote",
    User: "remote",
    Workspace: "remote",
  },
  "users:write": {
    Mutation: `userInvite userInvitationResend userInvitationCancel userUpdate userDisable usersDisable userEnable
      roleAssign roleUnassign`,
  },
  "users:delete": { Mutation: "userSoftDelete userRestore userHardDelete" },
  "teams:write": {
    Mutation: "teamCreate teamUpdate teamSoftDelete teamRestore teamMembersAdd teamMembersRemove",
  },
  "workspaces:write": { Mutation: "workspaceMembersAdd workspaceMembersRemove" },
  "audit:read": {
    Query: "auditEvents",
  },
  "accounts:admin": { Mutation: "operationResolve" },
};

/** A field and what it needs. */
export interface RuledField {
  readonly type: string;
  readonly field: string;
  readonly rule: FieldRule;
}

const rules: readonly FieldRule[] = ["anybody", "schema", ...scopes];

/** The table, field by field. */
export const ruledFields: readonly RuledField[] = rules.flatMap((rule) =>
  Object.entries(table[rule]).flatMap(([type, fields]) =>
    fields.split(/\s+/u).map((field) => ({ type, field, rule })),
  ),
);
