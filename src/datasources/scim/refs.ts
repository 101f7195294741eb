import type { EntityType, RemoteRef } from "../../directory/ids.js";
import type { Slot } from "../../directory/provider.js";
import { toAccountRef } from "../account-workspace/account-workspace.js";
import { isResourceId } from "../scim-client/resource-id.js";

/** The account itself, the one place that its users work in. */
export const accountWorkspace: RemoteRef = toAccountRef();

const kinds: Partial<Record<EntityType, string>> = {
  User: "user",
  Team: "group",
  Role: "role",
  Workspace: "account",
};

export function toRef(type: "User" | "Team" | "Role", id: string): RemoteRef {
  return { kind: kinds[type] ?? type, scope: null, id };
}

/** The id in a reference to a User or a Group of this account; `null` for what is none. */
export function idOf(type: "User" | "Team", ref: RemoteRef): string | null {
  return ref.kind === kinds[type] && ref.scope === null && isResourceId(ref.id) ? ref.id : null;
}

/** Everything goes by its plain id, roles by their value. */
export function parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null {
  const kind = kinds[type];
  if (kind === undefined || remoteKey === "") return null;
  if (type !== "Role" && !isResourceId(remoteKey)) return null;
  return { kind, scope: null, id: remoteKey };
}

/** Reads those of the references that are to Users or Groups of this account; there is nothing at the others. */
export async function readById<T>(
  type: "User" | "Team",
  refs: readonly RemoteRef[],
  read: (ids: readonly string[]) => Promise<readonly Slot<T>[]>,
): Promise<readonly Slot<T>[]> {
  const ids = refs.map((ref) => idOf(type, ref));
  const known = ids.filter((id) => id !== null);
  const found = await read(known);
  const slots = new Map(known.map((id, index) => [id, found[index] ?? null]));
  return ids.map((id) => (id === null ? null : (slots.get(id) ?? null)));
}
