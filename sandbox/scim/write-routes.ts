import { NoTarget, ScimError, scimPatch, type ScimPatchOperation, type ScimResource } from "scim-patch";
import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import { failure, json, noContent, notFound } from "./answer.js";
import type { ScimCall } from "./call.js";
import { knownSchemas } from "./discovery.js";
import { showingOf } from "./read-routes.js";
import { locationOf, toView } from "./views.js";

const mostMembers = 1_000;

export function createResource(call: ScimCall): Answer {
  const { store, kind, quirks, body } = call;
  const refused = refuse(call, body) ?? refuseTaken(call, body, null);
  if (refused !== null) return refused;
  const made = store.create(kind, withActive(body, call, true));
  const showing = showingOf(call);
  return json(
    quirks,
    201,
    toView(made, showing),
    quirks.character === "lax" ? {} : { Location: locationOf(made, showing) },
  );
}

/** Everything is replaced; what a caller leaves out is gone, but for `active` on a strict server, which becomes true. */
export function replaceResource(call: ScimCall): Answer {
  const { store, kind, id, quirks, body } = call;
  if (store.find(kind, id) === undefined) return notFound(quirks);
  const refused = refuse(call, body) ?? refuseTaken(call, body, id);
  if (refused !== null) return refused;
  const made = store.replace(kind, id, withActive(body, call, quirks.character === "strict"));
  return json(quirks, 200, toView(made, showingOf(call)));
}

/** PatchOp, RFC 7644 section 3.5.2; without a change 204 on a lax server. */
export function patchResource(call: ScimCall): Answer {
  const { store, kind, id, quirks, body } = call;
  const document = store.find(kind, id);
  if (document === undefined) return notFound(quirks);
  const operations = operationsIn(body);
  if (operations === null) return failure(quirks, 400, "Operations are missing.", "invalidSyntax");
  if (quirks.patchValues === "textOrObject" && operations.some(hasBareValue))
    return failure(quirks, 400, "A value is a text or an object.", "invalidSyntax");
  const patched = applied(call, structuredClone(document), operations);
  if (patched.refused !== null) return patched.refused;
  const refused = refuse(call, patched.document) ?? refuseTaken(call, patched.document, id);
  if (refused !== null) return refused;
  const made = store.replace(kind, id, patched.document);
  if (made === document && quirks.character === "lax") return noContent();
  return json(quirks, 200, toView(made, showingOf(call)));
}

export function removeResource({ store, kind, id, quirks }: ScimCall): Answer {
  if (store.find(kind, id) === undefined) return notFound(quirks);
  store.remove(kind, id);
  return noContent();
}

function operationsIn(body: JsonObject): readonly ScimPatchOperation[] | null {
  const key = Object.keys(body).find((one) => one.toLowerCase() === "operations");
  const operations = key === undefined ? undefined : body[key];
  return Array.isArray(operations) ? (operations as ScimPatchOperation[]) : null;
}

function hasBareValue(operation: ScimPatchOperation): boolean {
  const { value } = operation as { value?: unknown };
  return typeof value === "boolean" || typeof value === "number";
}

type Patched =
  | { readonly document: JsonObject; readonly refused: null }
  | { readonly document: null; readonly refused: Answer };

function applied(
  { quirks }: ScimCall,
  document: JsonObject,
  operations: readonly ScimPatchOperation[],
): Patched {
  const lowered = operations.map((one) => ({ ...one, op: one.op.toLowerCase() }) as ScimPatchOperation);
  try {
    const treat = { treatMissingAsAdd: quirks.character === "strict" };
    const made = scimPatch(document as unknown as ScimResource, lowered, treat) as unknown as JsonObject;
    return { document: made, refused: null };
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    const refused =
      error instanceof NoTarget
        ? failure(quirks, 400, "Nothing matches the path.", "noTarget")
        : failure(quirks, 400, "The operation is not valid.", "invalidSyntax");
    return { document: null, refused };
  }
}

function refuse(call: ScimCall, document: JsonObject): Answer | null {
  const { kind, quirks } = call;
  const invalid = (detail: string): Answer => failure(quirks, 400, detail, "invalidValue");
  const name = document[kind === "User" ? "userName" : "displayName"];
  if (typeof name !== "string" || name === "") return invalid("A name is required.");
  if (quirks.character === "lax") {
    const { active } = document;
    return active === undefined || typeof active === "boolean" ? null : invalid("active is a boolean.");
  }
  if (!hasKnownSchemas(document)) return invalid("The extension is not known.");
  return hasKnownMembers(call, document) ? null : invalid("A member is not known, or there are too many.");
}

function hasKnownSchemas(document: JsonObject): boolean {
  const urns = Object.keys(document).filter((key) => key.startsWith("urn:"));
  return [...urns, ...schemasIn(document)].every((urn) => knownSchemas.includes(urn));
}

function hasKnownMembers({ store }: ScimCall, { members }: JsonObject): boolean {
  const all = Array.isArray(members) ? (members as { value?: string }[]) : [];
  const isKnown = (id: string): boolean => (store.find("User", id) ?? store.find("Group", id)) !== undefined;
  return all.length <= mostMembers && all.every(({ value = "" }) => isKnown(value));
}

function schemasIn({ schemas }: JsonObject): readonly string[] {
  return Array.isArray(schemas) ? schemas.map(String) : [];
}

/** Two users of a name never; two groups of a name where the server does not mind. */
function refuseTaken(
  { kind, quirks, store }: ScimCall,
  document: JsonObject,
  own: string | null,
): Answer | null {
  const taken =
    kind === "User"
      ? store.usersNamed(String(document["userName"]))
      : quirks.character === "strict"
        ? store
            .slice("Group", 0, store.count("Group"))
            .filter((one) => one["displayName"] === document["displayName"])
        : [];
  return taken.some(({ id }) => id !== own) ? failure(quirks, 409, "The name is taken.", "uniqueness") : null;
}

function withActive(body: JsonObject, { kind, quirks }: ScimCall, isDefault: boolean): JsonObject {
  if (kind === "Group") return body;
  const active = body["active"] ?? (isDefault ? true : undefined);
  const isText = quirks.character === "strict" && typeof active === "string";
  return {
    ...body,
    ...(active === undefined ? {} : { active: isText ? active.toLowerCase() === "true" : active }),
  };
}
