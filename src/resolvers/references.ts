import type { Context } from "../context.js";
import type { EntityType } from "../directory/ids.js";
import type { Loaders, RefKey } from "../loaders/loaders.js";
import { findLinkedAccount, findRef, findRemoteKey } from "./find-account.js";
import { toLinkedAccountView } from "./linked-account-view.js";

/** A representation as a router sends it: whatever it likes. */
type Representation = Readonly<Record<string, unknown>>;
export type ResolveReference = (representation: Representation, context: Context) => Promise<object | null>;

/**
 * How entities are found by either of their keys, through the loaders: one batch per account and type. What does not
 * exist is `null`; a provider that fails makes the entity fail.
 */
export const references: Readonly<Record<string, ResolveReference>> = {
  User: refer("User", (loaders, key) => loaders.userById.load(key)),
  Role: refer("Role", (loaders, key) => loaders.roleById.load(key)),
  Team: refer("Team", (loaders, key) => loaders.teamById.load(key)),
  Workspace: refer("Workspace", (loaders, key) => loaders.workspaceById.load(key)),
  Organization: refer("Organization", (loaders, key) => loaders.organizationById.load(key)),
  LinkedAccount: ({ id, accountKey }, context) => {
    if (!isText(id) && !isText(accountKey)) return Promise.resolve(null);
    const asked = { id: isText(id) ? id : null, accountKey: isText(accountKey) ? accountKey : null };
    const account = findLinkedAccount(context, asked);
    return Promise.resolve(account === null ? null : toLinkedAccountView(account));
  },
};

function refer(
  type: EntityType,
  load: (loaders: Loaders, key: RefKey) => Promise<object | null>,
): ResolveReference {
  return (representation, context) => {
    const key = toKey(context, type, representation);
    return key === null ? Promise.resolve(null) : load(context.loaders, key);
  };
}

function toKey(
  context: Context,
  type: EntityType,
  { id, accountKey, remoteKey }: Representation,
): RefKey | null {
  if (isText(id)) return findRef(context, type, id);
  return isText(accountKey) && isText(remoteKey)
    ? findRemoteKey(context, type, { accountKey, remoteKey })
    : null;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
