import type { Context } from "../context.js";
import type { Role, RoleDetails } from "../directory/role.js";
import type { User } from "../directory/user.js";
import { accountOf } from "./find-account.js";

/** Details of a role: known already, or from a look at the role itself. `null` when it is gone. */
export async function loadDetails(context: Context, role: Role): Promise<RoleDetails | null> {
  if (role.details !== null) return role.details;
  const found = await context.loaders.roleById.load({ account: accountOf(context, role), ref: role.ref });
  return found?.details ?? null;
}

/** All permission strings of a User; `null` where the provider tells none. */
export async function toPermissions(context: Context, user: User): Promise<readonly string[] | null> {
  const roles = user.roleAssignments ?? [];
  const details = await Promise.all(roles.map(({ role }) => loadDetails(context, role)));
  const fromRoles = details.flatMap((found) => (found?.permissions == null ? [] : [found.permissions]));
  const own = user.ownPermissions ?? [];
  return fromRoles.length === 0 && own.length === 0 ? null : [...new Set([...own, ...fromRoles.flat()])];
}
