import type { Answer } from "../answer.js";
import { parseJsonObject, type Incoming, type JsonObject } from "../incoming.js";
import { RateLimit } from "../rate-limit.js";
import { matchSegments, toSegments } from "../route-template.js";
import { failure, methodNotAllowed, noOption, noRoute } from "./answer.js";
import type { ScimCall, ScimRoute } from "./call.js";
import {
  resourceType,
  resourceTypes,
  schema,
  schemas,
  serviceProviderConfig,
  type Discovery,
} from "./discovery.js";
import type { ScimQuirks } from "./quirks.js";
import { getResource, listResources } from "./read-routes.js";
import type { ResourceKind, ScimStore } from "./store.js";
import { createResource, patchResource, removeResource, replaceResource } from "./write-routes.js";

export interface ScimSurfaceOptions {
  /** Path before `/Users`, for example `/scim/v2`. */
  readonly basePath: string;
  readonly store: () => ScimStore;
  readonly quirks: () => ScimQuirks;
  readonly isToken: (token: string) => boolean;
  readonly discovery: Discovery;
  readonly clock: () => Date;
}

/** A SCIM 2.0 API over a store (RFC 7644), with the habits that it is told. */
export interface ScimSurface {
  /** The template of the route that a request goes to; `undefined` for an unknown one. */
  routeOf(incoming: Incoming): string | undefined;
  /** The body is `undefined` when it is longer than the server takes. */
  answer(incoming: Incoming, body: string | undefined): Answer;
}

const resourceRoutes: Readonly<Record<string, ScimRoute>> = {
  "GET /:kind": listResources,
  "POST /:kind": createResource,
  "GET /:kind/:id": getResource,
  "PUT /:kind/:id": replaceResource,
  "PATCH /:kind/:id": patchResource,
  "DELETE /:kind/:id": removeResource,
};
const discoveryTemplates = [
  "/ServiceProviderConfig",
  "/ResourceTypes",
  "/ResourceTypes/:name",
  "/Schemas",
  "/Schemas/:name",
] as const;
/** What RFC 7644 leaves to the server (sections 3.4.3, 3.7 and 3.11), and these do not have. */
const optionalRoutes = ["/.search", "/Users/.search", "/Groups/.search", "/Bulk", "/Me"];
const templates = [...discoveryTemplates, "/Users", "/Users/:id", "/Groups", "/Groups/:id"].map(
  (template) => ({
    template,
    segments: template.split("/").slice(1),
  }),
);

export function createScimSurface(options: ScimSurfaceOptions): ScimSurface {
  const limit = new RateLimit(options.clock);
  return {
    routeOf: (incoming) => {
      const found = findRoute(options.basePath, incoming);
      return found === undefined ? undefined : options.basePath + found.template;
    },
    answer: (incoming, body) => {
      const quirks = options.quirks();
      if (body === undefined) return failure(quirks, 413, "The body is too large.");
      return refuse(options, limit, incoming) ?? answerCall(options, incoming, body);
    },
  };
}

interface Found {
  readonly template: string;
  readonly params: Record<string, string>;
}

function findRoute(basePath: string, { path }: Incoming): Found | undefined {
  if (!path.startsWith(`${basePath}/`)) return undefined;
  const segments = toSegments(path.slice(basePath.length));
  for (const { template, segments: expected } of templates) {
    const params = matchSegments(expected, segments);
    if (params) return { template, params };
  }
  return undefined;
}

function refuse(
  { quirks, isToken }: ScimSurfaceOptions,
  limit: RateLimit,
  incoming: Incoming,
): Answer | undefined {
  const { perSecond, tellsRetryAfter, authScheme } = quirks();
  if (perSecond !== null && !limit.passes(perSecond)) {
    const refused = failure(quirks(), 429, "Too many requests.");
    return tellsRetryAfter ? { ...refused, headers: { ...refused.headers, "Retry-After": "1" } } : refused;
  }
  const { authorization = "" } = incoming.headers;
  const token = authScheme === "none" ? authorization : /^bearer +(\S+)$/iu.exec(authorization)?.[1];
  return token !== undefined && isToken(token) ? undefined : failure(quirks(), 401, "Authorization failed.");
}

function answerCall(options: ScimSurfaceOptions, incoming: Incoming, body: string): Answer {
  const quirks = options.quirks();
  const found = findRoute(options.basePath, incoming);
  if (optionalRoutes.includes(incoming.path.slice(options.basePath.length))) return noOption(quirks);
  if (found === undefined) return noRoute(quirks);
  const { template, params } = found;
  if (!template.startsWith("/Users") && !template.startsWith("/Groups"))
    return incoming.method === "GET"
      ? discover(options, template, params["name"] ?? "")
      : methodNotAllowed(quirks);
  const kind = template.startsWith("/Groups") ? ("Group" as const) : ("User" as const);
  return (
    absentGroups(quirks, kind, incoming.method, params["id"]) ??
    answerResource(options, incoming, body, { kind, id: params["id"] })
  );
}

function answerResource(
  options: ScimSurfaceOptions,
  incoming: Incoming,
  body: string,
  { kind, id }: { readonly kind: ResourceKind; readonly id: string | undefined },
): Answer {
  const quirks = options.quirks();
  const route = resourceRoutes[`${incoming.method} /:kind${id === undefined ? "" : "/:id"}`];
  if (route === undefined) return methodNotAllowed(quirks);
  if (!isReadable(incoming, quirks)) return failure(quirks, 415, "The media type is not supported.");
  const parsed = parseBody(incoming, body);
  if (parsed === null) return failure(quirks, 400, "The body is not a JSON object.", "invalidSyntax");
  return route(toCall(options, incoming, { kind, id: id ?? "", body: parsed }));
}

function toCall(
  { store, quirks, basePath, discovery: { extensions } }: ScimSurfaceOptions,
  { query, headers }: Incoming,
  about: Pick<ScimCall, "kind" | "id" | "body">,
): ScimCall {
  const base = `http://${headers.host ?? "127.0.0.1"}${basePath}`;
  return { ...about, query, base, extensions, store: store(), quirks: quirks() };
}

function discover({ quirks, discovery }: ScimSurfaceOptions, template: string, name: string): Answer {
  switch (template) {
    case "/ServiceProviderConfig":
      return serviceProviderConfig(quirks());
    case "/ResourceTypes":
      return resourceTypes(quirks(), discovery);
    case "/ResourceTypes/:name":
      return resourceType(quirks(), discovery, name);
    case "/Schemas":
      return schemas(quirks(), discovery);
    default:
      return schema(quirks(), discovery, name);
  }
}

function absentGroups(
  quirks: ScimQuirks,
  kind: ResourceKind,
  method: string,
  id: string | undefined,
): Answer | undefined {
  if (kind === "User") return undefined;
  if (quirks.groups === "absent404") return noRoute(quirks);
  if (quirks.groups === "absent501") return failure(quirks, 501, "Groups are not implemented.");
  const isGet = method === "GET" && id !== undefined;
  return isGet && quirks.groupGet === "absent" ? noRoute(quirks) : undefined;
}

const mediaTypes = /^application\/(?:scim\+)?json\b/iu;

/** Whether the server reads bodies of this type. */
function isReadable({ method, headers }: Incoming, { character }: ScimQuirks): boolean {
  if (method === "GET" || method === "DELETE" || character === "lax") return true;
  return mediaTypes.test(headers["content-type"] ?? "");
}

function parseBody({ method }: Incoming, body: string): JsonObject | null {
  return method === "GET" || method === "DELETE" ? {} : parseJsonObject(body);
}
