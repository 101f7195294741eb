import { isMet, toReason } from "../access/field-guard.js";
import type { Scope } from "../access/scopes.js";
import type { Viewer } from "../access/viewer.js";
import type { Operation } from "../directory/capabilities.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { PermissionType, UserViewerCanType } from "../schema/user-parts.js";

/**
 * What the viewer may do to the users of an account: what its provider can, unless the operator forbids writes or the
 * viewer's token does not allow them.
 */
export function toViewerCan(account: LinkedAccount, viewer: Viewer): UserViewerCanType {
  const toPermission = (operation: Operation, scope: Scope): PermissionType => {
    const reason = toObstacle(account, operation) ?? (isMet(viewer, scope) ? null : `${toReason(scope)}.`);
    return { isAllowed: reason === null, reason };
  };
  return {
    update: toPermission("USER_UPDATE", "users:write"),
    disable: toPermission("USER_DISABLE", "users:write"),
    softDelete: toPermission("USER_SOFT_DELETE", "users:delete"),
    restore: toPermission("USER_RESTORE", "users:delete"),
    hardDelete: toPermission("USER_HARD_DELETE", "users:delete"),
  };
}

/** What stands in the way whoever asks. */
function toObstacle({ isReadOnly, module }: LinkedAccount, operation: Operation): string | null {
  const { support, note } = module.capabilities[operation];
  if (support === "UNSUPPORTED") return note ?? "The provider cannot do it.";
  return isReadOnly ? "The account is read-only." : null;
}
