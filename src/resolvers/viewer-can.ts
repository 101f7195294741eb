import type { Operation } from "../directory/capabilities.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { PermissionType, UserViewerCanType } from "../schema/user-parts.js";

/** What may be done to the users of an account: what its provider can, unless the operator forbids writes. */
export function toViewerCan(account: LinkedAccount): UserViewerCanType {
  return {
    update: toPermission(account, "USER_UPDATE"),
    disable: toPermission(account, "USER_DISABLE"),
    softDelete: toPermission(account, "USER_SOFT_DELETE"),
    restore: toPermission(account, "USER_RESTORE"),
    hardDelete: toPermission(account, "USER_HARD_DELETE"),
  };
}

function toPermission({ isReadOnly, module }: LinkedAccount, operation: Operation): PermissionType {
  const { support, note } = module.capabilities[operation];
  if (support === "UNSUPPORTED") return { isAllowed: false, reason: note };
  return isReadOnly
    ? { isAllowed: false, reason: "The account is read-only." }
    : { isAllowed: true, reason: null };
}
