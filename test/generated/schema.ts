export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A date-time string at UTC, such as 2007-12-03T10:15:30Z, compliant with the `date-time` format outlined in section 5.6 of the RFC 3339 profile of the ISO 8601 standard for representation of dates and times using the Gregorian calendar. */
  DateTime: { input: string; output: string; }
  /** The `JSON` scalar type represents JSON values as specified by [ECMA-404](http://www.ecma-international.org/publications/files/ECMA-ST/ECMA-404.pdf). */
  JSON: { input: unknown; output: unknown; }
};

/** What a check of an account found. */
export type AccountHealth = {
  __typename?: 'AccountHealth';
  /** When it was checked. */
  checkedAt: Scalars['DateTime']['output'];
  /** What is wrong, for people. */
  message?: Maybe<Scalars['String']['output']>;
  /** OK, or what is wrong. */
  state: AccountState;
};

/** Something to know about an account's part of an answer. */
export type AccountNote = {
  __typename?: 'AccountNote';
  /** Stable code in SCREAMING_SNAKE. */
  code: Scalars['String']['output'];
  /** The same for people. */
  message: Scalars['String']['output'];
};

/** How a linked account took part in an answer. */
export type AccountState =
  /** Cannot answer one of the filters. */
  | 'FILTER_UNSUPPORTED'
  /** Accepts the credential and does not allow this to it. */
  | 'FORBIDDEN'
  /** Answered something that is not its protocol. */
  | 'INVALID_RESPONSE'
  /** Not asked yet: earlier accounts filled the page. */
  | 'NOT_REACHED'
  /** Answered. */
  | 'OK'
  /** Asked to slow down. */
  | 'RATE_LIMITED'
  /** Does not accept the configured credential (any more). */
  | 'REAUTH_REQUIRED'
  /** Failed, and was answered from an older copy. */
  | 'STALE'
  /** Did not answer in time. */
  | 'TIMED_OUT'
  /** The request's budget of upstream calls ended its part early. */
  | 'TRUNCATED'
  /** Could not be reached, or answered with an error of its own. */
  | 'UNAVAILABLE';

/** How one linked account took part in a list. */
export type AccountStatus = {
  __typename?: 'AccountStatus';
  /** Code of the failure, if it failed. */
  code?: Maybe<ErrorCode>;
  /** HTTP status that the failure came with, if any. */
  httpStatus?: Maybe<Scalars['Int']['output']>;
  /** Milliseconds until the account's part was there; null if not asked. */
  latencyMs?: Maybe<Scalars['Int']['output']>;
  /** The linked account. */
  linkedAccount: LinkedAccount;
  /** What else there is to know. */
  notes: Array<AccountNote>;
  /** Milliseconds after which asking again makes sense, if told. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  /** Rows that were unreadable and left out. */
  skippedRows: Scalars['Int']['output'];
  /** How the account took part. */
  state: AccountState;
  /** Calls sent to the provider for this list and for what was started along with it; sign-ins apart. */
  upstreamCalls: Scalars['Int']['output'];
};

/** Something that somebody did, from the provider's own log. */
export type Activity = Node & {
  __typename?: 'Activity';
  /** Configured id of the linked account that the object belongs to. */
  accountKey: Scalars['String']['output'];
  /** What was done. */
  action: ActivityAction;
  /** Who did it; null for bots, the system, and the gone. */
  actor?: Maybe<User>;
  /** What sort of actor did it. */
  actorKind: ActivityActorKind;
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** Linked account that the object belongs to. */
  linkedAccount: LinkedAccount;
  /** How fresh the object is and where it came from. */
  meta: ObjectMeta;
  /** When it was done. */
  occurredAt: Scalars['DateTime']['output'];
  /** The provider's own word for what was done. */
  rawAction: Scalars['String']['output'];
  /** The provider's own word for the sort of actor. */
  rawActorKind?: Maybe<Scalars['String']['output']>;
  /** The provider's own object, cut down to an allow-list. Needs the scope `remote:read`. */
  remote?: Maybe<Scalars['JSON']['output']>;
  /** The provider's own id. */
  remoteId: Scalars['String']['output'];
  /** The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build. */
  remoteKey: Scalars['String']['output'];
  /** What it was done to. */
  subject?: Maybe<ActivitySubject>;
  /** The same in the provider's sentence. */
  summary?: Maybe<Scalars['String']['output']>;
  /** Where it was done. */
  workspace?: Maybe<Workspace>;
};

/** What was done. */
export type ActivityAction =
  /** A conversation ended. */
  | 'CONVERSATION_CLOSED'
  /** A conversation began. */
  | 'CONVERSATION_CREATED'
  /** The subject was completed. */
  | 'ITEM_COMPLETED'
  /** The subject was made: a task, a project, a comment. */
  | 'ITEM_CREATED'
  /** The subject was deleted. */
  | 'ITEM_DELETED'
  /** Somebody liked the subject. */
  | 'ITEM_LIKED'
  /** Somebody reacted to the subject. */
  | 'ITEM_REACTED_TO'
  /** The subject was completed and is open again. */
  | 'ITEM_REOPENED'
  /** The subject was deleted and is back. */
  | 'ITEM_RESTORED'
  /** The subject was changed. */
  | 'ITEM_UPDATED'
  /** Somebody looked at the subject. */
  | 'ITEM_VIEWED'
  /** An action that Rollcall does not know; see `rawAction`. */
  | 'UNKNOWN'
  /** A User became available or unavailable. */
  | 'USER_AVAILABILITY_CHANGED'
  /** A User was removed for good. */
  | 'USER_HARD_DELETED'
  /** A User was invited. */
  | 'USER_INVITED'
  /** A User was removed and can be restored. */
  | 'USER_SOFT_DELETED'
  /** A User's membership was changed, enabled or restored. */
  | 'USER_UPDATED';

/** Who acted. */
export type ActivityActorKind =
  /** A bot. */
  | 'BOT'
  /** The provider itself. */
  | 'SYSTEM'
  /** An actor that Rollcall does not know; see `rawActorKind`. */
  | 'UNKNOWN'
  /** A User. */
  | 'USER';

/** A page of Activity objects, and how each linked account took part. */
export type ActivityConnection = {
  __typename?: 'ActivityConnection';
  /** How each linked account took part. */
  accountStatuses: Array<AccountStatus>;
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<ActivityEdge>>;
  /** Whether no account failed, was cut short or left out a row, on this page and those before it. */
  isComplete: Scalars['Boolean']['output'];
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Activity>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A Activity in a list. */
export type ActivityEdge = {
  __typename?: 'ActivityEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The Activity. */
  node: Activity;
};

/** What something was done to. */
export type ActivitySubject = {
  __typename?: 'ActivitySubject';
  /** The provider's id of it. */
  id?: Maybe<Scalars['String']['output']>;
  /** What it is, in the provider's words. */
  kind: Scalars['String']['output'];
  /** Its name, or the address that was invited. */
  name?: Maybe<Scalars['String']['output']>;
};

/** Another way to what was wanted. */
export type Alternative = {
  __typename?: 'Alternative';
  /** What it does. */
  note: Scalars['String']['output'];
  /** What can be asked instead. */
  operation: Operation;
};

/** Something that was done by means of Rollcall, or refused. Events of a tenant are a chain: each hash covers the one before. */
export type AuditEvent = {
  __typename?: 'AuditEvent';
  /** Configured id of the linked account. */
  accountKey?: Maybe<Scalars['String']['output']>;
  /** What was asked for, such as USER_INVITE. */
  action: Scalars['String']['output'];
  /** Who, as the token says; null without authentication. */
  actor?: Maybe<Scalars['String']['output']>;
  /** What else is known of it. Names nobody. */
  detail: Scalars['JSON']['output'];
  /** SHA-256 over the event and the hash before it. */
  hash: Scalars['String']['output'];
  /** When. */
  occurredAt: Scalars['DateTime']['output'];
  /** APPLIED, DRY_RUN, NOTHING_TO_DO, an operation's state, or the code of a refusal. */
  outcome: Scalars['String']['output'];
  /** Place in the tenant's log, from 1, without gaps. */
  seq: Scalars['Int']['output'];
  /** Id of what it was done to, where that is known. */
  target?: Maybe<Scalars['ID']['output']>;
};

/** A page of a list (AuditEvent). */
export type AuditEventConnection = {
  __typename?: 'AuditEventConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<AuditEventEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<AuditEvent>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A AuditEvent in a list. */
export type AuditEventEdge = {
  __typename?: 'AuditEventEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The AuditEvent. */
  node: AuditEvent;
};

/** Whether an operation can be asked of an account. */
export type Capability = {
  __typename?: 'Capability';
  /** The provider's own page about it. */
  docsUrl?: Maybe<Scalars['String']['output']>;
  /** The fields of its input, inner ones after a dot, and whether each can be given: none where the operation is UNSUPPORTED. Null for reads, empty for writes whose fields do not differ. */
  inputFields?: Maybe<Array<InputFieldSupport>>;
  /** Conditions and limits. */
  note?: Maybe<Scalars['String']['output']>;
  /** The operation. */
  operation: Operation;
  /** Whether it can be asked. */
  support: Support;
};

/** Codes of `errors[].extensions.code`; closed. */
export type ErrorCode =
  /** The request is malformed or asks for something impossible. */
  | 'BAD_USER_INPUT'
  /** Who asks may not. */
  | 'FORBIDDEN'
  /** A bug of Rollcall. */
  | 'INTERNAL'
  /** The cursor is not one of this list, or its list has expired. */
  | 'INVALID_CURSOR'
  /** The request is larger than allowed. */
  | 'LIMIT_EXCEEDED'
  /** There is no such object. */
  | 'NOT_FOUND'
  /** Rollcall has too much to do. */
  | 'OVERLOADED'
  /** Rollcall's own store cannot be used. */
  | 'STORE_UNAVAILABLE'
  /** Who asks is not known. */
  | 'UNAUTHENTICATED'
  /** The provider does not allow this to the account. */
  | 'UPSTREAM_FORBIDDEN'
  /** The provider answered something that is not its protocol. */
  | 'UPSTREAM_INVALID_RESPONSE'
  /** The provider asks to slow down. */
  | 'UPSTREAM_RATE_LIMITED'
  /** The provider did not answer in time. */
  | 'UPSTREAM_TIMEOUT'
  /** The provider does not accept the account's credential. */
  | 'UPSTREAM_UNAUTHORIZED'
  /** The provider could not be reached, or answered with an error of its own. */
  | 'UPSTREAM_UNAVAILABLE';

/** How much of what was there a restore brought back. */
export type Fidelity = {
  __typename?: 'Fidelity';
  /** What did not. */
  lost: Array<Scalars['String']['output']>;
  /** What came back. */
  restored: Array<Scalars['String']['output']>;
  /** Whether the User has the id that it had. */
  sameId: Scalars['Boolean']['output'];
};

/** Who applies a filter. */
export type FilterExecution =
  /** Rollcall reads more and narrows itself. */
  | 'LOCAL'
  /** Refused: the account is then FILTER_UNSUPPORTED. */
  | 'UNSUPPORTED'
  /** The provider narrows. */
  | 'UPSTREAM';

/** Who applies a field of `UserFilter`. */
export type FilterSupport = {
  __typename?: 'FilterSupport';
  /** Who applies it. */
  execution: FilterExecution;
  /** Name of the field. */
  field: Scalars['String']['output'];
};

/** Whether an operation takes an input field. */
export type InputFieldSupport = {
  __typename?: 'InputFieldSupport';
  /** Name of the input field, such as `name.given`. */
  name: Scalars['String']['output'];
  /** Whether it can be given. */
  support: Support;
};

/** The licence that a User takes. */
export type License = {
  __typename?: 'License';
  /** Its sort. */
  kind: LicenseKind;
  /** The provider's own word for it. */
  raw?: Maybe<Scalars['String']['output']>;
};

/** The sort of licence that a User takes. */
export type LicenseKind =
  /** A full-time seat. */
  | 'FULL_TIME'
  /** No seat. */
  | 'NONE'
  /** A part-time or limited seat. */
  | 'PART_TIME'
  /** The provider's only sort of seat. */
  | 'STANDARD'
  /** A licence that Rollcall does not know; see `raw`. */
  | 'UNKNOWN';

/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccount = Node & {
  __typename?: 'LinkedAccount';
  /** The account's configured id, unique in its tenant. */
  accountKey: Scalars['String']['output'];
  /** What was done in this account. */
  activities?: Maybe<ActivityConnection>;
  /** Version of the provider's API. */
  apiVersion?: Maybe<Scalars['String']['output']>;
  /** What can be asked of it: what the provider can, its settings, the granted scopes and the credential's rank allow, together. */
  capabilities: Array<Capability>;
  /** Who applies which filter of Users. */
  filters: Array<FilterSupport>;
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** Whether the operator forbids all writes. */
  isReadOnly: Scalars['Boolean']['output'];
  /** What the operator calls it. */
  label: Scalars['String']['output'];
  /** The identity behind the credential. */
  me?: Maybe<User>;
  /** Organizations of this account. */
  organizations?: Maybe<OrganizationConnection>;
  /** Whose account it is. */
  provider: Provider;
  /** Calls that the provider still allows, where it tells. */
  rateBudget?: Maybe<RateBudget>;
  /** Region of the provider. */
  region?: Maybe<Scalars['String']['output']>;
  /** How many roles a User holds at once. */
  roleCardinality: RoleCardinality;
  /** Roles of this account. */
  roles?: Maybe<RoleConnection>;
  /** Seats of the account, where the provider tells. */
  seats?: Maybe<Array<Seat>>;
  /** Installation that several accounts share, such as the products of one Teamwork site. */
  site?: Maybe<Scalars['String']['output']>;
  /** Checks the account by one cheap call. */
  status: AccountHealth;
  /** Teams of this account. */
  teams?: Maybe<TeamConnection>;
  /** Users of this account. */
  users?: Maybe<UserConnection>;
  /** How much of the account the credential's rank lets Rollcall see. */
  visibility?: Maybe<Visibility>;
  /** Workspaces of this account. */
  workspaces?: Maybe<WorkspaceConnection>;
  /** API that is written to, where the provider has several. */
  writeSurface?: Maybe<Scalars['String']['output']>;
};


/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccountActivitiesArgs = {
  actions?: InputMaybe<Array<ActivityAction>>;
  actors?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  since?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccountOrganizationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccountRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccountTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccountUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
};


/** One account at one provider, with settings and credentials. Everything else belongs to exactly one. */
export type LinkedAccountWorkspacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of a list (LinkedAccount). */
export type LinkedAccountConnection = {
  __typename?: 'LinkedAccountConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<LinkedAccountEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<LinkedAccount>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A LinkedAccount in a list. */
export type LinkedAccountEdge = {
  __typename?: 'LinkedAccountEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The LinkedAccount. */
  node: LinkedAccount;
};

/** How fresh an object is. */
export type MetaSource =
  /** Read a little earlier, and still good. */
  | 'CACHE'
  /** Read during this request. */
  | 'LIVE'
  /** Read earlier, and served because the provider failed. */
  | 'STALE';

export type Mutation = {
  __typename?: 'Mutation';
  /** Says what became of an operation in review. Needs the scope `accounts:admin`. */
  operationResolve: OperationResolvePayload;
  /** Gives a User a role: beside those it has, or in place of the one, as the account's roleCardinality says. */
  roleAssign: RoleAssignPayload;
  /** Takes a role from a User who holds several. */
  roleUnassign: RoleUnassignPayload;
  /** Makes a Team. */
  teamCreate: TeamCreatePayload;
  /** Adds Users to a Team; those who are in it stay in it. */
  teamMembersAdd: TeamMembersAddPayload;
  /** Takes Users out of a Team; those who are not in it are passed over. */
  teamMembersRemove: TeamMembersRemovePayload;
  /** Restores a soft-deleted Team. */
  teamRestore: TeamRestorePayload;
  /** Removes a Team so that it can be restored. */
  teamSoftDelete: TeamSoftDeletePayload;
  /** Changes a Team. */
  teamUpdate: TeamUpdatePayload;
  /** Disables a User: it stays, and cannot come in. */
  userDisable: UserDisablePayload;
  /** Enables a disabled User. */
  userEnable: UserEnablePayload;
  /** Removes a User for good. */
  userHardDelete: UserHardDeletePayload;
  /** Withdraws a pending invitation. */
  userInvitationCancel: UserInvitationCancelPayload;
  /** Sends a pending invitation again. */
  userInvitationResend: UserInvitationResendPayload;
  /** Invites somebody into a linked account. What the provider does with it is in `effects`. */
  userInvite: UserInvitePayload;
  /** Restores a soft-deleted User. `fidelity` says how much came back. */
  userRestore: UserRestorePayload;
  /** Removes a User so that it can be restored. `effectiveMode` says what that is at the provider. */
  userSoftDelete: UserSoftDeletePayload;
  /** Changes a User. */
  userUpdate: UserUpdatePayload;
  /** Disables several Users, each for itself: one that is refused keeps none of the others. */
  usersDisable: UsersDisablePayload;
  /** Adds Users to a Workspace. */
  workspaceMembersAdd: WorkspaceMembersAddPayload;
  /** Takes Users out of a Workspace. */
  workspaceMembersRemove: WorkspaceMembersRemovePayload;
};


export type MutationOperationResolveArgs = {
  id: Scalars['ID']['input'];
  note: Scalars['String']['input'];
  outcome: OperationOutcome;
};


export type MutationRoleAssignArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  role: RoleInput;
};


export type MutationRoleUnassignArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  role: RoleInput;
};


export type MutationTeamCreateArgs = {
  dryRun?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: TeamCreateInput;
};


export type MutationTeamMembersAddArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  users: Array<Scalars['ID']['input']>;
};


export type MutationTeamMembersRemoveArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  users: Array<Scalars['ID']['input']>;
};


export type MutationTeamRestoreArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationTeamSoftDeleteArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationTeamUpdateArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: TeamUpdateInput;
};


export type MutationUserDisableArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserEnableArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserHardDeleteArgs = {
  confirm: Scalars['String']['input'];
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserInvitationCancelArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserInvitationResendArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserInviteArgs = {
  dryRun?: Scalars['Boolean']['input'];
  force?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: UserInviteInput;
};


export type MutationUserRestoreArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserSoftDeleteArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUserUpdateArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: UserUpdateInput;
};


export type MutationUsersDisableArgs = {
  dryRun?: Scalars['Boolean']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  ids: Array<Scalars['ID']['input']>;
};


export type MutationWorkspaceMembersAddArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  users: Array<Scalars['ID']['input']>;
};


export type MutationWorkspaceMembersRemoveArgs = {
  dryRun?: Scalars['Boolean']['input'];
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  users: Array<Scalars['ID']['input']>;
};

/** A User's name. Give the parts or the whole, as the provider has it. */
export type NameInput = {
  /** Family name. */
  family?: InputMaybe<Scalars['String']['input']>;
  /** The whole name. */
  full?: InputMaybe<Scalars['String']['input']>;
  /** Given name. */
  given?: InputMaybe<Scalars['String']['input']>;
};

/** An object with a global id. */
export type Node = {
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
};

/** How fresh an object is and where it came from. */
export type ObjectMeta = {
  __typename?: 'ObjectMeta';
  /** Milliseconds since it was read. */
  ageMs: Scalars['Int']['output'];
  /** When the provider's answer arrived. */
  fetchedAt: Scalars['DateTime']['output'];
  /** How fresh it is. */
  source: MetaSource;
  /** API that it came from. */
  surface: Scalars['String']['output'];
};

/** What can be asked of an account. */
export type Operation =
  /** List Activities. */
  | 'ACTIVITIES_LIST'
  /** Tell the identity behind the credential. */
  | 'ME'
  /** List Organizations. */
  | 'ORGANIZATIONS_LIST'
  /** List Roles. */
  | 'ROLES_LIST'
  /** Give a User a role. */
  | 'ROLE_ASSIGN'
  /** Take a role from a User. */
  | 'ROLE_UNASSIGN'
  /** List Teams. */
  | 'TEAMS_LIST'
  /** Create a Team. */
  | 'TEAM_CREATE'
  /** Add Users to a Team. */
  | 'TEAM_MEMBERS_ADD'
  /** List a Team's members. */
  | 'TEAM_MEMBERS_LIST'
  /** Remove Users from a Team. */
  | 'TEAM_MEMBERS_REMOVE'
  /** Restore a soft-deleted Team. */
  | 'TEAM_RESTORE'
  /** Remove a Team so that it can be restored. */
  | 'TEAM_SOFT_DELETE'
  /** Change a Team. */
  | 'TEAM_UPDATE'
  /** Find Users by e-mail address. */
  | 'USERS_BY_EMAIL'
  /** Read Users by id. */
  | 'USERS_BY_ID'
  /** List Users. */
  | 'USERS_LIST'
  /** Disable a User. */
  | 'USER_DISABLE'
  /** Enable a disabled User. */
  | 'USER_ENABLE'
  /** Remove a User for good. */
  | 'USER_HARD_DELETE'
  /** Cancel an invitation. */
  | 'USER_INVITATION_CANCEL'
  /** Send an invitation again. */
  | 'USER_INVITATION_RESEND'
  /** Invite a User. */
  | 'USER_INVITE'
  /** Restore a soft-deleted User. */
  | 'USER_RESTORE'
  /** Remove a User so that it can be restored. */
  | 'USER_SOFT_DELETE'
  /** Change a User. */
  | 'USER_UPDATE'
  /** List Workspaces. */
  | 'WORKSPACES_LIST'
  /** Add Users to a Workspace. */
  | 'WORKSPACE_MEMBERS_ADD'
  /** List a Workspace's members. */
  | 'WORKSPACE_MEMBERS_LIST'
  /** Remove Users from a Workspace. */
  | 'WORKSPACE_MEMBERS_REMOVE';

/** What a person found out about an operation. */
export type OperationOutcome =
  /** It was done. */
  | 'APPLIED'
  /** It was not done, and may be asked for again. */
  | 'NOT_APPLIED';

/** What became of `operationResolve`. */
export type OperationResolvePayload = {
  __typename?: 'OperationResolvePayload';
  /** The operation as it is now. */
  operation?: Maybe<WriteOperation>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
};

/** Where an operation stands. */
export type OperationState =
  /** Done. */
  | 'APPLIED'
  /** Nothing that the provider shows tells whether it was done. A person has to look. */
  | 'NEEDS_REVIEW'
  /** Written down; nothing was sent. */
  | 'NEW'
  /** Over, and nothing was changed. */
  | 'NOT_APPLIED'
  /** Sent; its outcome is not known yet. It is not sent again. */
  | 'SENT';

/** Which way a list is sorted. */
export type OrderDirection =
  /** Least first. */
  | 'ASC'
  /** Greatest first. */
  | 'DESC';

/** The company that a User belongs to. */
export type Organization = Node & {
  __typename?: 'Organization';
  /** Configured id of the linked account that the object belongs to. */
  accountKey: Scalars['String']['output'];
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** Whether it is the account's own company; the others are clients. */
  isOwner: Scalars['Boolean']['output'];
  /** Linked account that the object belongs to. */
  linkedAccount: LinkedAccount;
  /** How fresh the object is and where it came from. */
  meta: ObjectMeta;
  /** Name at the provider. */
  name: Scalars['String']['output'];
  /** The provider's own object, cut down to an allow-list. Needs the scope `remote:read`. */
  remote?: Maybe<Scalars['JSON']['output']>;
  /** The provider's own id. */
  remoteId: Scalars['String']['output'];
  /** The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build. */
  remoteKey: Scalars['String']['output'];
  /** Its website. */
  url?: Maybe<Scalars['String']['output']>;
  /** Users of the organization. */
  users?: Maybe<UserConnection>;
};


/** The company that a User belongs to. */
export type OrganizationUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  states?: InputMaybe<Array<UserState>>;
};

/** A page of Organization objects, and how each linked account took part. */
export type OrganizationConnection = {
  __typename?: 'OrganizationConnection';
  /** How each linked account took part. */
  accountStatuses: Array<AccountStatus>;
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<OrganizationEdge>>;
  /** Whether no account failed, was cut short or left out a row, on this page and those before it. */
  isComplete: Scalars['Boolean']['output'];
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Organization>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A Organization in a list. */
export type OrganizationEdge = {
  __typename?: 'OrganizationEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The Organization. */
  node: Organization;
};

/** Where a page stands in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** Where the scan stands: give it as `after` for the next page. Set even on an empty page that has a next one. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether the list goes on after this page. */
  hasNextPage: Scalars['Boolean']['output'];
};

/** Whether something may be done. */
export type Permission = {
  __typename?: 'Permission';
  /** Whether it may. */
  isAllowed: Scalars['Boolean']['output'];
  /** Why not. */
  reason?: Maybe<Scalars['String']['output']>;
};

/** A call that a dry run would have sent. */
export type PlannedCall = {
  __typename?: 'PlannedCall';
  /** Body, where there is one. */
  body?: Maybe<Scalars['JSON']['output']>;
  /** HTTP method. */
  method: Scalars['String']['output'];
  /** Path and query below the provider's base URL. */
  path: Scalars['String']['output'];
};

/** Whether a User is connected right now. */
export type Presence =
  /** Not connected. */
  | 'OFFLINE'
  /** Connected. */
  | 'ONLINE'
  /** A presence that Rollcall does not know; see `rawPresence`. */
  | 'UNKNOWN';

/** How far a role reaches, comparable over providers. */
export type Privilege =
  /** Manages people and settings. */
  | 'ADMIN'
  /** Is let in from outside. */
  | 'GUEST'
  /** Works with less than a member sees. */
  | 'LIMITED'
  /** Oversees other members' work. */
  | 'MANAGER'
  /** Works like everybody else. */
  | 'MEMBER'
  /** Everything, including the account itself. */
  | 'OWNER'
  /** The provider does not tell, or the role's name is not mapped. */
  | 'UNKNOWN';

/** A vendor product with an API of its own. */
export type Provider =
  /** Any SCIM 2.0 server, such as an identity provider: users and groups. */
  | 'SCIM'
  /** Talkdesk: users, roles, teams, ring groups and queues of a contact centre. */
  | 'TALKDESK'
  /** Teamwork Desk: agents of a help desk, with their licences and inboxes. */
  | 'TEAMWORK_DESK'
  /** Teamwork Projects: people, companies, teams, roles, projects and activity of an installation. */
  | 'TEAMWORK_PROJECTS'
  /** Teamwork Spaces: users of an installation, and its spaces with those who work in them. */
  | 'TEAMWORK_SPACES'
  /** Tiledesk, hosted or self-hosted: teammates, groups and roles of chat projects. */
  | 'TILEDESK';

export type Query = {
  __typename?: 'Query';
  /** What was done in the tenant's linked accounts, newest first over all of them. An account that was cut short holds the others' older rows back. */
  activities: ActivityConnection;
  /** What was done by means of Rollcall, or refused, newest first. Needs the scope `audit:read`. */
  auditEvents: AuditEventConnection;
  /** A linked account, by global id or configured id. */
  linkedAccount?: Maybe<LinkedAccount>;
  /** Linked accounts of the tenant. */
  linkedAccounts: LinkedAccountConnection;
  /** Who asks. */
  me: Viewer;
  /** An object by its global id. */
  node?: Maybe<Node>;
  /** Objects by their global ids, in the same order; null for those that do not exist. */
  nodes: Array<Maybe<Node>>;
  /** A mutation as it was carried out, by the id that it told. */
  operation?: Maybe<WriteOperation>;
  /** An Organization, by global id or by the provider's own key. */
  organization?: Maybe<Organization>;
  /** Organizations of the tenant's linked accounts. */
  organizations: OrganizationConnection;
  /** Operations whose outcome is not known yet, newest first. */
  pendingOperations: WriteOperationConnection;
  /** A Role, by global id or by the provider's own key. */
  role?: Maybe<Role>;
  /** Roles of the tenant's linked accounts. */
  roles: RoleConnection;
  /** A Team, by global id or by the provider's own key. */
  team?: Maybe<Team>;
  /** Teams of the tenant's linked accounts. */
  teams: TeamConnection;
  /** A User, by global id or by the provider's own key. */
  user?: Maybe<User>;
  /** Users of the tenant's linked accounts. */
  users: UserConnection;
  /** A Workspace, by global id or by the provider's own key. */
  workspace?: Maybe<Workspace>;
  /** Workspaces of the tenant's linked accounts. */
  workspaces: WorkspaceConnection;
};


export type QueryActivitiesArgs = {
  accounts?: InputMaybe<Array<Scalars['ID']['input']>>;
  actions?: InputMaybe<Array<ActivityAction>>;
  actors?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  requireComplete?: Scalars['Boolean']['input'];
  since?: InputMaybe<Scalars['DateTime']['input']>;
  until?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryLinkedAccountArgs = {
  accountKey?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryLinkedAccountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


export type QueryNodesArgs = {
  ids: Array<Scalars['ID']['input']>;
};


export type QueryOperationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrganizationArgs = {
  accountKey?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  remoteKey?: InputMaybe<Scalars['String']['input']>;
};


export type QueryOrganizationsArgs = {
  accounts?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  requireComplete?: Scalars['Boolean']['input'];
};


export type QueryPendingOperationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryRoleArgs = {
  accountKey?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  remoteKey?: InputMaybe<Scalars['String']['input']>;
};


export type QueryRolesArgs = {
  accounts?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  requireComplete?: Scalars['Boolean']['input'];
};


export type QueryTeamArgs = {
  accountKey?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  remoteKey?: InputMaybe<Scalars['String']['input']>;
};


export type QueryTeamsArgs = {
  accounts?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  requireComplete?: Scalars['Boolean']['input'];
};


export type QueryUserArgs = {
  accountKey?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  remoteKey?: InputMaybe<Scalars['String']['input']>;
};


export type QueryUsersArgs = {
  accounts?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<UserFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<UserOrder>;
  requireComplete?: Scalars['Boolean']['input'];
};


export type QueryWorkspaceArgs = {
  accountKey?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  remoteKey?: InputMaybe<Scalars['String']['input']>;
};


export type QueryWorkspacesArgs = {
  accounts?: InputMaybe<Array<Scalars['ID']['input']>>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  requireComplete?: Scalars['Boolean']['input'];
};

/** How many calls a provider still allows. */
export type RateBudget = {
  __typename?: 'RateBudget';
  /** Calls allowed in the window. */
  limit?: Maybe<Scalars['Int']['output']>;
  /** Calls left in it. */
  remaining?: Maybe<Scalars['Int']['output']>;
  /** When the window begins anew. */
  resetsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the figures come from. */
  source: Scalars['String']['output'];
};

/** What a removal really did. */
export type RemovalMode =
  /** The User is there and cannot come in. */
  | 'DISABLED'
  /** The User is disabled, and Rollcall keeps what restoring it needs. */
  | 'EMULATED_SOFT_DELETED'
  /** It is gone for good. */
  | 'HARD_DELETED'
  /** The provider hides the User and can restore it. */
  | 'SOFT_DELETED';

/** What a User may do, in the whole account or in one workspace. */
export type Role = Node & {
  __typename?: 'Role';
  /** Configured id of the linked account that the object belongs to. */
  accountKey: Scalars['String']['output'];
  /** What the role is for. */
  description?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** Whether Users can be given it; null when it is gone. */
  isAssignable?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the provider itself defines it. */
  isBuiltIn: Scalars['Boolean']['output'];
  /** What it is for. */
  kind: RoleKind;
  /** Licence that it takes, in the provider's words. */
  license?: Maybe<Scalars['String']['output']>;
  /** Linked account that the object belongs to. */
  linkedAccount: LinkedAccount;
  /** How fresh the object is and where it came from. */
  meta: ObjectMeta;
  /** Name at the provider. */
  name: Scalars['String']['output'];
  /** The provider's own permission strings; null where it tells none. */
  permissions?: Maybe<Array<Scalars['String']['output']>>;
  /** How far it reaches, comparable over providers. */
  privilege: Privilege;
  /** The provider's own object, cut down to an allow-list. Needs the scope `remote:read`. */
  remote?: Maybe<Scalars['JSON']['output']>;
  /** The provider's own id. */
  remoteId: Scalars['String']['output'];
  /** The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build. */
  remoteKey: Scalars['String']['output'];
  /** Where it holds. */
  scope: RoleScope;
  /** Users who hold the role. */
  users?: Maybe<UserConnection>;
};


/** What a User may do, in the whole account or in one workspace. */
export type RoleUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  states?: InputMaybe<Array<UserState>>;
};

/** What became of `roleAssign`. */
export type RoleAssignPayload = {
  __typename?: 'RoleAssignPayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The role that the User had before, where it has one only; null when nothing was replaced. */
  replacedRole?: Maybe<Role>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** A role that a User holds, and where. */
export type RoleAssignment = {
  __typename?: 'RoleAssignment';
  /** The role. */
  role: Role;
  /** Where it holds; null for the whole account. */
  workspace?: Maybe<Workspace>;
};

/** How many roles a User of an account holds at once. */
export type RoleCardinality =
  /** Several. */
  | 'MANY'
  /** Exactly one. */
  | 'ONE';

/** A page of Role objects, and how each linked account took part. */
export type RoleConnection = {
  __typename?: 'RoleConnection';
  /** How each linked account took part. */
  accountStatuses: Array<AccountStatus>;
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<RoleEdge>>;
  /** Whether no account failed, was cut short or left out a row, on this page and those before it. */
  isComplete: Scalars['Boolean']['output'];
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Role>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A Role in a list. */
export type RoleEdge = {
  __typename?: 'RoleEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The Role. */
  node: Role;
};

/** A Role, by id or by its name in the account. Give one of the two. */
export type RoleInput = {
  /** Global id. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Name, looked up in the account as it is now. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** What a role is for. */
export type RoleKind =
  /** The provider's own level of access. */
  | 'ACCESS'
  /** Made by the account's administrators, or misspelt by them. */
  | 'CUSTOM'
  /** A job that somebody does, without rights of its own. */
  | 'JOB';

/** Where a role holds. */
export type RoleScope =
  /** In the whole linked account. */
  | 'ACCOUNT'
  /** In one workspace. */
  | 'WORKSPACE';

/** What became of `roleUnassign`. */
export type RoleUnassignPayload = {
  __typename?: 'RoleUnassignPayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** A kind of seat that an account is limited to. */
export type Seat = {
  __typename?: 'Seat';
  /** What the provider calls it. */
  kind: Scalars['String']['output'];
  /** How many there are; null when unlimited or unknown. */
  limit?: Maybe<Scalars['Int']['output']>;
  /** What else there is to know. */
  note?: Maybe<Scalars['String']['output']>;
  /** How many are taken. */
  used?: Maybe<Scalars['Int']['output']>;
};

/** Whether an operation can be asked of an account. */
export type Support =
  /** Rollcall makes it out of other calls. */
  | 'EMULATED'
  /** The provider does it itself. */
  | 'NATIVE'
  /** Refused before anything is sent. */
  | 'UNSUPPORTED'
  /** Believed possible, confirmed by no document or recording. */
  | 'UNVERIFIED';

/** A group of Users. */
export type Team = Node & {
  __typename?: 'Team';
  /** Configured id of the linked account that the object belongs to. */
  accountKey: Scalars['String']['output'];
  /** What the provider says of it. */
  description?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** Whether it is deleted and can be restored. */
  isDeleted: Scalars['Boolean']['output'];
  /** What the provider calls it. */
  kind: TeamKind;
  /** Linked account that the object belongs to. */
  linkedAccount: LinkedAccount;
  /** How many Users `members` lists for the same states. */
  memberCount?: Maybe<Scalars['Int']['output']>;
  /** Users in the team. */
  members?: Maybe<TeamMemberConnection>;
  /** How fresh the object is and where it came from. */
  meta: ObjectMeta;
  /** Name at the provider. */
  name: Scalars['String']['output'];
  /** Company that it belongs to. */
  organization?: Maybe<Organization>;
  /** Team that it is a part of. */
  parent?: Maybe<Team>;
  /** The provider's own object, cut down to an allow-list. Needs the scope `remote:read`. */
  remote?: Maybe<Scalars['JSON']['output']>;
  /** The provider's own id. */
  remoteId: Scalars['String']['output'];
  /** The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build. */
  remoteKey: Scalars['String']['output'];
  /** Workspace that it belongs to. */
  workspace?: Maybe<Workspace>;
};


/** A group of Users. */
export type TeamMemberCountArgs = {
  states?: InputMaybe<Array<UserState>>;
};


/** A group of Users. */
export type TeamMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  states?: InputMaybe<Array<UserState>>;
};

/** A page of Team objects, and how each linked account took part. */
export type TeamConnection = {
  __typename?: 'TeamConnection';
  /** How each linked account took part. */
  accountStatuses: Array<AccountStatus>;
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<TeamEdge>>;
  /** Whether no account failed, was cut short or left out a row, on this page and those before it. */
  isComplete: Scalars['Boolean']['output'];
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Team>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** What the new Team is. */
export type TeamCreateInput = {
  /** What it is for. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Linked account to make it in. */
  linkedAccount: Scalars['ID']['input'];
  /** Name; nobody else in the same place has it. */
  name: Scalars['String']['input'];
  /** Workspace that it belongs to, where teams belong to one. */
  workspace?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of `teamCreate`. */
export type TeamCreatePayload = {
  __typename?: 'TeamCreatePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The Team as it is now; null when there is none, or none that can be told. */
  team?: Maybe<Team>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** A Team in a list. */
export type TeamEdge = {
  __typename?: 'TeamEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The Team. */
  node: Team;
};

/** A Team, by id or by its name in the account. Give one of the two. */
export type TeamInput = {
  /** Global id. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** Name, looked up in the account as it is now. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** What the provider calls a team. */
export type TeamKind =
  /** A department. */
  | 'DEPARTMENT'
  /** People who serve a queue. */
  | 'QUEUE'
  /** People whose phones ring together. */
  | 'RING_GROUP'
  /** A group of a SCIM server. */
  | 'SCIM_GROUP'
  /** A team or group. */
  | 'TEAM'
  /** Something that Rollcall does not know. */
  | 'UNKNOWN';

/** A page of a list (TeamMember). */
export type TeamMemberConnection = {
  __typename?: 'TeamMemberConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<TeamMemberEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<User>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A membership in a list. */
export type TeamMemberEdge = {
  __typename?: 'TeamMemberEdge';
  /** The provider's own word for what the membership allows. */
  access?: Maybe<Scalars['String']['output']>;
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** Since when. */
  joinedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is at the other end. */
  node: User;
  /** Role held in this membership. */
  role?: Maybe<Role>;
};

/** What became of `teamMembersAdd`. */
export type TeamMembersAddPayload = {
  __typename?: 'TeamMembersAddPayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The Team as it is now; null when there is none, or none that can be told. */
  team?: Maybe<Team>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What became of `teamMembersRemove`. */
export type TeamMembersRemovePayload = {
  __typename?: 'TeamMembersRemovePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The Team as it is now; null when there is none, or none that can be told. */
  team?: Maybe<Team>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What became of `teamRestore`. */
export type TeamRestorePayload = {
  __typename?: 'TeamRestorePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** How much came back; null when nothing did. */
  fidelity?: Maybe<Fidelity>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The Team as it is now; null when there is none, or none that can be told. */
  team?: Maybe<Team>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What became of `teamSoftDelete`. */
export type TeamSoftDeletePayload = {
  __typename?: 'TeamSoftDeletePayload';
  /** What was really done; null when nothing was. */
  effectiveMode?: Maybe<RemovalMode>;
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** Whether it can be undone; null when nothing was done. */
  isReversible?: Maybe<Scalars['Boolean']['output']>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The Team as it is now; null when there is none, or none that can be told. */
  team?: Maybe<Team>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What to change of a Team. An absent field is left as it is. */
export type TeamUpdateInput = {
  /** What it is for; null clears it. */
  description?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  name?: InputMaybe<Scalars['String']['input']>;
};

/** What became of `teamUpdate`. */
export type TeamUpdatePayload = {
  __typename?: 'TeamUpdatePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The Team as it is now; null when there is none, or none that can be told. */
  team?: Maybe<Team>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** One person's membership as the provider counts it inside one linked account. */
export type User = Node & {
  __typename?: 'User';
  /** Configured id of the linked account that the object belongs to. */
  accountKey: Scalars['String']['output'];
  /** Custom attributes of the provider. */
  attributes?: Maybe<Scalars['JSON']['output']>;
  /** Whether the User can take work right now. */
  availability?: Maybe<UserAvailability>;
  /** Picture. */
  avatarUrl?: Maybe<Scalars['String']['output']>;
  /** Whether one of the account's own people. */
  boundary: UserBoundary;
  /** Name to show: the name, else the user name, else the e-mail's local part, else the remote id. */
  displayName: Scalars['String']['output'];
  /** E-mail address. */
  email?: Maybe<Scalars['String']['output']>;
  /** Phone extension inside the company. */
  extension?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** The provider's id of the human behind, where it differs from the membership's. */
  identityId?: Maybe<Scalars['String']['output']>;
  /** What sort of account it is. */
  kind: UserKind;
  /** Licence that the User takes. */
  license?: Maybe<License>;
  /** Where the User stands and since when. */
  lifecycle: UserLifecycle;
  /** Linked account that the object belongs to. */
  linkedAccount: LinkedAccount;
  /** Language, as a BCP 47 tag. */
  locale?: Maybe<Scalars['String']['output']>;
  /** How fresh the object is and where it came from. */
  meta: ObjectMeta;
  /** Name in parts. */
  name?: Maybe<UserName>;
  /** Company that the User belongs to. */
  organization?: Maybe<Organization>;
  /** The provider's own permission strings, from roles and beside them; null where it tells none. */
  permissions?: Maybe<Array<Scalars['String']['output']>>;
  /** Phone number. */
  phone?: Maybe<Scalars['String']['output']>;
  /** Highest privilege of the roles held. */
  privilege: Privilege;
  /** The provider's own object, cut down to an allow-list. Needs the scope `remote:read`. */
  remote?: Maybe<Scalars['JSON']['output']>;
  /** The provider's own id. */
  remoteId: Scalars['String']['output'];
  /** The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build. */
  remoteKey: Scalars['String']['output'];
  /** Roles held, and where. */
  roleAssignments?: Maybe<Array<RoleAssignment>>;
  /** Roles held; null where the provider tells none. */
  roles?: Maybe<Array<Role>>;
  /** Users with the same e-mail address in the tenant's other accounts. */
  sameEmail?: Maybe<Array<User>>;
  /** Where the User stands. */
  state: UserState;
  /** Tags of the provider. */
  tags?: Maybe<Array<Scalars['String']['output']>>;
  /** Teams that the User is in. */
  teams?: Maybe<UserTeamConnection>;
  /** IANA time zone. */
  timeZone?: Maybe<Scalars['String']['output']>;
  /** Job title. */
  title?: Maybe<Scalars['String']['output']>;
  /** Name to sign in with, where it is not the e-mail address. */
  username?: Maybe<Scalars['String']['output']>;
  /** What the viewer may do to the User. */
  viewerCan: UserViewerCan;
  /** Workspaces that the User works in. */
  workspaces?: Maybe<UserWorkspaceConnection>;
};


/** One person's membership as the provider counts it inside one linked account. */
export type UserTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One person's membership as the provider counts it inside one linked account. */
export type UserWorkspacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Whether a User can take work right now. */
export type UserAvailability = {
  __typename?: 'UserAvailability';
  /** Whether the User says so. */
  isAvailable?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the User has as much work as allowed. */
  isBusy?: Maybe<Scalars['Boolean']['output']>;
  /** Conversations that the User may have at once. */
  maxConversations?: Maybe<Scalars['Int']['output']>;
  /** What the User says about it. */
  note?: Maybe<Scalars['String']['output']>;
  /** Conversations that the User has. */
  openConversations?: Maybe<Scalars['Int']['output']>;
  /** Whether the User is connected. */
  presence?: Maybe<Presence>;
  /** When the presence last changed. */
  presenceChangedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The provider's own word for the presence. */
  rawPresence?: Maybe<Scalars['String']['output']>;
};

/** Whether a User belongs to the account's own company. */
export type UserBoundary =
  /** Somebody of another company, let in as a client. */
  | 'CLIENT'
  /** One of the account's own people. */
  | 'INTERNAL'
  /** The provider does not tell. */
  | 'UNKNOWN';

/** A page of User objects, and how each linked account took part. */
export type UserConnection = {
  __typename?: 'UserConnection';
  /** How each linked account took part. */
  accountStatuses: Array<AccountStatus>;
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<UserEdge>>;
  /** Whether no account failed, was cut short or left out a row, on this page and those before it. */
  isComplete: Scalars['Boolean']['output'];
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<User>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** What became of `userDisable`. */
export type UserDisablePayload = {
  __typename?: 'UserDisablePayload';
  /** What was really done; null when nothing was. */
  effectiveMode?: Maybe<RemovalMode>;
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** Whether it can be undone; null when nothing was done. */
  isReversible?: Maybe<Scalars['Boolean']['output']>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Until when it can be undone; null where there is no such end. */
  restorableUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** A User in a list. */
export type UserEdge = {
  __typename?: 'UserEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The User. */
  node: User;
};

/** What became of `userEnable`. */
export type UserEnablePayload = {
  __typename?: 'UserEnablePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** Why a mutation refuses its target. */
export type UserError = {
  __typename?: 'UserError';
  /** Other ways to what was wanted. */
  alternatives: Array<Alternative>;
  /** What to branch on. */
  code: UserErrorCode;
  /** Path of the argument that is wrong; null when it is none alone. */
  field?: Maybe<Array<Scalars['String']['output']>>;
  /** The same in words. */
  message: Scalars['String']['output'];
  /** Whether the same may succeed later without anybody changing anything. */
  retryable: Scalars['Boolean']['output'];
};

/** Why a mutation refuses its target; closed. */
export type UserErrorCode =
  /** The object is deleted already. */
  | 'ALREADY_DELETED'
  /** The address belongs to an active member. */
  | 'ALREADY_MEMBER'
  /** The name means several objects; give an id. */
  | 'AMBIGUOUS'
  /** A field is missing that is needed here. */
  | 'BLANK'
  /** What was to be repeated was not. */
  | 'CONFIRMATION_MISMATCH'
  /** The provider would ignore the field. */
  | 'FIELD_UNSUPPORTED'
  /** The account's credential, or the viewer, may not. */
  | 'FORBIDDEN'
  /** The idempotency key was used with another input. */
  | 'IDEMPOTENCY_MISMATCH'
  /** A field has a value that cannot be. */
  | 'INVALID'
  /** The address has an invitation already. */
  | 'INVITE_ALREADY_SENT'
  /** Nobody else would be left as the owner. */
  | 'LAST_OWNER'
  /** An identity provider owns the account's lifecycle. */
  | 'MANAGED_EXTERNALLY'
  /** The provider accepted the change and does not show it. */
  | 'NOT_CONFIRMED'
  /** The User is not deleted, so there is nothing to restore. */
  | 'NOT_DELETED'
  /** There is no such object. */
  | 'NOT_FOUND'
  /** Nobody knows yet whether the change was made; the operation tells in time. */
  | 'OUTCOME_UNKNOWN'
  /** The viewer's token does not allow to grant that much. */
  | 'PRIVILEGE_EXCEEDED'
  /** The provider could not be reached or failed, and nothing was changed. */
  | 'PROVIDER_UNAVAILABLE'
  /** The provider asks to slow down, or another operation has to end first. Nothing was sent. */
  | 'RATE_LIMITED'
  /** The operator forbids writes to the account. */
  | 'READ_ONLY'
  /** The provider does not accept the account's credential. */
  | 'REAUTH_REQUIRED'
  /** Too much was removed from the account lately. */
  | 'REMOVAL_BRAKE'
  /** The target is the identity behind the account's own credential. */
  | 'SELF'
  /** Something else has the name or address already. */
  | 'TAKEN'
  /** The provider cannot do it; `alternatives` tells what it can. */
  | 'UNSUPPORTED_BY_PROVIDER';

/** Which Users are asked for. Fields narrow together; an absent one does not. */
export type UserFilter = {
  /** On one of these sides of the company's boundary. */
  boundaries?: InputMaybe<Array<UserBoundary>>;
  /** With one of these e-mail addresses, at most 100. */
  emails?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Whose human has this id at the provider. */
  identityId?: InputMaybe<Scalars['String']['input']>;
  /** Of one of these kinds. */
  kinds?: InputMaybe<Array<UserKind>>;
  /** With one of these licences. */
  licenses?: InputMaybe<Array<LicenseKind>>;
  /** Of this organization. */
  organization?: InputMaybe<Scalars['ID']['input']>;
  /** Whose highest privilege is one of these. */
  privileges?: InputMaybe<Array<Privilege>>;
  /** Holding this role. */
  role?: InputMaybe<Scalars['ID']['input']>;
  /** With all these words in name, e-mail address or user name. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** In one of these states. ACTIVE and INVITED when absent; with `emails`, all. */
  states?: InputMaybe<Array<UserState>>;
  /** In this team. */
  team?: InputMaybe<Scalars['ID']['input']>;
  /** Changed after this time. */
  updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** In this workspace. */
  workspace?: InputMaybe<Scalars['ID']['input']>;
};

/** What became of `userHardDelete`. */
export type UserHardDeletePayload = {
  __typename?: 'UserHardDeletePayload';
  /** Id of what is gone; null when nothing is. */
  deletedId?: Maybe<Scalars['ID']['output']>;
  /** What was really done; null when nothing was. */
  effectiveMode?: Maybe<RemovalMode>;
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** Whether it can be undone; null when nothing was done. */
  isReversible?: Maybe<Scalars['Boolean']['output']>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Until when it can be undone; null where there is no such end. */
  restorableUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What became of `userInvitationCancel`. */
export type UserInvitationCancelPayload = {
  __typename?: 'UserInvitationCancelPayload';
  /** Id of what is gone; null when nothing is. */
  deletedId?: Maybe<Scalars['ID']['output']>;
  /** What was really done; null when nothing was. */
  effectiveMode?: Maybe<RemovalMode>;
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** Whether it can be undone; null when nothing was done. */
  isReversible?: Maybe<Scalars['Boolean']['output']>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Until when it can be undone; null where there is no such end. */
  restorableUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What became of `userInvitationResend`. */
export type UserInvitationResendPayload = {
  __typename?: 'UserInvitationResendPayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** Whom to invite and as what. A field that the account's provider does not take is refused; `capabilities` tells which it takes. */
export type UserInviteInput = {
  /** E-mail address. */
  email: Scalars['String']['input'];
  /** Extension. */
  extension?: InputMaybe<Scalars['String']['input']>;
  /** Whether the User takes work. */
  isAvailable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the provider may write to the address. */
  isNotified?: Scalars['Boolean']['input'];
  /** Licence to take. */
  license?: InputMaybe<LicenseKind>;
  /** Linked account to invite into. */
  linkedAccount: Scalars['ID']['input'];
  /** Language, as the provider names it. */
  locale?: InputMaybe<Scalars['String']['input']>;
  /** Words to go with the invitation. */
  message?: InputMaybe<Scalars['String']['input']>;
  /** Name. */
  name?: InputMaybe<NameInput>;
  /** Organization to belong to. */
  organization?: InputMaybe<Scalars['ID']['input']>;
  /** Phone number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Role to hold. */
  role?: InputMaybe<RoleInput>;
  /** Teams to be in; the whole list. */
  teams?: InputMaybe<Array<TeamInput>>;
  /** Time zone, as the provider names it. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** Job title. */
  title?: InputMaybe<Scalars['String']['input']>;
  /** Workspaces to work in; the whole list. */
  workspaces?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What became of `userInvite`. */
export type UserInvitePayload = {
  __typename?: 'UserInvitePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What sort of account a User is. */
export type UserKind =
  /** A person without a sign-in. */
  | 'CONTACT'
  /** A visitor without a full account. */
  | 'GUEST'
  /** A person with a sign-in. */
  | 'HUMAN'
  /** A stand-in for somebody who is not there yet. */
  | 'PLACEHOLDER'
  /** A service or bot account. */
  | 'SERVICE'
  /** The provider does not tell. */
  | 'UNKNOWN';

/** Where a User stands and since when. */
export type UserLifecycle = {
  __typename?: 'UserLifecycle';
  /** When the membership began. */
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the User was deleted. */
  deletedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the User was disabled. */
  disabledAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the User was invited. */
  invitedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the User was last active. */
  lastActiveAt?: Maybe<Scalars['DateTime']['output']>;
  /** The provider's own word for the state. */
  rawState: Scalars['String']['output'];
  /** Until when a deleted User can be restored. */
  restorableUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The state. */
  state: UserState;
  /** When it last changed. */
  updatedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A User's name, as far as the provider splits it. */
export type UserName = {
  __typename?: 'UserName';
  /** Family name. */
  family?: Maybe<Scalars['String']['output']>;
  /** The whole name. */
  full?: Maybe<Scalars['String']['output']>;
  /** Given name. */
  given?: Maybe<Scalars['String']['output']>;
};

/** How Users are sorted. Users that lack the field come last. */
export type UserOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** What to sort by. */
  field: UserOrderField;
};

/** What Users are sorted by. */
export type UserOrderField =
  /** When the membership began. */
  | 'CREATED_AT'
  /** Name to show, regardless of case. */
  | 'DISPLAY_NAME'
  /** E-mail address. */
  | 'EMAIL'
  /** When it last changed. */
  | 'UPDATED_AT';

/** What became of `userRestore`. */
export type UserRestorePayload = {
  __typename?: 'UserRestorePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** How much came back; null when nothing did. */
  fidelity?: Maybe<Fidelity>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What became of `userSoftDelete`. */
export type UserSoftDeletePayload = {
  __typename?: 'UserSoftDeletePayload';
  /** What was really done; null when nothing was. */
  effectiveMode?: Maybe<RemovalMode>;
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** Whether it can be undone; null when nothing was done. */
  isReversible?: Maybe<Scalars['Boolean']['output']>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Until when it can be undone; null where there is no such end. */
  restorableUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** Where a User stands between invitation and deletion. */
export type UserState =
  /** May sign in and work. */
  | 'ACTIVE'
  /** Removed: soft-deleted, anonymised, or gone at the provider. Hidden unless asked for. */
  | 'DELETED'
  /** Kept, but may not sign in. */
  | 'DISABLED'
  /** Invited, and has not accepted or signed up yet. */
  | 'INVITED'
  /** A state that Rollcall does not know; see `lifecycle.rawState`. */
  | 'UNKNOWN';

/** A page of a list (UserTeam). */
export type UserTeamConnection = {
  __typename?: 'UserTeamConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<UserTeamEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Team>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A membership in a list. */
export type UserTeamEdge = {
  __typename?: 'UserTeamEdge';
  /** The provider's own word for what the membership allows. */
  access?: Maybe<Scalars['String']['output']>;
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** Since when. */
  joinedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is at the other end. */
  node: Team;
  /** Role held in this membership. */
  role?: Maybe<Role>;
};

/** What to change. An absent field is left as it is, null clears it where the provider can, a list replaces the whole list. */
export type UserUpdateInput = {
  /** The provider's own attributes; the whole object. */
  attributes?: InputMaybe<Scalars['JSON']['input']>;
  /** E-mail address. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** Extension. */
  extension?: InputMaybe<Scalars['String']['input']>;
  /** Whether the User takes work. */
  isAvailable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Licence to take. */
  license?: InputMaybe<LicenseKind>;
  /** Language, as the provider names it. */
  locale?: InputMaybe<Scalars['String']['input']>;
  /** Conversations that the User may have at once. */
  maxConversations?: InputMaybe<Scalars['Int']['input']>;
  /** Name. */
  name?: InputMaybe<NameInput>;
  /** What the User says about its availability. */
  note?: InputMaybe<Scalars['String']['input']>;
  /** Organization to belong to. */
  organization?: InputMaybe<Scalars['ID']['input']>;
  /** Phone number. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** Role to hold. */
  role?: InputMaybe<RoleInput>;
  /** Tags; the whole list. */
  tags?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Teams to be in; the whole list. */
  teams?: InputMaybe<Array<TeamInput>>;
  /** Time zone, as the provider names it. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** Job title. */
  title?: InputMaybe<Scalars['String']['input']>;
  /** Workspaces to work in; the whole list. */
  workspaces?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What became of `userUpdate`. */
export type UserUpdatePayload = {
  __typename?: 'UserUpdatePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** What the viewer may do to a User. */
export type UserViewerCan = {
  __typename?: 'UserViewerCan';
  /** Disable it. */
  disable: Permission;
  /** Remove it for good. */
  hardDelete: Permission;
  /** Restore it. */
  restore: Permission;
  /** Remove it so that it can be restored. */
  softDelete: Permission;
  /** Change it. */
  update: Permission;
};

/** A page of a list (UserWorkspace). */
export type UserWorkspaceConnection = {
  __typename?: 'UserWorkspaceConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<UserWorkspaceEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Workspace>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A membership in a list. */
export type UserWorkspaceEdge = {
  __typename?: 'UserWorkspaceEdge';
  /** The provider's own word for what the membership allows. */
  access?: Maybe<Scalars['String']['output']>;
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** Since when. */
  joinedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is at the other end. */
  node: Workspace;
  /** Role held in this membership. */
  role?: Maybe<Role>;
};

/** What became of `usersDisable`. */
export type UsersDisablePayload = {
  __typename?: 'UsersDisablePayload';
  /** One for each id, in their order. */
  results: Array<UsersDisableResult>;
  /** Why the whole was refused; what became of each is in `results`. */
  userErrors: Array<UserError>;
};

/** What became of one of the Users. */
export type UsersDisableResult = {
  __typename?: 'UsersDisableResult';
  /** What was really done; null when nothing was. */
  effectiveMode?: Maybe<RemovalMode>;
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** Id as it was given. */
  id: Scalars['ID']['output'];
  /** Whether it can be undone; null when nothing was done. */
  isReversible?: Maybe<Scalars['Boolean']['output']>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Until when it can be undone; null where there is no such end. */
  restorableUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The User as it is now; null when there is none, or none that can be told. */
  user?: Maybe<User>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
};

/** Who asks. */
export type Viewer = {
  __typename?: 'Viewer';
  /** Highest privilege that the viewer may grant; null grants none. */
  maxPrivilege?: Maybe<Privilege>;
  /** What the viewer may do. */
  scopes: Array<Scalars['String']['output']>;
  /** Who asks, as the token says; null without authentication. */
  subject?: Maybe<Scalars['String']['output']>;
  /** Tenant that the request is for. */
  tenant: Scalars['String']['output'];
  /** The identity behind the credential of each linked account that has one. Fails with any account that fails. */
  users: Array<User>;
};

/** How much of an account its credential's rank lets Rollcall see. */
export type Visibility =
  /** Everything that Rollcall reads. */
  | 'FULL'
  /** Less: answers of this account may lack people. */
  | 'PARTIAL'
  /** The credential's rank cannot be told. */
  | 'UNKNOWN';

/** A place that Users work in. */
export type Workspace = Node & {
  __typename?: 'Workspace';
  /** Configured id of the linked account that the object belongs to. */
  accountKey: Scalars['String']['output'];
  /** What the provider says of it. */
  description?: Maybe<Scalars['String']['output']>;
  /** Global, opaque id. */
  id: Scalars['ID']['output'];
  /** What the provider calls it. */
  kind: WorkspaceKind;
  /** Linked account that the object belongs to. */
  linkedAccount: LinkedAccount;
  /** Users who work in it. */
  members?: Maybe<WorkspaceMemberConnection>;
  /** How fresh the object is and where it came from. */
  meta: ObjectMeta;
  /** Name at the provider. */
  name: Scalars['String']['output'];
  /** Company that it belongs to. */
  organization?: Maybe<Organization>;
  /** The provider's own word for the state. */
  rawState?: Maybe<Scalars['String']['output']>;
  /** The provider's own object, cut down to an allow-list. Needs the scope `remote:read`. */
  remote?: Maybe<Scalars['JSON']['output']>;
  /** The provider's own id. */
  remoteId: Scalars['String']['output'];
  /** The provider's own id, as `kind:id` where the type has several id spaces. With `accountKey` a key that other systems can build. */
  remoteKey: Scalars['String']['output'];
  /** Whether it is in use. */
  state: WorkspaceState;
  /** Teams of the workspace. */
  teams?: Maybe<WorkspaceTeamConnection>;
  /** Where it opens in a browser. */
  url?: Maybe<Scalars['String']['output']>;
};


/** A place that Users work in. */
export type WorkspaceMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  states?: InputMaybe<Array<UserState>>;
};


/** A place that Users work in. */
export type WorkspaceTeamsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of Workspace objects, and how each linked account took part. */
export type WorkspaceConnection = {
  __typename?: 'WorkspaceConnection';
  /** How each linked account took part. */
  accountStatuses: Array<AccountStatus>;
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<WorkspaceEdge>>;
  /** Whether no account failed, was cut short or left out a row, on this page and those before it. */
  isComplete: Scalars['Boolean']['output'];
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Workspace>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A Workspace in a list. */
export type WorkspaceEdge = {
  __typename?: 'WorkspaceEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The Workspace. */
  node: Workspace;
};

/** What the provider calls a workspace. */
export type WorkspaceKind =
  /** The whole account. */
  | 'ACCOUNT'
  /** An inbox. */
  | 'INBOX'
  /** A project. */
  | 'PROJECT'
  /** A space. */
  | 'SPACE'
  /** Something that Rollcall does not know. */
  | 'UNKNOWN';

/** A page of a list (WorkspaceMember). */
export type WorkspaceMemberConnection = {
  __typename?: 'WorkspaceMemberConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<WorkspaceMemberEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<User>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A membership in a list. */
export type WorkspaceMemberEdge = {
  __typename?: 'WorkspaceMemberEdge';
  /** The provider's own word for what the membership allows. */
  access?: Maybe<Scalars['String']['output']>;
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** Since when. */
  joinedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is at the other end. */
  node: User;
  /** Role held in this membership. */
  role?: Maybe<Role>;
};

/** What became of `workspaceMembersAdd`. */
export type WorkspaceMembersAddPayload = {
  __typename?: 'WorkspaceMembersAddPayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
  /** The Workspace as it is now; null when there is none, or none that can be told. */
  workspace?: Maybe<Workspace>;
};

/** What became of `workspaceMembersRemove`. */
export type WorkspaceMembersRemovePayload = {
  __typename?: 'WorkspaceMembersRemovePayload';
  /** What it brings with it. */
  effects: Array<WriteEffect>;
  /** The operation; null where nothing was to be sent. */
  operation?: Maybe<WriteOperation>;
  /** What would be sent; null but for a dry run. */
  plannedCalls?: Maybe<Array<PlannedCall>>;
  /** Why it was refused; empty when it was not. */
  userErrors: Array<UserError>;
  /** What should be known about it. */
  warnings: Array<WriteWarning>;
  /** The Workspace as it is now; null when there is none, or none that can be told. */
  workspace?: Maybe<Workspace>;
};

/** Whether a workspace is in use. */
export type WorkspaceState =
  /** In use. */
  | 'ACTIVE'
  /** Put away, and can be brought back. */
  | 'ARCHIVED'
  /** Deleted. */
  | 'DELETED'
  /** A state that Rollcall does not know; see `rawState`. */
  | 'UNKNOWN';

/** A page of a list (WorkspaceTeam). */
export type WorkspaceTeamConnection = {
  __typename?: 'WorkspaceTeamConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<WorkspaceTeamEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<Team>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A WorkspaceTeam in a list. */
export type WorkspaceTeamEdge = {
  __typename?: 'WorkspaceTeamEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The WorkspaceTeam. */
  node: Team;
};

/** Something that a write brings with it. */
export type WriteEffect = {
  __typename?: 'WriteEffect';
  /** The same in words. */
  detail: Scalars['String']['output'];
  /** Its sort. */
  kind: WriteEffectKind;
};

/** What a write brings with it. */
export type WriteEffectKind =
  /** The User cannot come in any more. */
  | 'ACCESS_LOST'
  /** Whether the User takes work has changed. */
  | 'AVAILABILITY_CHANGED'
  /** The provider wrote to somebody. */
  | 'EMAIL_SENT'
  /** A licence was freed. */
  | 'LICENSE_FREED'
  /** A licence was taken. */
  | 'LICENSE_TAKEN'
  /** A disabled membership was enabled in place of a new one. */
  | 'MEMBERSHIP_ENABLED'
  /** A deleted membership was brought back in place of a new one. */
  | 'MEMBERSHIP_RESTORED'
  /** Statistics of the User are gone. */
  | 'STATISTICS_LOST';

/** A mutation as it is carried out: once, whatever becomes of the request that asked for it. */
export type WriteOperation = {
  __typename?: 'WriteOperation';
  /** Configured id of the linked account. */
  accountKey: Scalars['String']['output'];
  /** Who asked for it; null without authentication. */
  actor?: Maybe<Scalars['String']['output']>;
  /** When it was asked for. */
  createdAt: Scalars['DateTime']['output'];
  /** For `operation(id:)`. */
  id: Scalars['ID']['output'];
  /** The key that it was asked with. */
  idempotencyKey?: Maybe<Scalars['String']['output']>;
  /** What is being done. */
  operation: Operation;
  /** Where it stands. */
  state: OperationState;
  /** Id of what it is done to, where that is known. */
  target?: Maybe<Scalars['ID']['output']>;
  /** When its state changed last. */
  updatedAt: Scalars['DateTime']['output'];
  /** What it came to, where that was a refusal. */
  userErrors: Array<UserError>;
};

/** A page of a list (WriteOperation). */
export type WriteOperationConnection = {
  __typename?: 'WriteOperationConnection';
  /** Items with their cursors; null when none could be read. */
  edges?: Maybe<Array<WriteOperationEdge>>;
  /** The items themselves; null when none could be read. */
  nodes?: Maybe<Array<WriteOperation>>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** Size of the whole list, where it is known without further calls. */
  totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A WriteOperation in a list. */
export type WriteOperationEdge = {
  __typename?: 'WriteOperationEdge';
  /** Cursor to go on from after this item. */
  cursor: Scalars['String']['output'];
  /** The WriteOperation. */
  node: WriteOperation;
};

/** What should be known about a write that went well. */
export type WriteWarning = {
  __typename?: 'WriteWarning';
  /** What to branch on. */
  code: Scalars['String']['output'];
  /** The same in words. */
  message: Scalars['String']['output'];
};
