import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import { json, list, notFound } from "./answer.js";
import type { ScimQuirks } from "./quirks.js";
import { attributesOf, groupSchema, userSchema } from "./schemas.js";

/** What a server says of itself. */
export interface Discovery {
  /** Extensions of its users. */
  readonly extensions: readonly string[];
}

export function serviceProviderConfig(quirks: ScimQuirks): Answer {
  const schemes = [
    { type: "oauthbearertoken", name: "OAuth Bearer Token", description: "A token", primary: true },
  ];
  return json(quirks, 200, {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: quirks.filters !== "none", maxResults: quirks.pageSizeClamp ?? 200 },
    changePassword: { supported: false },
    sort: { supported: quirks.sorting !== "none" },
    etag: { supported: false },
    ...(quirks.authenticationSchemes === "present" ? { authenticationSchemes: schemes } : {}),
  });
}

export function resourceTypes(quirks: ScimQuirks, discovery: Discovery): Answer {
  if (quirks.resourceTypes === "absent") return notFound(quirks);
  return asList(quirks, typesOf(quirks, discovery));
}

export function resourceType(quirks: ScimQuirks, discovery: Discovery, name: string): Answer {
  const found = typesOf(quirks, discovery).find((one) => one["id"] === name);
  return found === undefined || quirks.resourceTypes === "absent"
    ? notFound(quirks)
    : json(quirks, 200, found);
}

export function schemas(quirks: ScimQuirks, discovery: Discovery): Answer {
  return asList(quirks, schemasOf(discovery));
}

export function schema(quirks: ScimQuirks, discovery: Discovery, urn: string): Answer {
  const found = schemasOf(discovery).find((one) => one["id"] === urn);
  return found === undefined ? notFound(quirks) : json(quirks, 200, found);
}

function asList(quirks: ScimQuirks, resources: readonly JsonObject[]): Answer {
  return list(quirks, { resources, total: resources.length, startIndex: 1, requested: resources.length });
}

function typesOf({ groups }: ScimQuirks, { extensions }: Discovery): readonly JsonObject[] {
  const schemas = ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"];
  const schemaExtensions = extensions.map((urn) => ({ schema: urn, required: false }));
  const user = {
    schemas,
    id: "User",
    name: "User",
    endpoint: "/Users",
    schema: userSchema,
    schemaExtensions,
  };
  const group = { schemas, id: "Group", name: "Group", endpoint: "/Groups", schema: groupSchema };
  return groups === "present" ? [user, group] : [user];
}

function schemasOf({ extensions }: Discovery): readonly JsonObject[] {
  return [userSchema, groupSchema, ...extensions].map((id) => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    id,
    name: id.split(":").at(-1),
    attributes: attributesOf(id),
    meta: { resourceType: "Schema" },
  }));
}
