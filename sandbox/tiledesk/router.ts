import type { Answer } from "../answer.js";
import type { Incoming, JsonObject } from "../incoming.js";
import { matchSegments, toSegments } from "../route-template.js";
import { crashed, revalidated, unknownRoute } from "./answer.js";
import { findProject, passGate } from "./gates.js";
import type { Call, Route } from "./route.js";
import { activityRoutes } from "./routes/activities.js";
import { departmentRoutes } from "./routes/departments.js";
import { groupRoutes } from "./routes/groups.js";
import { inviteRoutes } from "./routes/invite.js";
import { memberRemovalRoutes } from "./routes/member-removal.js";
import { memberUpdateRoutes } from "./routes/member-update.js";
import { memberReadRoutes } from "./routes/members-read.js";
import { ownUserRoutes } from "./routes/own-user.js";
import { pendingInvitationRoutes } from "./routes/pending-invitations.js";
import { projectRoutes } from "./routes/projects.js";
import { roleRoutes } from "./routes/roles.js";
import { signInRoutes } from "./routes/sign-in.js";
import type { TiledeskState } from "./state.js";
import type { TokenMint } from "./tokens.js";

const routes: readonly Route[] = [
  ...signInRoutes,
  ...ownUserRoutes,
  ...projectRoutes,
  ...memberReadRoutes,
  ...memberUpdateRoutes,
  ...memberRemovalRoutes,
  ...inviteRoutes,
  ...pendingInvitationRoutes,
  ...roleRoutes,
  ...groupRoutes,
  ...departmentRoutes,
  ...activityRoutes,
];

const compiled = routes.map((route) => ({ route, segments: route.template.split("/").slice(1) }));

/** First segments that are no project id. */
const outsideProjects = new Set(["auth", "users", "users_util", "projects"]);

/** Where a request will go. Known before it is answered, so that counters and faults can name it. */
export interface Destination {
  readonly route: Route | undefined;
  readonly params: Record<string, string>;
  readonly segments: readonly string[];
}

export function findDestination(incoming: Incoming): Destination {
  const segments = toSegments(incoming.path);
  for (const { route, segments: pattern } of compiled) {
    if (route.method !== incoming.method) continue;
    const params = matchSegments(pattern, segments);
    if (params && isInPlace(pattern, segments)) return { route, params, segments };
  }
  return { route: undefined, params: {}, segments };
}

/** Without a body the server sees `{}`. Anything a route throws is the server's own 500. */
export function answerCall(
  backend: { state: TiledeskState; mint: TokenMint },
  incoming: Incoming,
  body: JsonObject,
): Answer {
  const { route, params, segments } = findDestination(incoming);
  const { method, path, query, headers } = incoming;
  const call: Call = {
    method,
    path,
    query,
    body,
    params,
    ...backend,
    authorization: text(headers.authorization),
  };
  try {
    const refusal = isInProject(segments) ? findProject(call, segments[0] ?? "") : undefined;
    if (refusal) return refusal;
    if (!route) return unknownRoute(method, path);
    const answer = passGate(call, route.gate) ?? route.run(call);
    return method === "GET" ? revalidated(answer, text(headers["if-none-match"])) : answer;
  } catch {
    return crashed();
  }
}

function isInProject(segments: readonly string[]): boolean {
  return segments.length > 1 && !outsideProjects.has(segments[0] ?? "");
}

/** Keeps `/:pid/…` from taking `/users/…`, whatever follows. */
function isInPlace(pattern: readonly string[], segments: readonly string[]): boolean {
  return pattern[0] !== ":pid" || isInProject(segments);
}

function text(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
