import type { DirectoryObject } from "./directory-object.js";

/** How far a role reaches, from most to least. */
export const privileges = ["OWNER", "ADMIN", "MANAGER", "MEMBER", "LIMITED", "GUEST", "UNKNOWN"] as const;
export type Privilege = (typeof privileges)[number];

export type RoleScope = "ACCOUNT" | "WORKSPACE";

export type RoleKind = "ACCESS" | "JOB" | "CUSTOM";

/** What a User may do, in the whole account or in one workspace. */
export interface Role extends DirectoryObject {
  readonly name: string;
  readonly scope: RoleScope;
  readonly kind: RoleKind;
  readonly privilege: Privilege;
  readonly isBuiltIn: boolean;
  /** The licence that the role takes, as the provider calls it. */
  readonly license: string | null;
  /** What takes a look at the role itself; `null` when only a User's mention of the role was read. */
  readonly details: RoleDetails | null;
}

export interface RoleDetails {
  readonly description: string | null;
  readonly isAssignable: boolean;
  /** The provider's own permission strings, or `null` when it does not list them. */
  readonly permissions: readonly string[] | null;
}

/** The furthest-reaching of the privileges; `UNKNOWN` for none. */
export function highestPrivilege(held: readonly Privilege[]): Privilege {
  return privileges.find((privilege) => held.includes(privilege)) ?? "UNKNOWN";
}
