import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.js";
import type { EntityType } from "../directory/ids.js";
import type { RefKey } from "../loaders/loaders.js";
import { findLinkedAccount, findRef, findRemoteKey } from "./find-account.js";
import { toLinkedAccountView } from "./linked-account-view.js";
import { loadObject, type ObjectType } from "./object-loaders.js";

/** A representation as a router sends it: whatever it likes, but for the type that it says it is of. */
type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };
export type ResolveReference = (
  representation: Representation,
  context: Context,
  info: GraphQLResolveInfo,
) => Promise<object | null>;

/**
 * How entities are found by either of their keys, through the loaders: one batch per account and type. What does not
 * exist is `null`; a provider that fails makes the entity fail.
 */
export const references: Readonly<Record<string, ResolveReference>> = {
  User: refer("User"),
  Role: refer("Role"),
  Team: refer("Team"),
  Workspace: refer("Workspace"),
  Organization: refer("Organization"),
  LinkedAccount: ({ id, accountKey }, context) => {
    if (!isText(id) && !isText(accountKey)) return Promise.resolve(null);
    const asked = { id: isText(id) ? id : null, accountKey: isText(accountKey) ? accountKey : null };
    const account = findLinkedAccount(context, asked);
    return Promise.resolve(account === null ? null : toLinkedAccountView(account));
  },
};

function refer(type: ObjectType): ResolveReference {
  return (representation, context, info) => {
    const key = toKey(context, type, representation);
    if (key === null) return Promise.resolve(null);
    return loadObject(context, { type, typeName: representation.__typename, key }, info);
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
