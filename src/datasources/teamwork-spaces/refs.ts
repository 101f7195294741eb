import type { EntityType, RemoteRef } from "../../directory/ids.js";
import { accessRoles } from "./roles.js";

/** Ids are numbers; what is none is nobody's and is not asked for. */
const idGrammar = /^[1-9]\d{0,17}$/u;

function isId(id: string): boolean {
  return idGrammar.test(id);
}

export function toUserRef(id: string): RemoteRef {
  return { kind: "user", scope: null, id };
}

export function toSpaceRef(id: string): RemoteRef {
  return { kind: "space", scope: null, id };
}

/** Spaces shows teams as collaborators of a space and nowhere else, so that each is known by its space. */
export function toTeamRef(space: string, id: string): RemoteRef {
  return { kind: "team", scope: space, id };
}

/** The id of a reference to a User; `null` for a reference to something else. */
export function userIdIn({ kind, scope, id }: RemoteRef): string | null {
  return kind === "user" && scope === null && isId(id) ? id : null;
}

/** Likewise, of a reference to a space. */
export function spaceIdIn({ kind, scope, id }: RemoteRef): string | null {
  return kind === "space" && scope === null && isId(id) ? id : null;
}

/** The id of the space whose team it is, likewise. */
export function spaceOfTeamIn({ kind, scope, id }: RemoteRef): string | null {
  return kind === "team" && scope !== null && isId(scope) && isId(id) ? scope : null;
}

/** Plain ids; `ADMIN` and `MEMBER` for roles; `space:team` for teams. */
export function parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null {
  return parsers[type]?.(remoteKey) ?? null;
}

const parsers: Partial<Record<EntityType, (remoteKey: string) => RemoteRef | null>> = {
  User: (key) => (isId(key) ? toUserRef(key) : null),
  Workspace: (key) => (isId(key) ? toSpaceRef(key) : null),
  Role: (key) => accessRoles.parseKey(key),
  Team: (key) => {
    const [space = "", id = "", ...rest] = key.split(":");
    return rest.length === 0 && isId(space) && isId(id) ? toTeamRef(space, id) : null;
  },
};
