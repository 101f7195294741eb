import { filter as toPredicate, parse } from "scim2-parse-filter";
import type { ScimQuirks } from "./quirks.js";
import type { ResourceKind, ScimDocument, ScimStore } from "./store.js";
import { valuesAt } from "./values.js";

/** A filter that the server does not understand. */
export class BadFilter extends Error {}
/** A server without filters. */
export class NoFilters extends Error {}

/** The one form that strict servers know; the value is a JSON string. */
const singleEq = /^\s*([\w.:-]+)\s+eq\s+("(?:[^"\\]|\\.)*")\s*$/iu;
const strictAttributes = ["username", "externalid", "id", "displayname", "emails.value"];

/**
 * The resources that a filter finds, or `undefined` for one that is not heeded.
 * @throws BadFilter, NoFilters
 */
export function findByFilter(
  store: ScimStore,
  quirks: ScimQuirks,
  kind: ResourceKind,
  filter: string,
): readonly ScimDocument[] | undefined {
  if (quirks.filters === "ignored") return undefined;
  if (quirks.filters === "none") throw new NoFilters();
  const eq = toSingleEq(filter);
  if (quirks.filters === "eq" && !isStrictOnes(eq)) throw new BadFilter();
  if (kind === "User" && eq?.attribute === "username") return usersNamed(store, quirks, eq.value);
  const all = store.slice(kind, 0, store.count(kind));
  // The parts of a URN have points too.
  if (eq === null || eq.attribute.includes(":")) return matching(all, filter);
  return all.filter((document) => valuesAt(document, eq.attribute.split(".")).includes(eq.value));
}

interface SingleEq {
  /** In lower case. */
  readonly attribute: string;
  readonly value: string;
}

function toSingleEq(filter: string): SingleEq | null {
  const [, attribute, quoted] = singleEq.exec(filter) ?? [];
  if (attribute === undefined || quoted === undefined) return null;
  return { attribute: attribute.toLowerCase(), value: unquote(quoted) };
}

function isStrictOnes(eq: SingleEq | null): boolean {
  return eq !== null && strictAttributes.includes(eq.attribute);
}

function usersNamed(store: ScimStore, quirks: ScimQuirks, userName: string): readonly ScimDocument[] {
  const found = store.usersNamed(userName);
  return quirks.userNameCase === "exact" ? found.filter((user) => user["userName"] === userName) : found;
}

/** Some filters that the parser lets pass fail only when they meet a document. */
function matching(all: readonly ScimDocument[], filter: string): readonly ScimDocument[] {
  try {
    return all.filter(toPredicate(parse(filter)) as (document: ScimDocument) => boolean);
  } catch {
    throw new BadFilter();
  }
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw new BadFilter();
  }
}
