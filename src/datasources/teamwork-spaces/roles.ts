import { identify, type AccountIdentity } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Privilege, Role } from "../../directory/role.js";

/** What a user may do in all of Spaces. It has no roles, only the flag `isAdmin` (contract section 7). */
const roles = {
  ADMIN: { name: "Administrator", privilege: "ADMIN", description: "Administrator of Spaces." },
  MEMBER: { name: "Member", privilege: "MEMBER", description: "User of Spaces." },
} as const satisfies Record<string, { name: string; privilege: Privilege; description: string }>;
export type AccessRole = keyof typeof roles;

const accessRoles = ["ADMIN", "MEMBER"] as const satisfies readonly AccessRole[];

export function accessRoleIn(id: string): AccessRole | null {
  return accessRoles.find((role) => role === id) ?? null;
}

export function toAccessRef(role: AccessRole): RemoteRef {
  return { kind: "access", scope: null, id: role };
}

export function toAccessRole(account: AccountIdentity, role: AccessRole, fetchedAt: Date): Role {
  const { name, privilege, description } = roles[role];
  return {
    ...identify(account, "Role", toAccessRef(role), role),
    name,
    scope: "ACCOUNT",
    kind: "ACCESS",
    privilege,
    isBuiltIn: true,
    license: null,
    // Who is an administrator is said in Teamwork Projects.
    details: { description, isAssignable: false, permissions: null },
    fetchedAt,
    surface: "teamwork-spaces",
    toRemote: () => ({}),
  };
}

/** Both roles, without a call. */
export function listRoles(account: AccountIdentity, page: PageRequest): Page<Role> {
  const now = new Date();
  const all = accessRoles.map((role) => toAccessRole(account, role, now));
  return pageByKey(account.accountKey, all, (role) => role.remoteKey, page);
}

export function rolesByIds(account: AccountIdentity, refs: readonly RemoteRef[]): readonly Slot<Role>[] {
  const now = new Date();
  return refs.map(({ kind, scope, id }) => {
    const role = kind === "access" && scope === null ? accessRoleIn(id) : null;
    return role === null ? null : toAccessRole(account, role, now);
  });
}
