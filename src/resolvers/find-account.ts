import type { Context } from "../context.js";
import { DirectoryError } from "../directory/errors.js";
import { decodeGlobalId, type EntityType, type RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { RefKey } from "../loaders/loaders.js";
import type { AccountLookupArgs } from "../schema/lookup.js";

/** A linked account of the viewer's tenant, or `null`. */
function findAccount(context: Context, accountKey: string): LinkedAccount | null {
  return context.scope.accountByKey.get(accountKey) ?? null;
}

/** What an id means for this viewer; `null` when it is malformed, of another type, or of another tenant. */
export function findRef(context: Context, type: EntityType, id: string): RefKey | null {
  const decoded = decodeGlobalId(id);
  if (decoded?.type !== type || decoded.tenant !== context.viewer.tenant) return null;
  const account = findAccount(context, decoded.account);
  return account === null ? null : { account, ref: decoded.ref };
}

/** A linked account by global id or by configured id; both, if given, must mean the same one. */
export function findLinkedAccount(
  context: Context,
  { id, accountKey }: AccountLookupArgs,
): LinkedAccount | null {
  if (id == null && accountKey == null) {
    throw new DirectoryError("BAD_USER_INPUT", "Give `id` or `accountKey`");
  }
  const isMeant = (account: LinkedAccount): boolean =>
    (id == null || account.id === id) && (accountKey == null || account.accountKey === accountKey);
  return context.scope.accounts.find(isMeant) ?? null;
}

/** What a provider's own key means; `null` when there is no such account or the key has not the form of one. */
export function findRemoteKey(context: Context, type: EntityType, key: RemoteKey): RefKey | null {
  const account = findAccount(context, key.accountKey);
  const ref: RemoteRef | null = account?.provider.parseRemoteKey(type, key.remoteKey) ?? null;
  return account === null || ref === null ? null : { account, ref };
}

export interface RemoteKey {
  readonly accountKey: string;
  readonly remoteKey: string;
}

/** The accounts that a list is asked of; all of the tenant by default. */
export function findAccounts(
  context: Context,
  ids: readonly string[] | null | undefined,
): readonly LinkedAccount[] {
  if (ids === null || ids === undefined) return context.scope.accounts;
  const asked = new Set(ids);
  const found = context.scope.accounts.filter((account) => asked.has(account.id));
  if (found.length === asked.size) return found;
  throw new DirectoryError("NOT_FOUND", "There is no linked account with one of these ids");
}

/** The account of an object that was read from it. */
export function accountOf(context: Context, { accountKey }: { readonly accountKey: string }): LinkedAccount {
  const account = findAccount(context, accountKey);
  if (account === null) throw new DirectoryError("INTERNAL", "An object without its account");
  return account;
}
