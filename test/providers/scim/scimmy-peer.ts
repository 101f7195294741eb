import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import type { ScimDocument } from "../../../sandbox/scim/store.js";
import { listen, type PeerCompany, type ScimPeer } from "./scim-peer.js";

const token = "scimmy-token";

/**
 * scimmy behind express 4: its protocol layer was written by others (contract 6.3). Tells user names apart by case,
 * begins anew past the end, and is not up to a quoted quote. Declares its resources once for the process.
 */
export function openScimmyPeer({ users, groups }: PeerCompany): Promise<ScimPeer> {
  SCIMMY.Resources.declare(SCIMMY.Resources.User).egress((asked) => answer(asked, users.map(toUser)));
  SCIMMY.Resources.declare(SCIMMY.Resources.Group).egress((asked) => answer(asked, groups.map(toGroup)));
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

interface Asked {
  readonly id?: string;
  readonly filter?: { match<T>(values: readonly T[]): T[] };
}

function answer<T extends { readonly id: string }>({ id, filter }: Asked, all: readonly T[]): T | T[] {
  if (id === undefined) return filter?.match(all) ?? [...all];
  const found = all.find((one) => one.id === id);
  if (found === undefined) throw new SCIMMY.Types.Error(404, null as never, `Resource ${id} not found`);
  return found;
}

function toUser(document: ScimDocument): ScimDocument & { userName: string } {
  const { id, userName, name, displayName, active, emails, roles, meta } = document;
  return { id, name, displayName, active, emails, roles, meta, userName: String(userName) };
}

function toGroup(document: ScimDocument): ScimDocument & { displayName: string } {
  const { id, displayName, members } = document;
  return { id, members, displayName: String(displayName) };
}
