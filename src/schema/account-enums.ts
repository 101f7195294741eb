import type { FilterExecution, Operation, Support } from "../directory/capabilities.js";
import type { AccountState, RoleCardinality, Visibility } from "../directory/account-state.js";
import type { ErrorCode } from "../directory/errors.js";
import { declareEnum } from "./declare-enum.js";

export const AccountStateEnum = declareEnum<AccountState>(
  "AccountState",
  "How a linked account took part in an answer.",
  {
    OK: "Answered.",
    NOT_REACHED: "Not asked yet: earlier accounts filled the page.",
    TRUNCATED: "The request's budget of upstream calls ended its part early.",
    STALE: "Failed, and was answered from an older copy.",
    RATE_LIMITED: "Asked to slow down.",
    REAUTH_REQUIRED: "Does not accept the configured credential (any more).",
    FORBIDDEN: "Accepts the credential and does not allow this to it.",
    FILTER_UNSUPPORTED: "Cannot answer one of the filters.",
    UNAVAILABLE: "Could not be reached, or answered with an error of its own.",
    TIMED_OUT: "Did not answer in time.",
    INVALID_RESPONSE: "Answered something that is not its protocol.",
  },
);

export const VisibilityEnum = declareEnum<Visibility>(
  "Visibility",
  "How much of an account its credential's rank lets Rollcall see.",
  {
    FULL: "Everything that Rollcall reads.",
    PARTIAL: "Less: answers of this account may lack people.",
    UNKNOWN: "The credential's rank cannot be told.",
  },
);

export const RoleCardinalityEnum = declareEnum<RoleCardinality>(
  "RoleCardinality",
  "How many roles a User of an account holds at once.",
  { ONE: "Exactly one.", MANY: "Several." },
);

export const SupportEnum = declareEnum<Support>(
  "Support",
  "Whether an operation can be asked of an account.",
  {
    NATIVE: "The provider does it itself.",
    EMULATED: "Rollcall makes it out of other calls.",
    UNSUPPORTED: "Refused before anything is sent.",
    UNVERIFIED: "Believed possible, confirmed by no document or recording.",
  },
);

export const FilterExecutionEnum = declareEnum<FilterExecution>("FilterExecution", "Who applies a filter.", {
  UPSTREAM: "The provider narrows.",
  LOCAL: "Rollcall reads more and narrows itself.",
  UNSUPPORTED: "Refused: the account is then FILTER_UNSUPPORTED.",
});

export const OperationEnum = declareEnum<Operation>("Operation", "What can be asked of an account.", {
  USERS_LIST: "List Users.",
  USERS_BY_ID: "Read Users by id.",
  USERS_BY_EMAIL: "Find Users by e-mail address.",
  ROLES_LIST: "List Roles.",
  TEAMS_LIST: "List Teams.",
  TEAM_MEMBERS_LIST: "List a Team's members.",
  WORKSPACES_LIST: "List Workspaces.",
  WORKSPACE_MEMBERS_LIST: "List a Workspace's members.",
  ORGANIZATIONS_LIST: "List Organizations.",
  ACTIVITIES_LIST: "List Activities.",
  ME: "Tell the identity behind the credential.",
  USER_INVITE: "Invite a User.",
  USER_INVITATION_RESEND: "Send an invitation again.",
  USER_INVITATION_CANCEL: "Cancel an invitation.",
  USER_UPDATE: "Change a User.",
  USER_DISABLE: "Disable a User.",
  USER_ENABLE: "Enable a disabled User.",
  USER_SOFT_DELETE: "Remove a User so that it can be restored.",
  USER_RESTORE: "Restore a soft-deleted User.",
  USER_HARD_DELETE: "Remove a User for good.",
  TEAM_CREATE: "Create a Team.",
  TEAM_UPDATE: "Change a Team.",
  TEAM_SOFT_DELETE: "Remove a Team so that it can be restored.",
  TEAM_RESTORE: "Restore a soft-deleted Team.",
  TEAM_MEMBERS_ADD: "Add Users to a Team.",
  TEAM_MEMBERS_REMOVE: "Remove Users from a Team.",
  WORKSPACE_MEMBERS_ADD: "Add Users to a Workspace.",
  WORKSPACE_MEMBERS_REMOVE: "Remove Users from a Workspace.",
  ROLE_ASSIGN: "Give a User a role.",
  ROLE_UNASSIGN: "Take a role from a User.",
});

export const ErrorCodeEnum = declareEnum<ErrorCode>(
  "ErrorCode",
  "Codes of `errors[].extensions.code`; closed.",
  {
    UNAUTHENTICATED: "Who asks is not known.",
    FORBIDDEN: "Who asks may not.",
    BAD_USER_INPUT: "The request is malformed or asks for something impossible.",
    INVALID_CURSOR: "The cursor is not one of this list, or its list has expired.",
    NOT_FOUND: "There is no such object.",
    LIMIT_EXCEEDED: "The request is larger than allowed.",
    UPSTREAM_UNAVAILABLE: "The provider could not be reached, or answered with an error of its own.",
    UPSTREAM_TIMEOUT: "The provider did not answer in time.",
    UPSTREAM_RATE_LIMITED: "The provider asks to slow down.",
    UPSTREAM_UNAUTHORIZED: "The provider does not accept the account's credential.",
    UPSTREAM_FORBIDDEN: "The provider does not allow this to the account.",
    UPSTREAM_INVALID_RESPONSE: "The provider answered something that is not its protocol.",
    STORE_UNAVAILABLE: "Rollcall's own store cannot be used.",
    OVERLOADED: "Rollcall has too much to do.",
    INTERNAL: "A bug of Rollcall.",
  },
);
