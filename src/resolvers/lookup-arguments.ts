import type { Context } from "../context.js";
import { DirectoryError } from "../directory/errors.js";
import type { EntityType } from "../directory/ids.js";
import type { RefKey } from "../loaders/loaders.js";
import type { LookupArgs } from "../schema/lookup.js";
import { findRef, findRemoteKey } from "./find-account.js";

/** What is looked up: by global id, or by account and the provider's key; `null` when it cannot exist here. */
export function toLookupKey(context: Context, type: EntityType, args: LookupArgs): RefKey | null {
  const { id, accountKey, remoteKey } = args;
  if (id != null && accountKey == null && remoteKey == null) return findRef(context, type, id);
  if (id == null && accountKey != null && remoteKey != null) {
    return findRemoteKey(context, type, { accountKey, remoteKey });
  }
  throw new DirectoryError("BAD_USER_INPUT", "Give either `id`, or `accountKey` and `remoteKey`");
}
