import type { IncomingMessage, ServerResponse } from "node:http";
import type { ScimDocument } from "../../../sandbox/scim/store.js";
import { listen, type PeerCompany, type ScimPeer } from "./scim-peer.js";

const token = "strict-token";
const mostRows = 25;
const knownParameters = new Set(["filter", "startIndex", "count"]);

/**
 * A server of few words, as identity providers have them: one quoted `eq`, small pages, no attribute selection, bare
 * 404s, locations that lead nowhere, no discovery, status numbers.
 */
export function openStrictPeer(company: PeerCompany): Promise<ScimPeer> {
  const lists: Readonly<Record<string, readonly ScimDocument[]>> = {
    Users: company.users.map(withoutGroups),
    Groups: company.groups,
  };
  return listen(
    (request, response) => {
      const url = new URL(request.url ?? "", "http://strict.example");
      const [, list = "", id] = /^\/api\/scim\/([A-Za-z]+)(?:\/([^/]+))?$/u.exec(url.pathname) ?? [];
      const documents = lists[list];
      if (documents === undefined) return bare(response, 404);
      if (request.headers.authorization !== `Bearer ${token}`) return bare(response, 401);
      if (!isAcceptable(request)) return bare(response, 415);
      if (id === undefined) return answerList(response, documents, url.searchParams);
      const found = documents.find((one) => one.id === decodeURIComponent(id));
      return found === undefined ? bare(response, 404) : answer(response, 200, toShown(found));
    },
    "/api/scim",
    token,
  );
}

function isAcceptable({ headers }: IncomingMessage): boolean {
  return headers.accept?.includes("application/scim+json") === true;
}

function answerList(response: ServerResponse, all: readonly ScimDocument[], query: URLSearchParams): void {
  if ([...query.keys()].some((name) => !knownParameters.has(name))) return refuse(response, "invalidValue");
  const filter = query.get("filter");
  const [, attribute, quoted] = /^(\w+) eq ("(?:[^"\\]|\\.)*")$/u.exec(filter ?? "") ?? [];
  if (filter !== null && (attribute !== "userName" || quoted === undefined)) {
    return refuse(response, "invalidFilter");
  }
  const name = quoted === undefined ? null : String(JSON.parse(quoted)).toLowerCase();
  const found = name === null ? all : all.filter(({ userName }) => String(userName).toLowerCase() === name);
  const from = Math.max(1, Number(query.get("startIndex") ?? 1)) - 1;
  const count = Math.min(mostRows, Number(query.get("count") ?? mostRows));
  const rows = found.slice(from, from + count).map(toShown);
  const told = { totalResults: found.length, startIndex: 1, itemsPerPage: mostRows };
  answer(response, 200, rows.length === 0 ? told : { ...told, Resources: rows });
}

function toShown(document: ScimDocument): object {
  return { ...document, meta: { ...(document["meta"] as object), location: `/api/auth/${document.id}` } };
}

function withoutGroups(document: ScimDocument): ScimDocument {
  return { ...document, groups: [] };
}

function refuse(response: ServerResponse, scimType: string): void {
  answer(response, 400, { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: 400, scimType });
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/scim+json; charset=utf-8" });
  response.end(JSON.stringify(body));
}

function bare(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
