import { randomUUID } from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import type { ScimDocument } from "../../sandbox/scim/store.js";
import { listen, type PeerCompany, type ScimPeer } from "../providers/scim/scim-peer.js";

const token = "scimmy-token";

/**
 * scimmy behind express 4, as `test/providers/scim` has it, and taking writes: its PatchOp, its schemas and its errors
 * were written by others (contract 6.3). User names are unique, as RFC 7643 section 4.1.1 wants them.
 */
export function openWritableScimmyPeer(company: PeerCompany): Promise<ScimPeer> {
  const users = new Map(company.users.map((document) => [document.id, toUser(document)]));
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .ingress(({ id }, given) => keep(users, id, toPlain(given)))
    .egress(({ id, filter }) => show([...users.values()], id, filter))
    .degress(({ id }) => {
      users.delete(assertThere([...users.values()], id).id);
    });
  const groups = new Map(company.groups.slice(0, 3).map((document) => [document.id, toGroup(document)]));
  SCIMMY.Resources.declare(SCIMMY.Resources.Group)
    .ingress(({ id: asked }, given) => {
      const id = asked ?? randomUUID();
      if (asked !== undefined) assertThere([...groups.values()], asked);
      const made = { ...(JSON.parse(JSON.stringify(given)) as StoredGroup), id };
      groups.set(id, made);
      return made;
    })
    .egress(({ id, filter }) => show([...groups.values()], id, filter))
    .degress(({ id }) => {
      groups.delete(assertThere([...groups.values()], id).id);
    });
  const app = express();
  const routers = new SCIMMYRouters({
    type: "bearer",
    handler: (request) => {
      if (request.header("Authorization") !== `Bearer ${token}`) throw new Error("Who are you?");
      return "client";
    },
  });
  app.use("/scim/v2", routers);
  return listen(app, "/scim/v2", token);
}

type StoredUser = ScimDocument & { userName: string };
type StoredGroup = ScimDocument & { displayName: string };
type Filter = { match<T>(values: readonly T[]): T[] } | undefined;

function toUser({ id, userName, name, displayName, active, emails, roles, meta }: ScimDocument): StoredUser {
  return { id, name, displayName, active, emails, roles, meta, userName: String(userName) };
}

function toGroup({ id, displayName, members, meta }: ScimDocument): StoredGroup {
  return { id, members, meta, displayName: String(displayName) };
}

function toPlain(given: object): StoredUser {
  return JSON.parse(JSON.stringify(given)) as StoredUser;
}

function show<T extends { readonly id: string }>(
  all: readonly T[],
  id: string | undefined,
  filter: Filter,
): T | T[] {
  if (id === undefined) return filter?.match(all) ?? [...all];
  return assertThere(all, id);
}

function assertThere<T extends { readonly id: string }>(all: readonly T[], id: string | undefined): T {
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw new SCIMMY.Types.Error(404, null as never, "Resource not found");
  return found;
}

function keep(users: Map<string, StoredUser>, asked: string | undefined, given: StoredUser): StoredUser {
  const id = asked ?? randomUUID();
  const isTaken = [...users.values()].some(
    (one) => one.id !== id && one.userName.toLowerCase() === given.userName.toLowerCase(),
  );
  if (isTaken) throw new SCIMMY.Types.Error(409, "uniqueness", "The name is taken");
  if (asked !== undefined) assertThere([...users.values()], asked);
  const made = { ...given, id, meta: { ...(users.get(id)?.["meta"] as object), resourceType: "User" } };
  users.set(id, made);
  return made;
}
