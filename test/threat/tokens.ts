import { SignJWT } from "jose";
import type { AuthConfig } from "../../src/access/authenticator.js";

export const tokenSecret = "a secret of the tests, long enough to sign with";

/** Callers by tokens that are signed with the tests' secret. */
export const tokenAuth: AuthConfig = {
  mode: "jwt",
  keys: { secrets: [tokenSecret] },
  issuer: null,
  audience: null,
  clockSkewSeconds: 30,
  claims: {
    tenant: "tenant",
    scope: "scope",
    maxPrivilege: "maxPrivilege",
    organizations: "organizations",
  },
};

export interface TestClaims {
  readonly tenant?: string;
  readonly scope?: string | readonly string[];
  readonly subject?: string;
  readonly organizations?: readonly string[];
  readonly maxPrivilege?: string;
  /** As jose takes it: `10m`, or seconds since 1970. */
  readonly expires?: string | number;
  readonly secret?: string;
}

/** A token that is good for ten minutes unless told otherwise. */
export async function signToken(claims: TestClaims = {}): Promise<string> {
  const { subject = "ada", expires = "10m", secret = tokenSecret, tenant = "default", ...others } = claims;
  return new SignJWT({ tenant, ...others })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject(subject)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
}

export async function bearer(claims?: TestClaims): Promise<{ readonly authorization: string }> {
  return { authorization: `Bearer ${await signToken(claims)}` };
}
