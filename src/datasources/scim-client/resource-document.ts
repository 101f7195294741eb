import type { JsonObject, JsonValue } from "../../directory/directory-object.js";
import { setAttribute, type PatchOperation } from "./patch-op.js";

/*
 * A User or a Group as the server wrote it, changed here: for servers without PATCH, and for those that take attributes
 * as a whole only. Nothing that Rollcall does not know is dropped, and names keep the case that the server gave them
 * (RFC 7643 section 2.1).
 */

export const userSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
export const groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** The resource as it will be when the operations have taken effect. */
export function applyOperations(document: JsonObject, operations: readonly PatchOperation[]): JsonObject {
  return operations.reduce((so, operation) => {
    if (!("path" in operation)) {
      return Object.entries(operation.value).reduce((made, [name, value]) => withPart(made, name, value), so);
    }
    return applyAt(so, parsePath(operation.path), operation);
  }, document);
}

/** The attributes that the operations change, as the object form of a PATCH has them: each as a whole. */
export function toObjectForm(
  document: JsonObject,
  operations: readonly PatchOperation[],
): readonly PatchOperation[] {
  return [{ op: "replace", value: Object.fromEntries(changedAttributes(document, operations)) }];
}

/** Likewise, each by its path: some servers know no paths into attributes that have several values. */
export function toWholeForm(
  document: JsonObject,
  operations: readonly PatchOperation[],
): readonly PatchOperation[] {
  return changedAttributes(document, operations).map(([name, value]) => setAttribute(name, value));
}

/** Each once, with the value that it will have; `null` for none. */
function changedAttributes(
  document: JsonObject,
  operations: readonly PatchOperation[],
): readonly (readonly [string, JsonValue])[] {
  const made = applyOperations(document, operations);
  const names = operations.flatMap((operation) =>
    "path" in operation ? [parsePath(operation.path).attribute] : Object.keys(operation.value),
  );
  return [...new Set(names)].map((name) => [name, partOf(made, name) ?? null] as const);
}

/**
 * The User for a PUT, which replaces everything: with its id, without what is the server's to write (contract 6.1
 * rows 12, 14). `null` where nobody tells whether the user is active: a PUT without `active` can enable somebody.
 */
export function toUserPutBody(document: JsonObject): JsonObject | null {
  const active = toFlag(partOf(document, "active"));
  if (active === null) return null;
  const own = ["meta", "groups"].reduce<JsonObject>((so, name) => withPart(so, name, null), document);
  return withSchemas(withPart(own, "active", active), userSchema);
}

/** Likewise, for a Group. */
export function toGroupPutBody(document: JsonObject): JsonObject {
  return withSchemas(withPart(document, "meta", null), groupSchema);
}

interface Path {
  readonly attribute: string;
  /** Of a value filter, `[value eq "…"]`. */
  readonly value: string | null;
  readonly part: string | null;
}

/** The paths that Rollcall writes: `title`, `name.givenName`, `emails[value eq "…"].value`, `urn:…:User:rolesString`. */
function parsePath(path: string): Path {
  const [, urn, inner = null] = /^(urn:[\w.:-]+):(\w+)$/iu.exec(path) ?? [];
  if (urn !== undefined) return { attribute: urn, value: null, part: inner };
  const [, attribute = path, quoted, part] =
    /^(\w+)(?:\[value eq ("(?:[^"\\]|\\.)*")\])?(?:\.(\w+))?$/u.exec(path) ?? [];
  return {
    attribute,
    value: quoted === undefined ? null : String(JSON.parse(quoted)),
    part: part ?? null,
  };
}

function applyAt(
  document: JsonObject,
  { attribute, value, part }: Path,
  { op, value: given = null }: { readonly op: PatchOperation["op"]; readonly value?: JsonValue },
): JsonObject {
  const there = partOf(document, attribute);
  if (value !== null) {
    const change = (one: JsonObject): JsonObject | null =>
      part === null ? null : withPart(one, part, given);
    return withPart(document, attribute, changeValues(toObjects(there), value, change));
  }
  if (part !== null) return withPart(document, attribute, withPart(toObject(there), part, given));
  const isAdded = op === "add" && Array.isArray(there);
  const added: JsonValue = isAdded ? [...(there as JsonValue[]), ...[given].flat()] : given;
  return withPart(document, attribute, added);
}

/** A list that is empty is none (RFC 7643 section 2.5). */
function changeValues(
  values: readonly JsonObject[],
  value: string,
  change: (one: JsonObject) => JsonObject | null,
): JsonValue {
  const made = values.flatMap((one) => (partOf(one, "value") === value ? (change(one) ?? []) : [one]));
  return made.length === 0 ? null : made;
}

/** A part of an object by its name in any case; `undefined` where there is none. */
function partOf(object: JsonObject, name: string): JsonValue | undefined {
  const key = keyOf(object, name);
  return key === undefined ? undefined : object[key];
}

/** The object with another value of a part; `null` takes it away. */
function withPart(object: JsonObject, name: string, value: JsonValue): JsonObject {
  const key = keyOf(object, name) ?? name;
  if (value !== null) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
}

function keyOf(object: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(object, name)) return name;
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}

/** Some servers leave `schemas` out of what they show (contract 6.1 row 15), and want it back. */
function withSchemas(document: JsonObject, core: string): JsonObject {
  const told = partOf(document, "schemas");
  if (Array.isArray(told) && told.length > 0) return document;
  const extensions = Object.keys(document).filter((key) => key.toLowerCase().startsWith("urn:"));
  return withPart(document, "schemas", [core, ...extensions]);
}

function toFlag(value: JsonValue | undefined): boolean | null {
  if (typeof value === "boolean") return value;
  const word = typeof value === "string" ? value.toLowerCase() : "";
  return word === "true" ? true : word === "false" ? false : null;
}

function toObject(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function toObjects(value: JsonValue | undefined): readonly JsonObject[] {
  const values: readonly JsonValue[] = Array.isArray(value) ? value : [value ?? null];
  return values.filter(isObject);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
