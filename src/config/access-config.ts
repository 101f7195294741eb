import type { AuthConfig } from "../access/authenticator.js";
import type { PointsConfig } from "../access/points.js";
import { noRouter, type RouterConfig } from "../access/router-proof.js";
import type { TokenConfig } from "../access/token.js";
import { ConfigError } from "./config-error.js";
import type { ConfigFile, RouterSection, SecretReference, TokenAuthSection } from "./config-file.js";
import { readSecret, type SecretPlaces } from "./read-secret.js";

/** HMAC keys shorter than their hash weaken it (RFC 7518, section 3.2). */
const minSecretBytes = 32;
const defaultPoints = { perCaller: 3_000, perTenant: 12_000 };

/** @throws ConfigError naming the key that is wrong */
export function toAuthConfig({ auth, network }: ConfigFile, places: SecretPlaces): AuthConfig {
  if (auth.mode === "none") return auth;
  assertSafe(auth.jwksUrl, network.allow);
  const { issuer = null, audience = null, clockSkewSeconds } = auth;
  return {
    mode: "jwt",
    keys: toTokenKeys(auth, places),
    issuer,
    audience,
    clockSkewSeconds,
    claims: {
      tenant: auth.tenantClaim,
      scope: auth.scopeClaim,
      maxPrivilege: auth.privilegeClaim,
      organizations: auth.organizationsClaim,
    },
  };
}

/** Whoever can change the answer of a plain connection can sign tokens. */
function assertSafe(jwksUrl: string | undefined, allow: readonly string[]): void {
  if (jwksUrl === undefined) return;
  const { protocol, hostname } = new URL(jwksUrl);
  if (protocol === "https:" || allow.includes(hostname)) return;
  throw new ConfigError("auth.jwksUrl: must be https, unless network.allow names its host");
}

function toTokenKeys({ jwksUrl, secrets }: TokenAuthSection, places: SecretPlaces): TokenConfig["keys"] {
  if ((jwksUrl === undefined) === (secrets === undefined)) {
    throw new ConfigError("auth: mode jwt takes either jwksUrl or secrets");
  }
  if (jwksUrl !== undefined) return { jwksUrl };
  return { secrets: readStrongSecrets(secrets ?? [], "auth.secrets", places) };
}

function readStrongSecrets(
  references: readonly SecretReference[],
  key: string,
  places: SecretPlaces,
): readonly string[] {
  return references.map((reference, index) => readStrongSecret(reference, `${key}[${index}]`, places));
}

function readStrongSecret(reference: SecretReference, key: string, places: SecretPlaces): string {
  const secret = readSecret(reference, key, places);
  if (Buffer.byteLength(secret) >= minSecretBytes) return secret;
  throw new ConfigError(`${key}: has fewer than ${minSecretBytes} bytes`);
}

/** @throws ConfigError naming the key that is wrong */
export function toRouterConfig({ router }: ConfigFile, places: SecretPlaces): RouterConfig {
  if (router === undefined) return noRouter;
  const { required, signature, proxy, secret } = router;
  if (signature === undefined && proxy === undefined && secret === undefined) {
    throw new ConfigError("router: says how the router proves itself: signature, proxy or secret");
  }
  return {
    isRequired: required,
    signature: signature === undefined ? null : toSignature(signature, places),
    proxy: proxy ?? null,
    secret:
      secret === undefined
        ? null
        : { ...secret, values: readStrongSecrets(secret.values, "router.secret.values", places) },
  };
}

function toSignature(
  { keys, maxAgeSeconds }: NonNullable<RouterSection["signature"]>,
  places: SecretPlaces,
): RouterConfig["signature"] {
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw new ConfigError("router.signature.keys: two have the same id");
  }
  return {
    maxAgeSeconds,
    keys: keys.map(({ id, secret }, index) => ({
      id,
      secret: readStrongSecret(secret, `router.signature.keys[${index}].secret`, places),
    })),
  };
}

/** Without authentication there is one caller, on the same machine, who is not counted unless that is asked for. */
export function toPointsConfig({ auth, points }: ConfigFile): PointsConfig {
  const defaults = auth.mode === "none" ? { perCaller: null, perTenant: null } : defaultPoints;
  const { perCaller = defaults.perCaller, perTenant = defaults.perTenant } = points;
  return { perCaller, perTenant };
}
