import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import type { ScimDocument } from "../../sandbox/scim/store.js";
import { listen, type PeerCompany, type ScimPeer } from "../providers/scim/scim-peer.js";

const token = "strict-token";
const mostRows = 25;
const urns = [
  "urn:ietf:params:scim:schemas:core:2.0:User",
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
];

interface Answer {
  readonly status: number;
  readonly body?: object;
}
type Body = Readonly<Record<string, unknown>>;

/**
 * The server of few words of `test/providers/scim`, taking writes in the one way that it knows: SCIM's media type, ops
 * in lower case, a path for parts and none for whole attributes, bare 404s, 204 to every PATCH, a PUT that enables
 * whoever it does not say anything else of.
 */
export function openWritableStrictPeer(company: PeerCompany): Promise<ScimPeer> {
  const users = new Map<string, ScimDocument>(company.users.map((one) => [one.id, { ...one, groups: [] }]));
  return listen(
    (request, response) => {
      void toAnswer(users, request).then(({ status, body }) => {
        response.writeHead(status, body === undefined ? {} : { "content-type": "application/scim+json" });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    },
    "/api/scim",
    token,
  );
}

type Users = Map<string, ScimDocument>;

async function toAnswer(users: Users, request: IncomingMessage): Promise<Answer> {
  const { headers, url = "" } = request;
  const { pathname, searchParams } = new URL(url, "http://strict.example");
  const [, list, id] = /^\/api\/scim\/([A-Za-z]+)(?:\/([^/]+))?$/u.exec(pathname) ?? [];
  if (headers.authorization !== `Bearer ${token}`) return { status: 401 };
  if (list !== "Users") return { status: 404 };
  if (request.method === "GET" || request.method === "DELETE") {
    if (id === undefined) return toList([...users.values()], searchParams);
    return showOrRemove(users, request.method, id);
  }
  return write(users, request, id);
}

async function write(users: Users, request: IncomingMessage, id: string | undefined): Promise<Answer> {
  if (request.headers["content-type"] !== "application/scim+json") return { status: 415 };
  const body = (await json(request)) as Body;
  return id === undefined ? create(users, body) : change(users, request.method ?? "", { id, body });
}

function showOrRemove(users: Users, method: "GET" | "DELETE", id: string): Answer {
  const found = users.get(decodeURIComponent(id));
  if (found === undefined) return { status: 404 };
  if (method === "GET") return { status: 200, body: found };
  users.delete(found.id);
  return { status: 204 };
}

function toList(all: readonly ScimDocument[], query: URLSearchParams): Answer {
  const filter = query.get("filter");
  const [, quoted] = /^userName eq ("(?:[^"\\]|\\.)*")$/u.exec(filter ?? "") ?? [];
  if (filter !== null && quoted === undefined) return refusal("invalidFilter");
  const name = quoted === undefined ? null : String(JSON.parse(quoted)).toLowerCase();
  const found = name === null ? all : all.filter((one) => nameOf(one) === name);
  const from = Math.max(1, Number(query.get("startIndex") ?? 1)) - 1;
  const rows = found.slice(from, from + Math.min(mostRows, Number(query.get("count") ?? mostRows)));
  const told = { totalResults: found.length, startIndex: 1, itemsPerPage: mostRows };
  return { status: 200, body: rows.length === 0 ? told : { ...told, Resources: rows } };
}

function create(users: Users, body: Body): Answer {
  const refused = refuse(users, body, null);
  if (refused !== null) return refused;
  const id = randomUUID();
  users.set(id, { active: true, ...body, id, meta: { resourceType: "User" } });
  return { status: 201, body: { id, userName: body["userName"] } };
}

function change(users: Users, method: string, { id, body }: { id: string; body: Body }): Answer {
  const old = users.get(decodeURIComponent(id));
  if (old === undefined) return { status: 404 };
  const made = method === "PUT" ? { active: true, ...body } : patched(old, body);
  if (made === null) return refusal("invalidSyntax");
  const refused = refuse(users, made, old.id);
  if (refused !== null) return refused;
  users.set(old.id, { ...made, id: old.id, meta: old["meta"] });
  return method === "PUT" ? { status: 200, body: users.get(old.id) ?? {} } : { status: 204 };
}

/** Null for what it does not understand. */
function patched(old: Body, { schemas, Operations }: Body): Body | null {
  if (String(schemas) !== "urn:ietf:params:scim:api:messages:2.0:PatchOp") return null;
  const operations = Operations as readonly { op: string; path?: string; value?: unknown }[];
  return operations.reduce<Body | null>((so, one) => (so === null ? null : patchedOnce(so, one)), old);
}

function patchedOnce(
  old: Body,
  { op, path, value }: { op: string; path?: string; value?: unknown },
): Body | null {
  if (!["add", "remove", "replace"].includes(op)) return null;
  if (path === undefined) return typeof value === "object" ? { ...old, ...value } : null;
  const [, name = "", quoted, part] = /^(\w+)(?:\[value eq (".*")\])?(?:\.(\w+))?$/u.exec(path) ?? [];
  if (name === "") return null;
  if (quoted !== undefined)
    return { ...old, [name]: changed(old[name], { value: quoted, part, given: value }) };
  if (part !== undefined) return { ...old, [name]: { ...(old[name] as object), [part]: value } };
  if (op !== "remove") return { ...old, [name]: value };
  return Object.fromEntries(Object.entries(old).filter(([other]) => other !== name));
}

function changed(
  values: unknown,
  to: { value: string; part: string | undefined; given: unknown },
): unknown[] {
  const wanted: unknown = JSON.parse(to.value);
  return ((values ?? []) as Body[]).flatMap((one) => {
    if (one["value"] !== wanted) return [one];
    return to.part === undefined ? [] : [{ ...one, [to.part]: to.given }];
  });
}

function refuse(users: Users, body: Body, own: string | null): Answer | null {
  const listed = (body["schemas"] ?? []) as readonly string[];
  const isKnown = listed.length > 0 && listed.every((urn) => urns.includes(urn));
  if (!isKnown || typeof body["active"] !== "boolean") return refusal("invalidValue");
  const taken = [...users.values()].some((one) => one.id !== own && nameOf(one) === nameOf(body));
  return taken ? { ...refusal("uniqueness"), status: 409 } : null;
}

function nameOf(document: Body): string {
  return String(document["userName"]).toLowerCase();
}

function refusal(scimType: string): Answer {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  return { status: 400, body: { schemas, status: 400, scimType } };
}
