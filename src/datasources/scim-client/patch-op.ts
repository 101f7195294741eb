import type { JsonObject, JsonValue } from "../../directory/directory-object.js";

/*
 * PatchOp bodies (RFC 7644 section 3.5.2) as Rollcall sends them. Both forms of a replace are in use, and servers refuse
 * one or the other: with a path, and without one, the value then being an object of attributes (contract 6.1 row 7).
 */

const patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

interface PathOperation {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  /** Absent of a `remove`. */
  readonly value?: JsonValue;
}

/** Attributes by name; `null` takes one away. */
interface ObjectOperation {
  readonly op: "replace";
  readonly value: JsonObject;
}

/** Operations in lower case: some servers know no other (contract 6.1 row 6). */
export type PatchOperation = PathOperation | ObjectOperation;

/** @returns the body of a PATCH, plain JSON */
export function toPatchBody(operations: readonly PatchOperation[]): JsonObject {
  return { schemas: [patchSchema], Operations: operations.map((operation) => ({ ...operation })) };
}

/** The operations of a body that `toPatchBody` made. */
export function operationsIn(body: JsonValue | undefined): readonly PatchOperation[] {
  return (body as { readonly Operations?: readonly PatchOperation[] } | undefined)?.Operations ?? [];
}

/**
 * `active` without a path, in the form that fits servers whose values are texts or objects alone (contract 4.1); the
 * other form is tried where it is refused.
 */
export function setActive(isActive: boolean): PatchOperation {
  return { op: "replace", value: { active: isActive } };
}

/** @param value `null` takes the attribute away */
export function setAttribute(path: string, value: JsonValue): PatchOperation {
  return value === null ? { op: "remove", path } : { op: "replace", path, value };
}

/** The part of a multi-valued attribute that has the value: `emails[value eq "a@b.example"]`. */
export function valuePath(attribute: string, value: string): string {
  return `${attribute}[value eq ${JSON.stringify(value)}]`;
}

export function isRemoval(operation: PatchOperation): boolean {
  return operation.op === "remove";
}

/** Whether each operation has a path. */
export function isByPath(operations: readonly PatchOperation[]): boolean {
  return operations.every((operation) => "path" in operation);
}

/** Whether any of them changes a part of an attribute, or of its values. */
export function isOfParts(operations: readonly PatchOperation[]): boolean {
  return operations.some((operation) => "path" in operation && !/^\w+$/u.test(operation.path));
}

/** The same with a path for each attribute. */
export function toPathForm(operations: readonly PatchOperation[]): readonly PatchOperation[] {
  return operations.flatMap((operation) =>
    "path" in operation
      ? [operation]
      : Object.entries(operation.value).map(([path, value]) => setAttribute(path, value)),
  );
}
