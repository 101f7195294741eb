import type { Answer } from "../answer.js";
import { failure, json, list, notFound } from "./answer.js";
import type { ScimCall } from "./call.js";
import { BadFilter, findByFilter, NoFilters } from "./filters.js";
import { BadSortOrder, inOrder } from "./order.js";
import type { ScimDocument } from "./store.js";
import { toView, type Showing } from "./views.js";

const defaultCount = 20;

export function getResource(call: ScimCall): Answer {
  const document = call.store.find(call.kind, call.id);
  return document === undefined
    ? notFound(call.quirks)
    : json(call.quirks, 200, toView(document, showingOf(call)));
}

export function listResources(call: ScimCall): Answer {
  const { query, quirks, store, kind } = call;
  const filter = query.get("filter");
  try {
    const found = filter === null ? undefined : findByFilter(store, quirks, kind, filter);
    if (found?.length === 0 && quirks.emptyFilter === 404) return notFound(quirks);
    return listPage(call, found);
  } catch (error) {
    if (error instanceof BadFilter)
      return failure(quirks, 400, "The filter is not supported.", "invalidFilter");
    if (error instanceof NoFilters) return failure(quirks, 501, "Filters are not implemented.");
    if (error instanceof BadSortOrder)
      return failure(quirks, 400, "The sortOrder is not known.", "invalidValue");
    throw error;
  }
}

function listPage(call: ScimCall, found: readonly ScimDocument[] | undefined): Answer {
  const { quirks, store, kind } = call;
  const total = found?.length ?? store.count(kind);
  const { startIndex, count } = pagingOf(call);
  const from = begin(call, startIndex, total);
  const to = quirks.paging === "ignored" ? total : from + count;
  const documents = inOrder(call, found).slice(from, to);
  const showing = showingOf(call);
  const resources = documents.map((document) => toView(document, showing));
  return list(quirks, { resources, total, startIndex, requested: count });
}

function pagingOf({ query, quirks }: ScimCall): { startIndex: number; count: number } {
  const asked = Math.max(0, Number(query.get("count") ?? defaultCount) || 0);
  return {
    startIndex: Math.max(1, Number(query.get("startIndex") ?? 1) || 1),
    count: Math.min(asked, quirks.pageSizeClamp ?? Infinity),
  };
}

function begin({ quirks }: ScimCall, startIndex: number, total: number): number {
  const from = startIndex - 1;
  const isAgain = quirks.repeatsPages || (quirks.repeatsPastTheEnd && from >= total);
  return quirks.paging === "ignored" || isAgain ? 0 : from;
}

export function showingOf({ kind, quirks, base, query }: ScimCall): Showing {
  const excluded = quirks.excludedAttributes === "honoured" ? (query.get("excludedAttributes") ?? "") : "";
  return {
    kind,
    quirks,
    base,
    excluded: excluded
      .toLowerCase()
      .split(",")
      .filter((name) => name !== ""),
  };
}
