import type { LicenseKind, Presence, UserBoundary, UserKind, UserState } from "../directory/user.js";
import { declareEnum } from "./declare-enum.js";

export const UserStateEnum = declareEnum<UserState>(
  "UserState",
  "Where a User stands between invitation and deletion.",
  {
    ACTIVE: "May sign in and work.",
    INVITED: "Invited, and has not accepted or signed up yet.",
    DISABLED: "Kept, but may not sign in.",
    DELETED: "Removed: soft-deleted, anonymised, or gone at the provider. Hidden unless asked for.",
    UNKNOWN: "A state that Rollcall does not know; see `lifecycle.rawState`.",
  },
);

export const UserBoundaryEnum = declareEnum<UserBoundary>(
  "UserBoundary",
  "Whether a User belongs to the account's own company.",
  {
    INTERNAL: "One of the account's own people.",
    CLIENT: "Somebody of another company, let in as a client.",
    UNKNOWN: "The provider does not tell.",
  },
);

export const UserKindEnum = declareEnum<UserKind>("UserKind", "What sort of account a User is.", {
  HUMAN: "A person with a sign-in.",
  GUEST: "A visitor without a full account.",
  SERVICE: "A service or bot account.",
  PLACEHOLDER: "A stand-in for somebody who is not there yet.",
  CONTACT: "A person without a sign-in.",
  UNKNOWN: "The provider does not tell.",
});

export const LicenseKindEnum = declareEnum<LicenseKind>(
  "LicenseKind",
  "The sort of licence that a User takes.",
  {
    FULL_TIME: "A full-time seat.",
    PART_TIME: "A part-time or limited seat.",
    STANDARD: "The provider's only sort of seat.",
    NONE: "No seat.",
    UNKNOWN: "A licence that Rollcall does not know; see `raw`.",
  },
);

export const PresenceEnum = declareEnum<Presence>("Presence", "Whether a User is connected right now.", {
  ONLINE: "Connected.",
  OFFLINE: "Not connected.",
  UNKNOWN: "A presence that Rollcall does not know; see `rawPresence`.",
});
