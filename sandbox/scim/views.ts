import type { JsonObject } from "../incoming.js";
import type { ScimQuirks } from "./quirks.js";
import type { ResourceKind, ScimDocument } from "./store.js";

/** What a caller may say about how resources are shown to it. */
export interface Showing {
  readonly kind: ResourceKind;
  readonly quirks: ScimQuirks;
  /** Base URL of the surface, as the caller knows it. */
  readonly base: string;
  /** Lower-cased attribute names to leave out, as far as the server heeds that. */
  readonly excluded: readonly string[];
}

/** Attributes that a server with nulls shows so where a resource has none. */
const optional: Readonly<Record<ResourceKind, readonly string[]>> = {
  User: ["displayName", "title", "phoneNumbers", "emails", "externalId"],
  Group: ["members", "externalId"],
};

/** What nobody can leave out (RFC 7643 section 7, `returned`). */
const alwaysShown = ["id", "schemas"];

/** A resource as an answer shows it. */
export function toView(document: ScimDocument, showing: Showing): JsonObject {
  const { kind, quirks, excluded } = showing;
  const view: JsonObject = {
    ...document,
    meta: { ...(document["meta"] as object), location: locationOf(document, showing) },
  };
  if (quirks.schemas === "missing") delete view["schemas"];
  if (kind === "User") showActive(view, quirks);
  if (!quirks.usersCarryGroups) delete view["groups"];
  if (quirks.nullsForAbsent) for (const name of optional[kind]) view[name] ??= null;
  if (excluded.length === 0) return view;
  const isShown = (name: string): boolean =>
    alwaysShown.includes(name) || !excluded.includes(name.toLowerCase());
  return Object.fromEntries(Object.entries(view).filter(([name]) => isShown(name)));
}

/** Strict servers put resources under a path that they do not answer. */
export function locationOf({ id }: ScimDocument, { kind, quirks, base }: Showing): string {
  const path = `${kind}s/${encodeURIComponent(id)}`;
  return quirks.character === "strict" ? `/api/auth/scim/v2/${path}` : `${base}/${path}`;
}

function showActive(view: JsonObject, { active }: ScimQuirks): void {
  if (active === "missing") delete view["active"];
  else if (active === "text" && typeof view["active"] === "boolean") {
    view["active"] = view["active"] ? "True" : "False";
  }
}
