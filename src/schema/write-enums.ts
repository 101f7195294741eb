import type { UserErrorCode } from "../directory/user-errors.js";
import type { Removal, WriteEffectKind } from "../directory/writing.js";
import type { IntentState } from "../store/store.js";
import { declareEnum } from "./declare-enum.js";

export const UserErrorCodeEnum = declareEnum<UserErrorCode>(
  "UserErrorCode",
  "Why a mutation refuses its target; closed.",
  {
    INVALID: "A field has a value that cannot be.",
    BLANK: "A field is missing that is needed here.",
    TAKEN: "Something else has the name or address already.",
    NOT_FOUND: "There is no such object.",
    AMBIGUOUS: "The name means several objects; give an id.",
    FORBIDDEN: "The account's credential, or the viewer, may not.",
    UNSUPPORTED_BY_PROVIDER: "The provider cannot do it; `alternatives` tells what it can.",
    FIELD_UNSUPPORTED: "The provider would ignore the field.",
    MANAGED_EXTERNALLY: "An identity provider owns the account's lifecycle.",
    READ_ONLY: "The operator forbids writes to the account.",
    ALREADY_MEMBER: "The address belongs to an active member.",
    INVITE_ALREADY_SENT: "The address has an invitation already.",
    NOT_DELETED: "The User is not deleted, so there is nothing to restore.",
    ALREADY_DELETED: "The object is deleted already.",
    LAST_OWNER: "Nobody else would be left as the owner.",
    SELF: "The target is the identity behind the account's own credential.",
    PRIVILEGE_EXCEEDED: "The viewer's token does not allow to grant that much.",
    CONFIRMATION_MISMATCH: "What was to be repeated was not.",
    IDEMPOTENCY_MISMATCH: "The idempotency key was used with another input.",
    REMOVAL_BRAKE: "Too much was removed from the account lately.",
    NOT_CONFIRMED: "The provider accepted the change and does not show it.",
    RATE_LIMITED: "The provider asks to slow down, or another operation has to end first. Nothing was sent.",
    PROVIDER_UNAVAILABLE: "The provider could not be reached or failed, and nothing was changed.",
    REAUTH_REQUIRED: "The provider does not accept the account's credential.",
    OUTCOME_UNKNOWN: "Nobody knows yet whether the change was made; the operation tells in time.",
  },
);

export const OperationStateEnum = declareEnum<IntentState>("OperationState", "Where an operation stands.", {
  NEW: "Written down; nothing was sent.",
  SENT: "Sent; its outcome is not known yet. It is not sent again.",
  APPLIED: "Done.",
  NOT_APPLIED: "Over, and nothing was changed.",
  NEEDS_REVIEW: "Nothing that the provider shows tells whether it was done. A person has to look.",
});

export const WriteEffectKindEnum = declareEnum<WriteEffectKind>(
  "WriteEffectKind",
  "What a write brings with it.",
  {
    EMAIL_SENT: "The provider wrote to somebody.",
    LICENSE_TAKEN: "A licence was taken.",
    LICENSE_FREED: "A licence was freed.",
    MEMBERSHIP_RESTORED: "A deleted membership was brought back in place of a new one.",
    MEMBERSHIP_ENABLED: "A disabled membership was enabled in place of a new one.",
    AVAILABILITY_CHANGED: "Whether the User takes work has changed.",
    STATISTICS_LOST: "Statistics of the User are gone.",
    ACCESS_LOST: "The User cannot come in any more.",
  },
);

export const RemovalModeEnum = declareEnum<Removal["effectiveMode"]>(
  "RemovalMode",
  "What a removal really did.",
  {
    DISABLED: "The User is there and cannot come in.",
    SOFT_DELETED: "The provider hides the User and can restore it.",
    EMULATED_SOFT_DELETED: "The User is disabled, and Rollcall keeps what restoring it needs.",
    HARD_DELETED: "It is gone for good.",
  },
);
