import type { IncomingMessage } from "node:http";
import type { ScimDocument } from "../../../sandbox/scim/store.js";
import { listen, type PeerCompany, type ScimPeer } from "./scim-peer.js";

const token = "strict-token";
const mostRows = 25;
const knownParameters = new Set(["filter", "startIndex", "count"]);

/**
 * A server of few words, as identity providers have them: one quoted `eq`, small pages that all say they were the
 * first, no attribute selection, bare 404s, locations that lead nowhere, no discovery, status numbers.
 */
export function openStrictPeer(company: PeerCompany): Promise<ScimPeer> {
  const lists: Lists = {
    Users: company.users.map((document) => ({ ...document, groups: [] })),
    Groups: company.groups,
  };
  return listen(
    (request, response) => {
      const { status, body } = toAnswer(lists, request);
      const type = { "content-type": "application/scim+json; charset=utf-8" };
      response.writeHead(status, body === undefined ? {} : type);
      response.end(body === undefined ? undefined : JSON.stringify(body));
    },
    "/api/scim",
    token,
  );
}

type Lists = Readonly<Record<string, readonly ScimDocument[]>>;

interface Answer {
  readonly status: number;
  readonly body?: object;
}

function toAnswer(lists: Lists, request: IncomingMessage): Answer {
  const url = new URL(request.url ?? "", "http://strict.example");
  const [, list = "", id] = /^\/api\/scim\/([A-Za-z]+)(?:\/([^/]+))?$/u.exec(url.pathname) ?? [];
  const documents = lists[list];
  if (documents === undefined) return { status: 404 };
  if (request.headers.authorization !== `Bearer ${token}`) return { status: 401 };
  if (request.headers.accept?.includes("application/scim+json") !== true) return { status: 415 };
  if (id === undefined) return toList(documents, url.searchParams);
  const found = documents.find((one) => one.id === decodeURIComponent(id));
  return found === undefined ? { status: 404 } : { status: 200, body: toShown(found) };
}

function toList(all: readonly ScimDocument[], query: URLSearchParams): Answer {
  if ([...query.keys()].some((name) => !knownParameters.has(name))) return refusal("invalidValue");
  const found = findBy(query.get("filter"), all);
  if (found === null) return refusal("invalidFilter");
  const from = Math.max(1, Number(query.get("startIndex") ?? 1)) - 1;
  const count = Math.min(mostRows, Number(query.get("count") ?? mostRows));
  const rows = found.slice(from, from + count).map(toShown);
  const told = { totalResults: found.length, startIndex: 1, itemsPerPage: mostRows };
  return { status: 200, body: rows.length === 0 ? told : { ...told, Resources: rows } };
}

/** Null for a filter that is not known. */
function findBy(filter: string | null, all: readonly ScimDocument[]): readonly ScimDocument[] | null {
  if (filter === null) return all;
  const [, attribute, quoted] = /^(\w+) eq ("(?:[^"\\]|\\.)*")$/u.exec(filter) ?? [];
  if (attribute !== "userName" || quoted === undefined) return null;
  const name = String(JSON.parse(quoted)).toLowerCase();
  return all.filter(({ userName }) => String(userName).toLowerCase() === name);
}

function toShown(document: ScimDocument): object {
  return { ...document, meta: { ...(document["meta"] as object), location: `/api/auth/${document.id}` } };
}

function refusal(scimType: string): Answer {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  return { status: 400, body: { schemas, status: 400, scimType } };
}
