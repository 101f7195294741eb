import type { WriteOperation } from "./capabilities.js";
import type { UserState } from "./user.js";

/** Why a mutation refuses its target; closed. Clients branch on these, so none changes its meaning. */
export type UserErrorCode =
  | "INVALID"
  | "BLANK"
  | "TAKEN"
  | "NOT_FOUND"
  | "AMBIGUOUS"
  | "FORBIDDEN"
  | "UNSUPPORTED_BY_PROVIDER"
  | "FIELD_UNSUPPORTED"
  | "MANAGED_EXTERNALLY"
  | "READ_ONLY"
  | "ALREADY_MEMBER"
  | "INVITE_ALREADY_SENT"
  | "NOT_DELETED"
  | "ALREADY_DELETED"
  | "LAST_OWNER"
  | "SELF"
  | "PRIVILEGE_EXCEEDED"
  | "CONFIRMATION_MISMATCH"
  | "IDEMPOTENCY_MISMATCH"
  | "REMOVAL_BRAKE"
  | "NOT_CONFIRMED"
  | "RATE_LIMITED"
  | "PROVIDER_UNAVAILABLE"
  | "REAUTH_REQUIRED"
  | "OUTCOME_UNKNOWN";

/** Another way to what was wanted. */
export interface Alternative {
  readonly operation: WriteOperation;
  /** What it does instead. */
  readonly note: string;
}

/** A refusal about the target of a mutation. Its message is safe to show, as a `DirectoryError`'s is. */
export interface UserError {
  readonly code: UserErrorCode;
  readonly message: string;
  /** Path of the input field that is wrong, such as `["input", "role"]`; `null` when it is none alone. */
  readonly field: readonly string[] | null;
  /** Whether the same mutation may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  readonly alternatives: readonly Alternative[];
}

const retryableCodes: ReadonlySet<UserErrorCode> = new Set<UserErrorCode>([
  "RATE_LIMITED",
  "PROVIDER_UNAVAILABLE",
]);

/** Thrown where a write is refused before it changed anything; the mutation answers it as data. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
  readonly error: UserError;

  constructor(
    code: UserErrorCode,
    message: string,
    { field = null, alternatives = [], cause }: RefusalDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.error = { code, message, field, retryable: retryableCodes.has(code), alternatives };
  }
}

interface RefusalDetails {
  readonly field?: readonly string[] | null;
  readonly alternatives?: readonly Alternative[];
  readonly cause?: unknown;
}

/** For whatever is done to a User who has to be restored first. */
export function userAlreadyDeleted(): WriteRefused {
  return new WriteRefused("ALREADY_DELETED", "The User is deleted", {
    alternatives: [{ operation: "USER_RESTORE", note: "Brings the User back, enabled." }],
  });
}

/** For the restore of a User in another state. */
export function userNotDeleted(state: UserState): WriteRefused {
  const alternatives =
    state === "DISABLED" ? [{ operation: "USER_ENABLE" as const, note: "Enables a disabled User." }] : [];
  return new WriteRefused("NOT_DELETED", "The User is not deleted", { alternatives });
}
