import { encodeGlobalId, type EntityType, type RemoteRef } from "./ids.js";

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whose account an object belongs to. */
export interface AccountIdentity {
  readonly tenant: string;
  /** The account's configured id, unique in its tenant. */
  readonly accountKey: string;
}

/** What every object read from a provider has. */
export interface DirectoryObject {
  /** Opaque global id. */
  readonly id: string;
  readonly accountKey: string;
  /** The provider's own id. */
  readonly remoteId: string;
  /** The provider's own id, prefixed by its kind or scope where the type has several id spaces. */
  readonly remoteKey: string;
  readonly ref: RemoteRef;
  /** When the provider's answer arrived. */
  readonly fetchedAt: Date;
  /** The API that the object came from, such as `tiledesk`. */
  readonly surface: string;
  /** The provider's own object, cut down to an allow-list. Called only when a client asks for it. */
  readonly toRemote: () => JsonObject;
}

/** The part of a `DirectoryObject` that follows from its address. */
export function identify(
  account: AccountIdentity,
  type: EntityType,
  ref: RemoteRef,
  remoteKey: string,
): Pick<DirectoryObject, "id" | "accountKey" | "remoteId" | "remoteKey" | "ref"> {
  const { tenant, accountKey } = account;
  const id = encodeGlobalId({ tenant, account: accountKey, type, ref });
  return { id, accountKey, remoteId: ref.id, remoteKey, ref };
}
