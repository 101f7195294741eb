import type { MutationName } from "./mutations.js";
import type { ProviderStaging } from "./staging.js";

const tiledeskRoutes: Readonly<Record<MutationName, readonly [method: string, route: string]>> = {
  userInvite: ["POST", "/:pid/project_users/invite"],
  userInvitationResend: ["GET", "/:pid/pendinginvitations/resendinvite/:id"],
  userInvitationCancel: ["DELETE", "/:pid/pendinginvitations/:id"],
  userUpdate: ["PUT", "/:pid/project_users/:puid"],
  userDisable: ["DELETE", "/:pid/project_users/:puid"],
  userEnable: ["PUT", "/:pid/project_users/:puid"],
  userSoftDelete: ["DELETE", "/:pid/project_users/:puid"],
  userRestore: ["PUT", "/:pid/project_users/:puid/restore"],
  userHardDelete: ["DELETE", "/:pid/project_users/:puid"],
};

/** Server 2.19.16, in its own words (contracts, Tiledesk §1). */
const tiledeskStaging: ProviderStaging = {
  provider: "tiledesk",
  invited: { role: { name: "agent" } },
  change: { note: "At lunch", isAvailable: false },
  stranger: (session) => {
    return {
      kind: "member",
      scope: session.standIn("own").current().projectIds[0] ?? "",
      id: "f".repeat(24),
    };
  },
  routeOf: (mutation) => {
    const [method, route] = tiledeskRoutes[mutation];
    return { method, route };
  },
  forbidden: {
    kind: "status",
    status: 403,
    body: { success: false, msg: "you dont have the required role." },
  },
  unsupported: {
    kind: "status",
    status: 404,
    body: "<!DOCTYPE html><pre>Cannot PUT /x</pre>",
    contentType: "text/html; charset=utf-8",
  },
};

/** All that can be staged. */
export const stagings: readonly ProviderStaging[] = [tiledeskStaging];
