import { z } from "zod";

/** Types that have a global id. */
const entityTypes = [
  "LinkedAccount",
  "User",
  "Role",
  "Team",
  "Workspace",
  "Organization",
  "Activity",
] as const;
export type EntityType = (typeof entityTypes)[number];

/**
 * The address of an object inside one linked account. `kind` names the id space (a Tiledesk User is a `member` or an
 * `invitation`), `scope` the parent that the id belongs to, where the provider has one (a Tiledesk project).
 */
export interface RemoteRef {
  readonly kind: string;
  readonly scope: string | null;
  readonly id: string;
}

/** What an opaque `id: ID!` holds. */
export interface GlobalId {
  readonly tenant: string;
  readonly account: string;
  readonly type: EntityType;
  readonly ref: RemoteRef;
}

const version = 1;
/** Longer ids are nobody's: no provider's ids come near it, and decoding stays cheap. */
const maxIdLength = 2_048;

/** The opaque id of an object: base64url of version, tenant, account, type, kind, scope and remote id. */
export function encodeGlobalId(id: GlobalId): string {
  const parts = [version, id.tenant, id.account, id.type, id.ref.kind, id.ref.scope, id.ref.id];
  return Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");
}

/** What an id says, or `null` when it is not one of ours. Only the one spelling that `encodeGlobalId` gives counts. */
export function decodeGlobalId(text: string): GlobalId | null {
  if (text.length > maxIdLength) return null;
  const id = toGlobalId(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  return id !== null && encodeGlobalId(id) === text ? id : null;
}

/** A string that is the same for the same reference and for no other. */
export function refKey(ref: RemoteRef): string {
  return JSON.stringify([ref.kind, ref.scope, ref.id]);
}

const globalIdParts = z.tuple([
  z.literal(version),
  z.string(),
  z.string(),
  z.enum(entityTypes),
  z.string(),
  z.string().nullable(),
  z.string(),
]);

function toGlobalId(parts: unknown): GlobalId | null {
  const parsed = globalIdParts.safeParse(parts);
  if (!parsed.success) return null;
  const [, tenant, account, type, kind, scope, id] = parsed.data;
  return { tenant, account, type, ref: { kind, scope, id } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
