/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** How much of an account its credential's rank lets Rollcall see. */
export type Visibility =
  /** Everything that Rollcall reads. */
  | 'FULL'
  /** Less: answers of this account may lack people. */
  | 'PARTIAL'
  /** The credential's rank cannot be told. */
  | 'UNKNOWN';

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

export type WhoWorksHereQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoWorksHereQuery = { users: { totalCount: number | null, isComplete: boolean, nodes: Array<{ displayName: string, email: string | null, state: UserState, roles: Array<{ name: string, privilege: Privilege }> | null, teams: { nodes: Array<{ name: string }> | null } | null, workspaces: { nodes: Array<{ name: string }> | null } | null }> | null, accountStatuses: Array<{ state: AccountState, upstreamCalls: number }> } };

export type WhoCanAdministerQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoCanAdministerQuery = { users: { isComplete: boolean, nodes: Array<{ displayName: string, email: string | null, privilege: Privilege, roleAssignments: Array<{ role: { name: string }, workspace: { name: string } | null }> | null, availability: { isAvailable: boolean | null, presence: Presence | null } | null, linkedAccount: { label: string } }> | null } };

export type OffboardingCheckQueryVariables = Exact<{
  emails?: Array<string> | string | null | undefined;
}>;


export type OffboardingCheckQuery = { users: { isComplete: boolean, nodes: Array<{ displayName: string, email: string | null, state: UserState, privilege: Privilege, lifecycle: { disabledAt: string | null, deletedAt: string | null, restorableUntil: string | null }, linkedAccount: { provider: Provider, label: string }, viewerCan: { disable: { isAllowed: boolean, reason: string | null }, softDelete: { isAllowed: boolean, reason: string | null } } }> | null, accountStatuses: Array<{ state: AccountState, linkedAccount: { label: string } }> } };

export type TeamsAndMembersQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamsAndMembersQuery = { teams: { isComplete: boolean, nodes: Array<{ name: string, kind: TeamKind, memberCount: number | null, workspace: { name: string } | null, members: { nodes: Array<{ displayName: string, state: UserState, privilege: Privilege }> | null, pageInfo: { hasNextPage: boolean } } | null }> | null } };

export type InvitedNotSignedUpQueryVariables = Exact<{ [key: string]: never; }>;


export type InvitedNotSignedUpQuery = { users: { isComplete: boolean, nodes: Array<{ displayName: string, email: string | null, lifecycle: { invitedAt: string | null }, roles: Array<{ name: string }> | null, workspaces: { nodes: Array<{ name: string }> | null } | null }> | null } };

export type RecentActivityQueryVariables = Exact<{ [key: string]: never; }>;


export type RecentActivityQuery = { activities: { isComplete: boolean, nodes: Array<{ occurredAt: string, action: ActivityAction, summary: string | null, actorKind: ActivityActorKind, actor: { displayName: string } | null, subject: { kind: string, name: string | null } | null, workspace: { name: string } | null }> | null, accountStatuses: Array<{ state: AccountState, linkedAccount: { label: string } }> } };

export type LinkedAccountsQueryVariables = Exact<{ [key: string]: never; }>;


export type LinkedAccountsQuery = { linkedAccounts: { nodes: Array<{ accountKey: string, provider: Provider, label: string, isReadOnly: boolean, visibility: Visibility | null, status: { state: AccountState, message: string | null, checkedAt: string }, capabilities: Array<{ operation: Operation, support: Support, note: string | null }> }> | null } };

export type OnePersonEverywhereQueryVariables = Exact<{ [key: string]: never; }>;


export type OnePersonEverywhereQuery = { users: { isComplete: boolean, nodes: Array<{ displayName: string, email: string | null, state: UserState, linkedAccount: { label: string }, sameEmail: Array<{ accountKey: string, state: UserState, privilege: Privilege }> | null }> | null } };

export type EveryAccountAtAGlanceQueryVariables = Exact<{ [key: string]: never; }>;


export type EveryAccountAtAGlanceQuery = { linkedAccounts: { nodes: Array<{ label: string, provider: Provider, status: { state: AccountState, message: string | null }, rateBudget: { limit: number | null, remaining: number | null, source: string } | null, users: { nodes: Array<{ displayName: string, email: string | null, state: UserState }> | null } | null, teams: { nodes: Array<{ name: string, kind: TeamKind }> | null } | null }> | null } };

export type RehearseAnInvitationMutationVariables = Exact<{ [key: string]: never; }>;


export type RehearseAnInvitationMutation = { userInvite: { user: { id: string, state: UserState } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null, alternatives: Array<{ operation: Operation, note: string }> }>, warnings: Array<{ code: string, message: string }>, effects: Array<{ kind: WriteEffectKind, detail: string }>, plannedCalls: Array<{ method: string, path: string, body: unknown }> | null, operation: { id: string, state: OperationState } | null } };


export const WhoWorksHereDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoWorksHere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"privilege"}}]}},{"kind":"Field","name":{"kind":"Name","value":"teams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"workspaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"accountStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"upstreamCalls"}}]}}]}}]}}]} as unknown as DocumentNode<WhoWorksHereQuery, WhoWorksHereQueryVariables>;
export const WhoCanAdministerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WhoCanAdminister"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"privileges"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"OWNER"},{"kind":"EnumValue","value":"ADMIN"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"privilege"}},{"kind":"Field","name":{"kind":"Name","value":"roleAssignments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workspace"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"availability"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAvailable"}},{"kind":"Field","name":{"kind":"Name","value":"presence"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkedAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]} as unknown as DocumentNode<WhoCanAdministerQuery, WhoCanAdministerQueryVariables>;
export const OffboardingCheckDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OffboardingCheck"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"emails"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},"defaultValue":{"kind":"ListValue","values":[{"kind":"StringValue","value":"nuria.ortega@acme.example","block":false}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"emails"},"value":{"kind":"Variable","name":{"kind":"Name","value":"emails"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"requireComplete"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"privilege"}},{"kind":"Field","name":{"kind":"Name","value":"lifecycle"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disabledAt"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"restorableUntil"}}]}},{"kind":"Field","name":{"kind":"Name","value":"linkedAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"viewerCan"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"disable"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"softDelete"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isAllowed"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"accountStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkedAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]} as unknown as DocumentNode<OffboardingCheckQuery, OffboardingCheckQueryVariables>;
export const TeamsAndMembersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TeamsAndMembers"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"teams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"memberCount"}},{"kind":"Field","name":{"kind":"Name","value":"workspace"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"members"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"privilege"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]} as unknown as DocumentNode<TeamsAndMembersQuery, TeamsAndMembersQueryVariables>;
export const InvitedNotSignedUpDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"InvitedNotSignedUp"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"states"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"INVITED"}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"lifecycle"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invitedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"roles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workspaces"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]} as unknown as DocumentNode<InvitedNotSignedUpQuery, InvitedNotSignedUpQueryVariables>;
export const RecentActivityDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"RecentActivity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"activities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"occurredAt"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"summary"}},{"kind":"Field","name":{"kind":"Name","value":"actorKind"}},{"kind":"Field","name":{"kind":"Name","value":"actor"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"subject"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"workspace"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}},{"kind":"Field","name":{"kind":"Name","value":"accountStatuses"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkedAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]} as unknown as DocumentNode<RecentActivityQuery, RecentActivityQueryVariables>;
export const LinkedAccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LinkedAccounts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkedAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountKey"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"isReadOnly"}},{"kind":"Field","name":{"kind":"Name","value":"visibility"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"support"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LinkedAccountsQuery, LinkedAccountsQueryVariables>;
export const OnePersonEverywhereDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"OnePersonEverywhere"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"linkedAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sameEmail"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountKey"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"privilege"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"isComplete"}}]}}]}}]} as unknown as DocumentNode<OnePersonEverywhereQuery, OnePersonEverywhereQueryVariables>;
export const EveryAccountAtAGlanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EveryAccountAtAGlance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkedAccounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"provider"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"rateBudget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"limit"}},{"kind":"Field","name":{"kind":"Name","value":"remaining"}},{"kind":"Field","name":{"kind":"Name","value":"source"}}]}},{"kind":"Field","name":{"kind":"Name","value":"users"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"teams"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<EveryAccountAtAGlanceQuery, EveryAccountAtAGlanceQueryVariables>;
export const RehearseAnInvitationDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RehearseAnInvitation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"userInvite"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"dryRun"},"value":{"kind":"BooleanValue","value":true}},{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"linkedAccount"},"value":{"kind":"StringValue","value":"WzEsImRlZmF1bHQiLCJjaGF0IiwiTGlua2VkQWNjb3VudCIsImFjY291bnQiLG51bGwsImNoYXQiXQ","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"email"},"value":{"kind":"StringValue","value":"june.newcomer@acme.example","block":false}},{"kind":"ObjectField","name":{"kind":"Name","value":"role"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"name"},"value":{"kind":"StringValue","value":"agent","block":false}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"user"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"alternatives"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effects"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"detail"}}]}},{"kind":"Field","name":{"kind":"Name","value":"plannedCalls"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"body"}}]}},{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}}]}}]}}]} as unknown as DocumentNode<RehearseAnInvitationMutation, RehearseAnInvitationMutationVariables>;