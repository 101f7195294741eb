import type { ScimCall } from "./call.js";
import type { ScimDocument } from "./store.js";
import { valuesAt } from "./values.js";

/** A sortOrder that the server does not know. */
export class BadSortOrder extends Error {}

/** Something to take a page of. */
export interface Ordered {
  slice(from: number, to: number): readonly ScimDocument[];
}

/**
 * What was found, or everything, in the order that was asked for or the server's own.
 * @throws BadSortOrder
 */
export function inOrder(call: ScimCall, found: readonly ScimDocument[] | undefined): Ordered {
  const { query, quirks, store, kind } = call;
  const sortBy = query.get("sortBy");
  const all = (): readonly ScimDocument[] => found ?? store.slice(kind, 0, store.count(kind));
  if (quirks.sorting !== "none" && sortBy !== null) return sorted(all(), sortBy, isDescending(call));
  if (quirks.order === "unstable") return [...all()].sort(() => Math.random() - 0.5);
  if (found !== undefined) return found;
  if (quirks.order === "userName") return store.byName(kind);
  return { slice: (from, to) => store.slice(kind, from, to) };
}

/** RFC 7644 section 3.4.2.3 has it in lower case, Talkdesk's documents in capitals (contract section 4.1). */
function isDescending({ query, quirks }: ScimCall): boolean {
  const [up, down] =
    quirks.sorting === "upperCase" ? ["ASCENDING", "DESCENDING"] : ["ascending", "descending"];
  const asked = query.get("sortOrder") ?? up;
  if (asked !== up && asked !== down) throw new BadSortOrder();
  return asked === down;
}

/** Whoever lacks the attribute comes last when ascending, first otherwise (RFC 7644 section 3.4.2.3). */
function sorted(
  documents: readonly ScimDocument[],
  sortBy: string,
  descending: boolean,
): readonly ScimDocument[] {
  const path = sortBy.toLowerCase().split(".");
  const keyed = documents.map((document) => ({ document, key: keyOf(document, path) }));
  keyed.sort((one, other) => compare(one.key, other.key) * (descending ? -1 : 1));
  return keyed.map(({ document }) => document);
}

function keyOf(document: ScimDocument, path: readonly string[]): string | undefined {
  const [value] = valuesAt(document, path);
  return typeof value === "string" || typeof value === "boolean" ? String(value).toLowerCase() : undefined;
}

function compare(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
  return one < other ? -1 : 1;
}
