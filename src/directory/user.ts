import type { DirectoryObject, JsonObject } from "./directory-object.js";
import type { RemoteRef } from "./ids.js";
import type { Privilege, Role } from "./role.js";

export const userStates = ["ACTIVE", "INVITED", "DISABLED", "DELETED", "UNKNOWN"] as const;
export type UserState = (typeof userStates)[number];

export type UserBoundary = "INTERNAL" | "CLIENT" | "UNKNOWN";

export type UserKind = "HUMAN" | "GUEST" | "SERVICE" | "PLACEHOLDER" | "CONTACT" | "UNKNOWN";

export type LicenseKind = "FULL_TIME" | "PART_TIME" | "STANDARD" | "NONE" | "UNKNOWN";

export type Presence = "ONLINE" | "OFFLINE" | "UNKNOWN";

export interface UserName {
  readonly full: string | null;
  readonly given: string | null;
  readonly family: string | null;
}

interface License {
  readonly kind: LicenseKind;
  readonly raw: string | null;
}

export interface UserLifecycle {
  readonly state: UserState;
  /** The provider's own word for the state. */
  readonly rawState: string;
  readonly invitedAt: Date | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly lastActiveAt: Date | null;
  readonly disabledAt: Date | null;
  readonly deletedAt: Date | null;
  readonly restorableUntil: Date | null;
}

export interface UserAvailability {
  readonly isAvailable: boolean | null;
  readonly presence: Presence | null;
  readonly rawPresence: string | null;
  readonly presenceChangedAt: Date | null;
  readonly isBusy: boolean | null;
  readonly note: string | null;
  readonly openConversations: number | null;
  readonly maxConversations: number | null;
}

/** A role that a User holds, in one workspace or (`null`) in the whole account. */
interface RoleAssignment {
  readonly role: Role;
  readonly workspace: RemoteRef | null;
}

/** One person's membership as the provider counts it inside one linked account. */
export interface User extends DirectoryObject {
  readonly displayName: string;
  readonly state: UserState;
  readonly name: UserName | null;
  readonly email: string | null;
  readonly username: string | null;
  readonly title: string | null;
  readonly phone: string | null;
  readonly extension: string | null;
  readonly avatarUrl: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
  readonly boundary: UserBoundary;
  readonly kind: UserKind;
  readonly license: License | null;
  readonly lifecycle: UserLifecycle;
  readonly availability: UserAvailability | null;
  /** The provider's id of the human behind, where it differs from the membership's id. */
  readonly identityId: string | null;
  readonly organization: RemoteRef | null;
  /** Highest privilege of the roles held. */
  readonly privilege: Privilege;
  /** `null` where the provider does not expose roles. */
  readonly roleAssignments: readonly RoleAssignment[] | null;
  /** Permission strings given to this User beside the roles; `null` where the provider has none such. */
  readonly ownPermissions: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly attributes: JsonObject | null;
}

/** The name to show: full name, else user name, else the local part of the e-mail, else the remote id. */
export function toDisplayName(
  user: Pick<User, "name" | "username" | "email"> & { readonly remoteId: string },
): string {
  const localPart = user.email?.split("@", 1)[0];
  const candidates = [user.name?.full, user.username, localPart];
  return (
    candidates.find((candidate) => candidate !== undefined && candidate !== null && candidate !== "") ??
    user.remoteId
  );
}
