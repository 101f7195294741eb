import type { JsonObject } from "../incoming.js";
import type { ResourceKind } from "./store.js";

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
export const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const enterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const talkdeskSchema = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";

/** Attributes as `/Schemas` describes them, in the words of RFC 7643 section 7. */
const attributes: Readonly<Record<string, readonly JsonObject[]>> = {
  [userSchema]: [
    attribute("userName", { required: true, uniqueness: "server" }),
    complex("name", ["formatted", "familyName", "givenName"]),
    ...["displayName", "title", "userType", "preferredLanguage", "locale", "timezone"].map((name) =>
      attribute(name),
    ),
    attribute("active", { type: "boolean" }),
    ...["emails", "phoneNumbers", "photos", "roles"].map(several),
    { ...several("groups"), mutability: "readOnly" },
  ],
  [groupSchema]: [attribute("displayName", { required: true }), several("members")],
  [enterpriseSchema]: [
    ...["employeeNumber", "organization", "department"].map((name) => attribute(name)),
    complex("manager", ["value", "displayName"]),
  ],
  [talkdeskSchema]: [attribute("rolesString"), attribute("teamsString")],
};

/** What every resource has besides (RFC 7643 section 3.1); no schema lists it. */
const ofEveryResource = ["schemas", "id", "externalId", "meta"];

export function attributesOf(urn: string): readonly JsonObject[] {
  return attributes[urn] ?? [];
}

/** An attribute of a resource in its canonical spelling, whatever case somebody writes it in. */
export function canonicalName(kind: ResourceKind, name: string): string {
  const own = attributesOf(kind === "User" ? userSchema : groupSchema).map((one) => String(one["name"]));
  return [...ofEveryResource, ...own].find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

function attribute(name: string, facts: JsonObject = {}): JsonObject {
  return {
    ...{ name, type: "string", multiValued: false, required: false, caseExact: false },
    ...{ mutability: "readWrite", returned: "default", uniqueness: "none" },
    ...facts,
  };
}

function complex(name: string, parts: readonly string[]): JsonObject {
  return attribute(name, { type: "complex", subAttributes: parts.map((part) => attribute(part)) });
}

function several(name: string): JsonObject {
  return { ...complex(name, ["value", "display", "type", "primary"]), multiValued: true };
}
