/*
 * What every mutation answers for each provider in each situation: written before the code that has to answer it.
 * `OK`: no user error, and the operation is APPLIED, or there was nothing to do. Everything else is the code of the one
 * user error, and nothing was changed then, but where the outcome is unknown.
 */

/** What is staged. All are staged at the call that writes, after reads that went well, where nothing else is said. */
export const situations = [
  /** All is well. */
  "ok",
  /** An id of the right form that nobody has. */
  "notFound",
  /** An id of another tenant; and, apart from it, of another account's or project's object. */
  "foreignId",
  /** The provider answers 403 in its own words. */
  "forbidden",
  /** What is asked for stands against what is there: see `conflicts`. */
  "conflict",
  /** 429 with a Retry-After beyond the deadline. */
  "rateLimited",
  /** The call is never answered and never applied. */
  "timeOut",
  /** The call is applied and the connection breaks before the answer. */
  "lostAnswer",
  /** The call is applied and answered with a 500. */
  "errorAfterApply",
  /** The provider's server does not have the route: an older or a lesser one. */
  "unsupported",
] as const;
export type Situation = (typeof situations)[number];

export type ExpectedCode =
  | "OK"
  | "ALREADY_DELETED"
  | "ALREADY_MEMBER"
  | "CONFIRMATION_MISMATCH"
  | "FORBIDDEN"
  | "NOT_DELETED"
  | "NOT_FOUND"
  | "OUTCOME_UNKNOWN"
  | "PROVIDER_UNAVAILABLE"
  | "RATE_LIMITED"
  | "TAKEN"
  | "UNSUPPORTED_BY_PROVIDER";

type Row = Readonly<Record<Situation, ExpectedCode>>;

/** What holds unless a row says otherwise. A write without an answer is looked up, and the truth is told. */
const usual: Row = {
  ok: "OK",
  notFound: "NOT_FOUND",
  foreignId: "NOT_FOUND",
  forbidden: "FORBIDDEN",
  conflict: "OK",
  rateLimited: "RATE_LIMITED",
  timeOut: "PROVIDER_UNAVAILABLE",
  lostAnswer: "OK",
  errorAfterApply: "OK",
  unsupported: "UNSUPPORTED_BY_PROVIDER",
};

/** Refused from the capability table before anything is sent, whatever the situation. An id is looked at first. */
const never: Row = {
  ...(Object.fromEntries(situations.map((situation) => [situation, "UNSUPPORTED_BY_PROVIDER"])) as Row),
  foreignId: "NOT_FOUND",
};

/** What `conflict` stages, by mutation; for all others it is that the wanted state is there already. */
export const conflicts = {
  userInvite: "the address belongs to an active member",
  userInvitationResend: "the invitation was accepted meanwhile",
  userInvitationCancel: "the invitation was accepted meanwhile",
  userSoftDelete: "the User is deleted already",
  userRestore: "the User is not deleted",
  userHardDelete: "`confirm` is another remote id",
  teamCreate: "a team has the name",
  teamUpdate: "another team has the name",
  teamSoftDelete: "the Team is deleted already",
  teamRestore: "the Team is not deleted",
} as const;

const invite: Row = { ...usual, conflict: "ALREADY_MEMBER" };
const softDelete: Row = { ...usual, conflict: "ALREADY_DELETED" };
const restore: Row = { ...usual, conflict: "NOT_DELETED" };
const hardDelete: Row = { ...usual, conflict: "CONFIRMATION_MISMATCH" };
const named: Row = { ...usual, conflict: "TAKEN" };
const invitation: Row = { ...usual, conflict: "NOT_FOUND" };
/** Nothing to be seen afterwards tells whether a mail went out, so an unknown outcome stays one. */
const resend: Row = {
  ...invitation,
  timeOut: "OUTCOME_UNKNOWN",
  lostAnswer: "OUTCOME_UNKNOWN",
  errorAfterApply: "OUTCOME_UNKNOWN",
};

/** By mutation, then by provider. */
export const expectedCodes = {
  userInvite: {
    tiledesk: invite,
    talkdesk: invite,
    scim: invite,
  },
  userInvitationResend: { tiledesk: resend, talkdesk: never, scim: never },
  userInvitationCancel: { tiledesk: invitation, talkdesk: never, scim: never },
  userUpdate: { tiledesk: usual, talkdesk: usual, scim: usual },
  userDisable: { tiledesk: usual, talkdesk: usual, scim: usual },
  userEnable: { tiledesk: usual, talkdesk: usual, scim: usual },
  userSoftDelete: { tiledesk: softDelete, talkdesk: softDelete, scim: softDelete },
  userRestore: { tiledesk: restore, talkdesk: restore, scim: restore },
  userHardDelete: { tiledesk: hardDelete, talkdesk: hardDelete, scim: hardDelete },
  usersDisable: { tiledesk: usual, talkdesk: usual, scim: usual },
  teamCreate: { tiledesk: named, talkdesk: never, scim: named },
  teamUpdate: { tiledesk: named, talkdesk: never, scim: named },
  teamSoftDelete: { tiledesk: softDelete, talkdesk: never, scim: never },
  teamRestore: { tiledesk: restore, talkdesk: never, scim: never },
  teamMembersAdd: { tiledesk: usual, talkdesk: usual, scim: usual },
  teamMembersRemove: { tiledesk: usual, talkdesk: usual, scim: usual },
  workspaceMembersAdd: { tiledesk: never, talkdesk: never, scim: never },
  workspaceMembersRemove: { tiledesk: never, talkdesk: never, scim: never },
  roleAssign: { tiledesk: usual, talkdesk: usual, scim: usual },
  roleUnassign: { tiledesk: never, talkdesk: never, scim: usual },
} as const satisfies Readonly<Record<string, Readonly<Record<"tiledesk" | "talkdesk" | "scim", Row>>>>;
export type Mutation = keyof typeof expectedCodes;

/** Whether a provider can be asked for it at all. */
export function isOffered(mutation: Mutation, provider: "tiledesk" | "talkdesk" | "scim"): boolean {
  return expectedCodes[mutation][provider].ok === "OK";
}
