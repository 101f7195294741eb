import type { TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";
import type { MutationName } from "./mutations.js";
import type { ProviderStaging } from "./staging.js";

const tiledeskRoutes: Readonly<Partial<Record<MutationName, readonly [method: string, route: string]>>> = {
  userInvite: ["POST", "/:pid/project_users/invite"],
  userInvitationResend: ["GET", "/:pid/pendinginvitations/resendinvite/:id"],
  userInvitationCancel: ["DELETE", "/:pid/pendinginvitations/:id"],
  userUpdate: ["PUT", "/:pid/project_users/:puid"],
  userDisable: ["DELETE", "/:pid/project_users/:puid"],
  usersDisable: ["DELETE", "/:pid/project_users/:puid"],
  userEnable: ["PUT", "/:pid/project_users/:puid"],
  userSoftDelete: ["DELETE", "/:pid/project_users/:puid"],
  userRestore: ["PUT", "/:pid/project_users/:puid/restore"],
  userHardDelete: ["DELETE", "/:pid/project_users/:puid"],
  roleAssign: ["PUT", "/:pid/project_users/:puid"],
  roleUnassign: ["PUT", "/:pid/project_users/:puid"],
  teamCreate: ["POST", "/:pid/groups"],
  teamUpdate: ["PUT", "/:pid/groups/:id"],
  teamSoftDelete: ["DELETE", "/:pid/groups/:id"],
  teamRestore: ["PUT", "/:pid/groups/:id"],
  teamMembersAdd: ["PUT", "/:pid/groups/:id"],
  teamMembersRemove: ["PUT", "/:pid/groups/:id"],
};

const noRoute = ["PATCH", "/nowhere"] as const;

/** Server 2.19.16, in its own words (contracts, Tiledesk §1). */
const tiledeskStaging: ProviderStaging = {
  title: "Tiledesk",
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
  strangeTeam: (session) => {
    return { kind: "group", scope: session.standIn("own").current().projectIds[0] ?? "", id: "f".repeat(24) };
  },
  otherRole: { name: "supervisor" },
  routeOf: (mutation) => {
    const [method, route] = tiledeskRoutes[mutation] ?? noRoute;
    return { method, route };
  },
  forbidden: {
    kind: "status",
    status: 403,
    body: { success: false, msg: "you dont have the required role." },
  },
  unsupported: (mutation) => {
    const [method, route] = tiledeskRoutes[mutation] ?? noRoute;
    const body = "<!DOCTYPE html><pre>Cannot PUT /x</pre>";
    const fault = { kind: "status", status: 404, body, contentType: "text/html; charset=utf-8" } as const;
    return [{ match: { method, route }, times: 1, fault }];
  },
};

const scimMethods: Readonly<Partial<Record<MutationName, string>>> = {
  userInvite: "POST",
  userHardDelete: "DELETE",
  teamCreate: "POST",
};

function scimRouteOf(mutation: MutationName): string {
  return mutation.startsWith("team") ? "/scim/v2/Groups*" : "/scim/v2/Users*";
}

/** A server that has all of RFC 7644, in its words. */
const scimStaging: ProviderStaging = {
  title: "SCIM",
  provider: "scim",
  invited: { name: { given: "June", family: "Guest" } },
  change: { title: "On stage" },
  stranger: () => ({ kind: "user", scope: null, id: "00000000-0000-4000-8000-000000000000" }),
  strangeTeam: () => ({ kind: "group", scope: null, id: "00000000-0000-4000-8000-000000000000" }),
  otherRole: { name: "agent" },
  routeOf: (mutation) => ({ method: scimMethods[mutation] ?? "PATCH", route: scimRouteOf(mutation) }),
  forbidden: {
    kind: "status",
    status: 403,
    body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "403" },
  },
  // Where PATCH is missing, PUT does.
  unsupported: (mutation) =>
    ["POST", "PATCH", "PUT", "DELETE"].map((method) => {
      return { match: { method, route: scimRouteOf(mutation) }, fault: { kind: "status", status: 501 } };
    }),
};

const talkdeskRoutes: Readonly<Partial<Record<MutationName, readonly [method: string, route: string]>>> = {
  userInvite: ["POST", "/users"],
  userHardDelete: ["DELETE", "/users/:id"],
};

/** The REST surface, in the guide's words (contract, Talkdesk §3.8). */
const talkdeskStaging: ProviderStaging = {
  title: "Talkdesk",
  provider: "talkdesk",
  invited: { name: { full: "June Guest" }, role: { name: "agent" } },
  change: { extension: "4711" },
  stranger: () => ({ kind: "user", scope: null, id: "nobody-at-all" }),
  strangeTeam: () => ({ kind: "team", scope: null, id: "nobody-at-all" }),
  makeTeam: (session, name) => {
    const { id } = (session.server("own") as TalkdeskStandIn).state().addTeam(name);
    return { kind: "team", scope: null, id };
  },
  otherRole: { name: "supervisor" },
  routeOf: (mutation) => {
    const [method, route] = talkdeskRoutes[mutation] ?? ["PATCH", "/users/:id"];
    return { method, route };
  },
  forbidden: { kind: "status", status: 403, body: { code: "forbidden", message: "Not allowed." } },
  unsupported: (mutation) => {
    const [method, route] = talkdeskRoutes[mutation] ?? ["PATCH", "/users/:id"];
    const body = "<html>Method Not Allowed</html>";
    return [
      {
        match: { method, route },
        times: 1,
        fault: { kind: "status", status: 405, body, contentType: "text/html" },
      },
    ];
  },
};

/** The other surface of the same: what is expected does not change with it (contract, Talkdesk §4). */
const talkdeskScimStaging: ProviderStaging = {
  ...talkdeskStaging,
  title: "Talkdesk over SCIM",
  account: {
    settings: { writeSurface: "SCIM", scimRatePerSecond: 1_000 },
    credentials: { scimToken: "scim0Acme0Voice0opaque0token0" },
    scim: { perSecond: null },
  },
  invited: { name: { given: "June", family: "Guest" }, role: { name: "agent" } },
  change: { name: { given: "Now", family: "On Stage" } },
  routeOf: (mutation) => ({ method: scimMethods[mutation] ?? "PATCH", route: scimRouteOf(mutation) }),
  forbidden: scimStaging.forbidden,
  unsupported: scimStaging.unsupported,
};

/** All that can be staged. */
export const stagings: readonly ProviderStaging[] = [
  tiledeskStaging,
  talkdeskStaging,
  talkdeskScimStaging,
  scimStaging,
];
