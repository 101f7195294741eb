import type { AccountIdentity, JsonObject } from "../../directory/directory-object.js";
import { identify } from "../../directory/directory-object.js";
import type { Privilege, Role, RoleDetails } from "../../directory/role.js";
import type { RoleRow } from "./rows.js";

interface FixedRole {
  readonly privilege: Privilege;
  readonly isAssignable: boolean;
  readonly description: string;
}

/**
 * Tiledesk's own hierarchy, least first; each includes those before it. No endpoint lists them.
 * Source: tiledesk-server middleware/has-role.js.
 */
const fixedRoles: ReadonlyMap<string, FixedRole> = new Map([
  ["guest", { privilege: "GUEST", isAssignable: false, description: "A visitor without a sign-in." }],
  ["user", { privilege: "GUEST", isAssignable: false, description: "A signed-in visitor." }],
  [
    "teammate",
    { privilege: "LIMITED", isAssignable: true, description: "A member who cannot see the team." },
  ],
  [
    "agent",
    { privilege: "MEMBER", isAssignable: true, description: "Answers conversations and sees the team." },
  ],
  ["supervisor", { privilege: "MANAGER", isAssignable: true, description: "An agent who oversees others." }],
  ["admin", { privilege: "ADMIN", isAssignable: true, description: "Manages the project and its people." }],
  [
    "owner",
    { privilege: "OWNER", isAssignable: false, description: "Created the project and may delete it." },
  ],
]);

export const fixedRoleNames: readonly string[] = [...fixedRoles.keys()];

/** Roles whose holders may read the team, so that a credential with one of the others sees less. */
const readingPrivileges: ReadonlySet<Privilege> = new Set<Privilege>(["OWNER", "ADMIN", "MANAGER", "MEMBER"]);

const bypassWarning =
  "Outside Tiledesk's fixed roles: the server lets such a role pass every role check, so it reads as ADMIN.";

export function isFixedRole(name: string): boolean {
  return fixedRoles.has(name);
}

/** A member without any role passes no gate; a name outside the fixed ones passes every gate (contract §4). */
function toPrivilege(name: string | null): Privilege {
  if (name === null || name === "") return "UNKNOWN";
  return fixedRoles.get(name)?.privilege ?? "ADMIN";
}

export function canReadTeam(name: string | null): boolean {
  return readingPrivileges.has(toPrivilege(name));
}

export function canReadActivities(name: string | null): boolean {
  const privilege = toPrivilege(name);
  return privilege === "OWNER" || privilege === "ADMIN";
}

/** Where a role was seen: in which project of which account, and when. */
export interface RoleSighting {
  readonly account: AccountIdentity;
  readonly project: string;
  readonly fetchedAt: Date;
}

/** A role as a member's row mentions it: complete for the fixed ones, without details for the others. */
export function toMentionedRole(seen: RoleSighting, name: string): Role {
  const fixed = fixedRoles.get(name);
  if (fixed === undefined) return toRole(seen, name, null, { name });
  const details = { description: fixed.description, isAssignable: fixed.isAssignable, permissions: null };
  return toRole(seen, name, details, { name });
}

/** A custom role as the project's role list has it. */
export function toCustomRole(seen: RoleSighting, row: RoleRow): Role {
  const { name, permissions } = row;
  return toRole(seen, name, { description: bypassWarning, isAssignable: true, permissions }, row);
}

/** A role that members hold and that the project does not know: misspelt, renamed or deleted. */
export function toUnlistedRole(seen: RoleSighting, name: string): Role {
  const description = `${bypassWarning} The project has no role of this name.`;
  return toRole(seen, name, { description, isAssignable: false, permissions: null }, { name });
}

function toRole(seen: RoleSighting, name: string, details: RoleDetails | null, remote: JsonObject): Role {
  const ref = { kind: "role", scope: seen.project, id: name };
  const isBuiltIn = isFixedRole(name);
  const { id, accountKey, remoteId, remoteKey } = identify(
    seen.account,
    "Role",
    ref,
    `${seen.project}:${name}`,
  );
  // Without spreading: every row of a member makes a role.
  return {
    id,
    accountKey,
    remoteId,
    remoteKey,
    ref,
    name,
    scope: "WORKSPACE",
    kind: isBuiltIn ? "ACCESS" : "CUSTOM",
    privilege: toPrivilege(name),
    license: null,
    isBuiltIn,
    details,
    fetchedAt: seen.fetchedAt,
    surface: "tiledesk",
    toRemote: () => remote,
  };
}
