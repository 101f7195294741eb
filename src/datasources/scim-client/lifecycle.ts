import type { UserLifecycle } from "../../directory/user.js";
import type { ScimUserRow } from "./rows.js";
import { parseScimDate } from "./scim-date.js";

/** What nobody says is never taken for active. */
export function toLifecycle({ active, meta }: Pick<ScimUserRow, "active" | "meta">): UserLifecycle {
  return {
    state: active === null ? "UNKNOWN" : active ? "ACTIVE" : "DISABLED",
    rawState: active === null ? "" : String(active),
    invitedAt: null,
    createdAt: parseScimDate(meta?.created),
    updatedAt: parseScimDate(meta?.lastModified),
    lastActiveAt: null,
    disabledAt: null,
    deletedAt: null,
    restorableUntil: null,
  };
}
