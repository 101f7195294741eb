import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import type { ScimDocument } from "../../sandbox/scim/store.js";
import { listen, type PeerCompany, type ScimPeer } from "../providers/scim/scim-peer.js";

const token = "strict-token";
const mostRows = 25;
const urns = {
  Users: [
    "urn:ietf:params:scim:schemas:core:2.0:User",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  ],
  Groups: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
};
const names = { Users: "userName", Groups: "displayName" };

interface Answer {
  readonly status: number;
  readonly body?: object;
}
type Body = Readonly<Record<string, unknown>>;

/**
 * The server of few words of `test/providers/scim`, taking writes in the one way that it knows: SCIM's media type, ops
 * in lower case, a path for parts and none for whole attributes, bare 404s, 204 to every PATCH, a PUT that enables
 * whoever it does not say anything else of. Its groups know their members: names once, and nobody who is not there.
 */
export function openWritableStrictPeer(company: PeerCompany): Promise<ScimPeer> {
  const toStore = (all: readonly ScimDocument[]): Store => new Map(all.map((one) => [one.id, one]));
  const stores = {
    Users: toStore(company.users.map((one) => ({ ...one, groups: [] }))),
    Groups: toStore(company.groups.slice(0, 3)),
  };
  return listen(
    (request, response) => {
      void toAnswer(stores, request).then(({ status, body }) => {
        response.writeHead(status, body === undefined ? {} : { "content-type": "application/scim+json" });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      });
    },
    "/api/scim",
    token,
  );
}

type Store = Map<string, ScimDocument>;
type Stores = Readonly<Record<"Users" | "Groups", Store>>;

/** The list that is asked for, among all. */
interface Place {
  readonly list: keyof Stores;
  readonly stores: Stores;
  readonly store: Store;
}

async function toAnswer(stores: Stores, request: IncomingMessage): Promise<Answer> {
  const { headers, url = "" } = request;
  const { pathname, searchParams } = new URL(url, "http://strict.example");
  const [, list, id] = /^\/api\/scim\/([A-Za-z]+)(?:\/([^/]+))?$/u.exec(pathname) ?? [];
  if (headers.authorization !== `Bearer ${token}`) return { status: 401 };
  if (list !== "Users" && list !== "Groups") return { status: 404 };
  const place = { list, stores, store: stores[list] } as const;
  if (request.method === "GET" || request.method === "DELETE") {
    if (id === undefined) return toList(place, searchParams);
    return showOrRemove(place.store, request.method, id);
  }
  return write(place, request, id);
}

async function write(place: Place, request: IncomingMessage, id: string | undefined): Promise<Answer> {
  if (request.headers["content-type"] !== "application/scim+json") return { status: 415 };
  const body = (await json(request)) as Body;
  return id === undefined ? create(place, body) : change(place, request.method ?? "", { id, body });
}

function showOrRemove(store: Store, method: "GET" | "DELETE", id: string): Answer {
  const found = store.get(decodeURIComponent(id));
  if (found === undefined) return { status: 404 };
  if (method === "GET") return { status: 200, body: found };
  store.delete(found.id);
  return { status: 204 };
}

function toList({ list, store }: Place, query: URLSearchParams): Answer {
  const all = [...store.values()];
  const filter = query.get("filter");
  const [, attribute, quoted] = /^(\w+) eq ("(?:[^"\\]|\\.)*")$/u.exec(filter ?? "") ?? [];
  if (filter !== null && attribute !== names[list]) return refusal("invalidFilter");
  const name = quoted === undefined ? null : String(JSON.parse(quoted)).toLowerCase();
  const found = name === null ? all : all.filter((one) => nameOf(list, one) === name);
  const from = Math.max(1, Number(query.get("startIndex") ?? 1)) - 1;
  const rows = found.slice(from, from + Math.min(mostRows, Number(query.get("count") ?? mostRows)));
  const told = { totalResults: found.length, startIndex: 1, itemsPerPage: mostRows };
  return { status: 200, body: rows.length === 0 ? told : { ...told, Resources: rows } };
}

function create(place: Place, body: Body): Answer {
  const { list, store } = place;
  const refused = refuse(place, body, null);
  if (refused !== null) return refused;
  const id = randomUUID();
  const byDefault = list === "Users" ? { active: true } : {};
  store.set(id, { ...byDefault, ...body, id, meta: { resourceType: list.slice(0, -1) } });
  return { status: 201, body: { id, [names[list]]: body[names[list]] } };
}

function change(place: Place, method: string, { id, body }: { id: string; body: Body }): Answer {
  const { list, store } = place;
  const old = store.get(decodeURIComponent(id));
  if (old === undefined) return { status: 404 };
  const byDefault = list === "Users" ? { active: true } : {};
  const made = method === "PUT" ? { ...byDefault, ...body } : patched(old, body);
  if (made === null) return refusal("invalidSyntax");
  const refused = refuse(place, made, old.id);
  if (refused !== null) return refused;
  store.set(old.id, { ...made, id: old.id, meta: old["meta"] });
  return method === "PUT" ? { status: 200, body: store.get(old.id) ?? {} } : { status: 204 };
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
  return withAttribute(old, name, { op, value });
}

function withAttribute(old: Body, name: string, { op, value }: { op: string; value?: unknown }): Body {
  if (op === "remove") return Object.fromEntries(Object.entries(old).filter(([other]) => other !== name));
  const isAdded = op === "add" && Array.isArray(value);
  return { ...old, [name]: isAdded ? [...((old[name] ?? []) as []), ...(value as [])] : value };
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

function refuse({ list, stores, store }: Place, body: Body, own: string | null): Answer | null {
  const listed = (body["schemas"] ?? []) as readonly string[];
  const isKnown = listed.length > 0 && listed.every((urn) => urns[list].includes(urn));
  if (!isKnown || (list === "Users" && typeof body["active"] !== "boolean")) return refusal("invalidValue");
  const members = (body["members"] ?? []) as readonly { value: string }[];
  const isThere = ({ value }: { value: string }): boolean =>
    stores.Users.has(value) || stores.Groups.has(value);
  if (!members.every(isThere)) return refusal("invalidValue");
  const taken = [...store.values()].some((one) => one.id !== own && nameOf(list, one) === nameOf(list, body));
  return taken ? { ...refusal("uniqueness"), status: 409 } : null;
}

function nameOf(list: keyof Stores, document: Body): string {
  return String(document[names[list]]).toLowerCase();
}

function refusal(scimType: string): Answer {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:Error"];
  return { status: 400, body: { schemas, status: 400, scimType } };
}
