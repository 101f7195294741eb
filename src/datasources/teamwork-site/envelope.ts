import { DirectoryError } from "../../directory/errors.js";
import type { Edge } from "../http/edge.js";

/** @throws DirectoryError UPSTREAM_INVALID_RESPONSE when the answer has no list of this name */
export function rowsIn(edge: Edge, name: string, body: unknown): unknown {
  const list = memberOf(body, name);
  if (list !== undefined) return list;
  const message = `The provider's answer does not have the form of a ${edge.collection} list`;
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: edge.account });
}

/** The objects of one type that an answer includes: a map by id in some products, a list in others (contract sections 4, 5, 7). */
export function includedIn(body: unknown, type: string): readonly unknown[] {
  const included = memberOf(memberOf(body, "included"), type);
  if (Array.isArray(included)) return included as readonly unknown[];
  return typeof included === "object" && included !== null ? Object.values(included) : [];
}

/** The value that an object has under this name itself; `undefined` where it has none, or is no object. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
