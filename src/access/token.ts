import { createHash } from "node:crypto";
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
} from "jose";
import { LRUCache } from "lru-cache";
import { DirectoryError } from "../directory/errors.js";
import { parseClaims, type ClaimNames, type TokenClaims } from "./token-claims.js";

/** How callers' tokens are checked. */
export interface TokenConfig {
  /** Where the keys are, or the secrets that tokens are signed with: two while they are exchanged. */
  readonly keys: { readonly jwksUrl: string } | { readonly secrets: readonly string[] };
  /** What `iss` and `aud` must be; not looked at without. */
  readonly issuer: string | null;
  readonly audience: string | null;
  readonly claims: ClaimNames;
  /** At most 60. */
  readonly clockSkewSeconds: number;
}

/**
 * What a token says, or `null` when it is not good. Does not say why: that would help only those who forge.
 * @throws DirectoryError UPSTREAM_UNAVAILABLE when the keys cannot be had
 */
export type VerifyToken = (token: string) => Promise<TokenClaims | null>;

/** A public key could be taken for a secret: which algorithms are good follows from the kind of key. */
const keyAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
];
const secretAlgorithms = ["HS256", "HS384", "HS512"];

const maxTokenLength = 8_192;
/** A key that was withdrawn is not believed for longer than this. */
const rememberedMs = 30_000;
/** Asking again for an unknown key id: the owner of the keys shall not be flooded through us. */
const cooldownMs = 5_000;

export function createTokenVerifier(config: TokenConfig): VerifyToken {
  const verified = new LRUCache<string, TokenClaims>({ max: 10_000 });
  const verify = createPayloadVerifier(config);
  return async (token) => {
    if (token.length > maxTokenLength) return null;
    // The token itself is not kept: it would be as good as a password in a dump of memory.
    const key = createHash("sha256").update(token).digest("base64");
    const known = verified.get(key);
    if (known !== undefined) return known;
    const payload = await verify(token);
    const claims = payload === null ? null : parseClaims(payload, config.claims);
    if (claims !== null) verified.set(key, claims, { ttl: toLifetimeMs(payload, config) });
    return claims;
  };
}

/** At least a millisecond: zero would mean for ever. */
function toLifetimeMs(payload: JWTPayload | null, { clockSkewSeconds }: TokenConfig): number {
  const left = ((payload?.exp ?? 0) + clockSkewSeconds) * 1_000 - Date.now();
  return Math.max(1, Math.min(rememberedMs, left));
}

function createPayloadVerifier(config: TokenConfig): (token: string) => Promise<JWTPayload | null> {
  const { keys, issuer, audience, clockSkewSeconds } = config;
  const sources = "jwksUrl" in keys ? [toRemoteKeys(keys.jwksUrl)] : keys.secrets.map(toSecretKey);
  const options = {
    algorithms: "jwksUrl" in keys ? keyAlgorithms : secretAlgorithms,
    requiredClaims: ["exp"],
    clockTolerance: clockSkewSeconds,
    ...(issuer === null ? {} : { issuer }),
    ...(audience === null ? {} : { audience }),
  };
  return async (token) => {
    for (const source of sources) {
      const payload = await verifyWith(token, source, options);
      if (payload !== null) return payload;
    }
    return null;
  };
}

async function verifyWith(
  token: string,
  source: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTPayload | null> {
  try {
    return (await jwtVerify(token, source, options)).payload;
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) return verifyWithAny(token, error, options);
    if (isRefusal(error)) return null;
    throw keysUnavailable(error);
  }
}

/** For a token that does not say which of several keys it is signed with. */
async function verifyWithAny(
  token: string,
  candidates: errors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload | null> {
  for await (const key of candidates) {
    const payload = await verifyWith(token, () => key, options);
    if (payload !== null) return payload;
  }
  return null;
}

function toSecretKey(secret: string): JWTVerifyGetKey {
  const bytes = new TextEncoder().encode(secret);
  return () => bytes;
}

function toRemoteKeys(url: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(url), {
    timeoutDuration: 3_000,
    cooldownDuration: cooldownMs,
    cacheMaxAge: 600_000,
  });
}

/** Whether it is the token that is wrong, and not the way to the keys. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return !["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"].includes(error.code);
}

function keysUnavailable(cause: unknown): DirectoryError {
  return new DirectoryError("UPSTREAM_UNAVAILABLE", "The keys of the tokens cannot be had", { cause });
}
