import type { Answer } from "../answer.js";
import { parseJsonObject, type Incoming, type JsonObject } from "../incoming.js";
import { RateLimit } from "../rate-limit.js";
import { matchSegments, toSegments } from "../route-template.js";
import { failure, notFound, oauthFailure, unauthorized } from "./answer.js";
import type { TalkdeskCredentials } from "./credentials.js";
import type { TalkdeskQuirks } from "./quirks.js";
import type { Call, Route } from "./route.js";
import { listRoutes } from "./routes/lists.js";
import { ringGroupRoutes } from "./routes/ring-groups.js";
import { userReadRoutes } from "./routes/users-read.js";
import { userWriteRoutes } from "./routes/users-write.js";
import type { TalkdeskState } from "./state.js";
import type { Surface } from "./surface.js";
import { answerToken } from "./token-route.js";

const routes = [...userReadRoutes, ...userWriteRoutes, ...listRoutes, ...ringGroupRoutes].map((route) => ({
  route,
  segments: route.template.split("/").slice(1),
}));

/** Where a sign-in happens; neither counted nor limited as a call. */
export const tokenPath = "/oauth/token";

export interface Backstage {
  /** Changes with each reset. */
  readonly state: () => TalkdeskState;
  readonly quirks: () => TalkdeskQuirks;
  readonly credentials: TalkdeskCredentials;
  readonly clock: () => Date;
}

/** Talkdesk's REST API and its token URL. */
export function createRestSurface(backstage: Backstage): Surface {
  const limit = new RateLimit(backstage.clock);
  return {
    routeOf: (incoming) => {
      return incoming.path === tokenPath ? tokenPath : findRoute(incoming)?.route.template;
    },
    answer: (incoming, body) => {
      if (body === undefined) return failure(413, "payload_too_large", "The body is too large.");
      const { credentials } = backstage;
      const quirks = backstage.quirks();
      if (incoming.path === tokenPath) {
        if (incoming.method === "POST") return answerToken({ credentials, quirks }, incoming, body);
        return oauthFailure(400, "invalid_request", "The token is asked for by POST.");
      }
      return refuse(backstage, limit, incoming) ?? answerCall(backstage, incoming, body);
    },
  };
}

/** The gateway's part: whoever has no token learns nothing, not even which routes there are. */
function refuse(
  { credentials, quirks }: Backstage,
  limit: RateLimit,
  { headers }: Incoming,
): Answer | undefined {
  const { restPerSecond, tellsRetryAfter } = quirks();
  if (restPerSecond !== null && !limit.passes(restPerSecond)) {
    const refused = failure(429, "too_many_requests", "Too many requests.");
    return tellsRetryAfter ? { ...refused, headers: { ...refused.headers, "Retry-After": "1" } } : refused;
  }
  return scopesOf(credentials, headers.authorization) ? undefined : unauthorized();
}

function scopesOf(
  credentials: TalkdeskCredentials,
  authorization: string | undefined,
): readonly string[] | undefined {
  const token = /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  return token === undefined ? undefined : credentials.scopesOf(token);
}

function answerCall(backstage: Backstage, incoming: Incoming, body: string): Answer {
  const quirks = backstage.quirks();
  const found = findRoute(incoming);
  if (!found) return notFound();
  const { route, params } = found;
  const refused = route.absent?.(quirks) ?? withoutScope(backstage, route, incoming);
  if (refused) return refused;
  const parsed = parseBody(incoming, body);
  if (!parsed) return failure(400, "bad_request", "The body is not a JSON object.");
  const { method, path, query, headers } = incoming;
  const call: Call = {
    method,
    path,
    origin: `http://${headers.host ?? "127.0.0.1"}`,
    query,
    body: parsed,
    params,
    state: backstage.state(),
    quirks,
  };
  return route.run(call);
}

/** A scope that was taken away is gone from tokens that had it; one that was added comes with the next token. */
function withoutScope(
  { credentials, quirks }: Backstage,
  { scope }: Route,
  incoming: Incoming,
): Answer | undefined {
  const scopes = scopesOf(credentials, incoming.headers.authorization) ?? [];
  if (scope === null || (scopes.includes(scope) && quirks().grantedScopes.includes(scope))) return undefined;
  return failure(403, "forbidden", "The token does not allow this.");
}

function findRoute({ method, path }: Incoming): { route: Route; params: Record<string, string> } | undefined {
  const segments = toSegments(path);
  for (const { route, segments: template } of routes) {
    if (route.method !== method) continue;
    const params = matchSegments(template, segments);
    if (params) return { route, params };
  }
  return undefined;
}

function parseBody({ method, headers }: Incoming, body: string): JsonObject | undefined {
  if (method === "GET" || method === "DELETE") return {};
  if (!(headers["content-type"] ?? "").startsWith("application/json")) return undefined;
  return parseJsonObject(body) ?? undefined;
}
