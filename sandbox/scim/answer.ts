import { type Answer, noBody } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import type { ScimQuirks } from "./quirks.js";

const listSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

/** The error types of RFC 7644 section 3.12. */
export type ScimType =
  | "invalidFilter"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue";

export function json(
  quirks: ScimQuirks,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Answer {
  const body = Buffer.from(JSON.stringify(quirks.keys === "lower" ? inLowerCase(value) : value));
  return { status, body, headers: { "Content-Type": `${quirks.contentType}; charset=utf-8`, ...headers } };
}

export const noContent = (): Answer => ({ status: 204, body: noBody, headers: {} });

export function failure(quirks: ScimQuirks, status: number, detail: string, scimType?: ScimType): Answer {
  const told = quirks.errorStatus === "text" ? String(status) : status;
  const body = {
    schemas: [errorSchema],
    status: told,
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  };
  return json(quirks, status, body);
}

export const notFound = (quirks: ScimQuirks): Answer => failure(quirks, 404, "Resource not found.");

/** A route that the server does not have; strict servers leave that to their framework. */
export function noRoute(quirks: ScimQuirks): Answer {
  return quirks.character === "lax" ? notFound(quirks) : bareNotFound();
}

/** What a framework says of a route that nobody wrote. */
export const bareNotFound = (): Answer => ({
  status: 404,
  body: Buffer.from("Not Found"),
  headers: { "Content-Type": "text/plain" },
});

/** A part of the protocol that servers may leave out: some say so, some do not know it. */
export function noOption(quirks: ScimQuirks): Answer {
  return quirks.character === "lax" ? failure(quirks, 501, "That is not implemented.") : noRoute(quirks);
}

export const methodNotAllowed = (quirks: ScimQuirks): Answer =>
  failure(quirks, 405, "The method is not allowed.");

export interface Listed {
  readonly resources: readonly unknown[];
  readonly total: number;
  readonly startIndex: number;
  readonly requested: number;
}

export function list(quirks: ScimQuirks, { resources, total, startIndex, requested }: Listed): Answer {
  const body: JsonObject = {
    schemas: [listSchema],
    ...(quirks.total === "told" ? { totalResults: total } : {}),
    startIndex,
    itemsPerPage: quirks.itemsPerPage === "returned" ? resources.length : requested,
    Resources: resources,
  };
  return json(quirks, 200, body);
}

function inLowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLowerCase);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toLowerCase(), inLowerCase(one)]));
}
