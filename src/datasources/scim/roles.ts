import { identify } from "../../directory/directory-object.js";
import { highestPrivilege, type Privilege, type Role } from "../../directory/role.js";
import type { User } from "../../directory/user.js";
import type { ScimSighting } from "../scim-client/client.js";
import type { ScimUserRow } from "../scim-client/rows.js";
import { toRef } from "./refs.js";

/** Privileges by the folded names of roles. */
export type RolePrivileges = ReadonlyMap<string, Privilege>;

export function toRolePrivileges(settings: Readonly<Record<string, Privilege>>): RolePrivileges {
  return new Map(Object.entries(settings).map(([name, privilege]) => [fold(name), privilege]));
}

/**
 * The roles in a User's row. A server that tells none may not expose them: absent and empty are the same in SCIM
 * (RFC 7643 section 2.5), so neither is taken for "has no role".
 */
export function toRoles(
  seen: ScimSighting,
  privileges: RolePrivileges,
  { roles }: ScimUserRow,
): Pick<User, "privilege" | "roleAssignments"> {
  const held = new Map<string, Role>();
  for (const { value, display } of roles ?? []) {
    const id = value ?? display ?? "";
    if (id !== "" && !held.has(id)) held.set(id, toRole(seen, privileges, { id, name: display ?? id }));
  }
  const found = [...held.values()];
  return {
    privilege: highestPrivilege(found.map((role) => role.privilege)),
    roleAssignments: found.length === 0 ? null : found.map((role) => ({ role, workspace: null })),
  };
}

function toRole(
  seen: ScimSighting,
  privileges: RolePrivileges,
  { id, name }: { readonly id: string; readonly name: string },
): Role {
  const privilege = privileges.get(fold(name)) ?? privileges.get(fold(id));
  if (privilege === undefined) seen.observer.unknownValue("User.roles");
  return {
    ...identify(seen.account, "Role", toRef("Role", id), id),
    name,
    scope: "ACCOUNT",
    kind: "CUSTOM",
    privilege: privilege ?? "UNKNOWN",
    isBuiltIn: false,
    license: null,
    details: null,
    fetchedAt: seen.fetchedAt,
    surface: "scim",
    toRemote: () => ({ value: id, display: name }),
  };
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}
