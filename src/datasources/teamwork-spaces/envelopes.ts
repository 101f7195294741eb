import { DirectoryError } from "../../directory/errors.js";
import type { Edge } from "../http/edge.js";
import { memberOf } from "../teamwork-site/envelope.js";

/*
 * Documents and clients disagree about what is around Spaces' objects (contract section 7), and no recording decides:
 * all the forms that either of them has are read.
 */

/** `{users: […]}`, `{user: {…}}` and `{user: […]}`; rows are in `unwrapUser`'s care. */
export function usersIn(edge: Edge, body: unknown): unknown {
  const one = memberOf(body, "user");
  const list = memberOf(body, "users") ?? (isObject(one) && !Array.isArray(one) ? [one] : one);
  return list ?? emptyOrBroken(edge, memberOf(memberOf(memberOf(body, "meta"), "page"), "count"));
}

/** `{user: {…}}` or the user itself. */
export function unwrapUser(row: unknown): unknown {
  return unwrap(row, "user");
}

export function spacesIn(edge: Edge, body: unknown): unknown {
  const count = memberOf(memberOf(memberOf(body, "meta"), "page"), "count");
  return memberOf(body, "spaces") ?? emptyOrBroken(edge, count);
}

export function unwrapSpace(row: unknown): unknown {
  return unwrap(row, "space");
}

/** Collaborators and how many there are, at the top or inside of `space`. */
export function collaboratorsIn(
  edge: Edge,
  body: unknown,
): { readonly list: unknown; readonly count: unknown } {
  const holder = [body, memberOf(body, "space")].find((one) => memberOf(one, "collaborators") != null);
  const page = memberOf(memberOf(memberOf(body, "meta"), "page"), "count");
  const told = [holder, body, memberOf(body, "space")].map((one) => memberOf(one, "collaboratorsCount"));
  const count = told.find((one) => one != null) ?? page;
  const list = holder === undefined ? emptyOrBroken(edge, count) : memberOf(holder, "collaborators");
  return { list, count };
}

function unwrap(row: unknown, name: string): unknown {
  const inner = memberOf(row, name);
  return isObject(inner) && memberOf(row, "id") === undefined ? inner : row;
}

/** An empty list may be null or absent, in a language that writes empty ones so; it then says that it has nobody. */
function emptyOrBroken(edge: Edge, count: unknown): readonly unknown[] {
  if (count === 0) return [];
  const message = `The provider's answer does not have the form of a ${edge.collection} list`;
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: edge.account });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
