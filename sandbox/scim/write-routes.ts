import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import { bareNotFound, failure, json, methodNotAllowed, noContent, notFound } from "./answer.js";
import type { ScimCall } from "./call.js";
import { applyPatch } from "./patch.js";
import type { ScimQuirks } from "./quirks.js";
import { showingOf } from "./read-routes.js";
import { groupSchema, userSchema } from "./schemas.js";
import { memberIdsOf } from "./store.js";
import { locationOf, toView } from "./views.js";

const mostMembers = 1_000;

export function createResource(call: ScimCall): Answer {
  const { store, kind, quirks, body } = call;
  const refused = refuse(call, body) ?? refuseTaken(call, body, null);
  if (refused !== null) return refused;
  const made = store.create(kind, withLicence(call, withActive(body, call, true)));
  const showing = showingOf(call);
  if (quirks.createReplies === "empty") return { ...noContent(), status: 201 };
  return json(
    quirks,
    201,
    quirks.createReplies === "id" ? { id: made.id } : toView(made, showing),
    quirks.character === "lax" ? {} : { Location: locationOf(made, showing) },
  );
}

/** Everything is replaced; what a caller leaves out is gone, but for `active` on a strict server, which becomes true. */
export function replaceResource(call: ScimCall): Answer {
  const { store, kind, id, quirks, body } = call;
  const old = store.find(kind, id);
  if (old === undefined) return notFound(quirks);
  const refused = refuse(call, body, old) ?? refuseTaken(call, body, id);
  if (refused !== null) return refused;
  const wanted = withActive(body, call, quirks.character === "strict");
  const made = store.replace(kind, id, withLicence(call, wanted, old));
  return json(quirks, 200, toView(made, showingOf(call)));
}

/** PatchOp, RFC 7644 section 3.5.2; without a change 204 on a lax server. */
export function patchResource(call: ScimCall): Answer {
  const { store, kind, id, quirks } = call;
  if (quirks.patch !== "present") return withoutPatch(quirks);
  const document = store.find(kind, id);
  if (document === undefined) return notFound(quirks);
  const { document: patched, refused } = applyPatch(call, document);
  if (refused !== null) return refused;
  const wanted = withActive(patched, call, false);
  const notTaken = refuse(call, wanted, document) ?? refuseTaken(call, wanted, id);
  if (notTaken !== null) return notTaken;
  const made = store.replace(kind, id, withLicence(call, withoutBelongings(call, wanted), document));
  if (quirks.patchReplies === "empty") return noContent();
  if (made === document && quirks.character === "lax") return noContent();
  return json(quirks, 200, toView(made, showingOf(call)));
}

export function removeResource({ store, kind, id, quirks }: ScimCall): Answer {
  if (store.find(kind, id) === undefined) return notFound(quirks);
  store.remove(kind, id);
  return noContent();
}

function withoutPatch(quirks: ScimQuirks): Answer {
  if (quirks.patch === "absentBare404") return bareNotFound();
  return quirks.patch === "absent405" ? methodNotAllowed(quirks) : failure(quirks, 501, "There is no PATCH.");
}

/** Whoever becomes active takes a licence; where none is left, the wish is not heeded (contract section 4.1). */
function withLicence({ kind, quirks, store }: ScimCall, document: JsonObject, old?: JsonObject): JsonObject {
  if (kind === "Group" || quirks.licences === null) return document;
  if (document["active"] !== true || old?.["active"] === true) return document;
  const taken = store.slice("User", 0, store.count("User")).filter(({ active }) => active === true);
  return taken.length < quirks.licences ? document : { ...document, active: false };
}

function withoutBelongings({ kind, id, quirks, store }: ScimCall, document: JsonObject): JsonObject {
  const isTaken = quirks.takesWhenInactive === "rolesAndGroups" && document["active"] === false;
  if (kind === "Group" || !isTaken) return document;
  for (const group of store.slice("Group", 0, store.count("Group"))) {
    const members = (group["members"] ?? []) as { value: string }[];
    const left = members.filter(({ value }) => value !== id);
    if (left.length < members.length) store.replace("Group", group.id, { ...group, members: left });
  }
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== "roles"));
}

/** What a strict server showed itself it takes back. */
function refuse(call: ScimCall, document: JsonObject, old: JsonObject = {}): Answer | null {
  const { kind, quirks } = call;
  const invalid = (detail: string): Answer => failure(quirks, 400, detail, "invalidValue");
  const name = document[kind === "User" ? "userName" : "displayName"];
  if (typeof name !== "string" || name === "") return invalid("A name is required.");
  if (quirks.character === "lax") {
    const { active } = document;
    return active === undefined || typeof active === "boolean" ? null : invalid("active is a boolean.");
  }
  const known = [userSchema, groupSchema, ...call.extensions, ...Object.keys(old)];
  if (!urnsIn(document).every((urn) => known.includes(urn))) return invalid("The extension is not known.");
  return hasKnownMembers(call, document) ? null : invalid("A member is not known, or there are too many.");
}

function urnsIn({ schemas, ...document }: JsonObject): readonly string[] {
  const listed = Array.isArray(schemas) ? schemas.map(String) : [];
  return [...listed, ...Object.keys(document).filter((key) => key.startsWith("urn:"))];
}

function hasKnownMembers({ store }: ScimCall, document: JsonObject): boolean {
  const ids = memberIdsOf(document);
  const isKnown = (id: string): boolean => (store.find("User", id) ?? store.find("Group", id)) !== undefined;
  return ids.length <= mostMembers && ids.every(isKnown);
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
