import type { JWTPayload } from "jose";
import { z } from "zod";
import { privileges, type Privilege } from "../directory/role.js";
import { isScope, type Scope } from "./scopes.js";

/** Where a token says what. Names of claims; a dot is part of the name. */
export interface ClaimNames {
  readonly tenant: string;
  readonly scope: string;
  readonly maxPrivilege: string;
  readonly organizations: string;
}

/** What a token says of who asks. */
export interface TokenClaims {
  readonly tenant: string;
  /** `null` without authentication, and for a token that names nobody. */
  readonly subject: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Highest privilege that the bearer may grant; `null` grants none. */
  readonly maxPrivilege: Privilege | null;
  /** The only organizations that the bearer may see, as `accountKey:remoteKey`; `null` for all. */
  readonly organizations: ReadonlySet<string> | null;
}

const tenant = z.string().regex(/^[\w.-]{1,64}$/u);
const subject = z.string().min(1).max(256);
/** As RFC 8693 writes scopes, or as a list. */
const scopeClaim = z.union([z.string().transform((text) => text.split(" ")), z.array(z.string())]);
const maxPrivilege = z.enum(privileges).exclude(["UNKNOWN"]);
const organizations = z.array(z.string().regex(/^[\w.-]{1,64}:\S{1,512}$/u)).max(1_000);

/**
 * Reads a verified token. A claim that is not understood spoils the token: read as absent it could open more.
 * @returns `null` when it cannot be used
 */
export function parseClaims(payload: JWTPayload, names: ClaimNames): TokenClaims | null {
  const parsed = z
    .object({
      tenant,
      subject: subject.optional(),
      scopes: scopeClaim.optional(),
      maxPrivilege: maxPrivilege.optional(),
      organizations: organizations.optional(),
    })
    .safeParse({
      tenant: payload[names.tenant],
      subject: payload.sub,
      scopes: payload[names.scope],
      maxPrivilege: payload[names.maxPrivilege],
      organizations: payload[names.organizations],
    });
  if (!parsed.success) return null;
  const { data } = parsed;
  return {
    tenant: data.tenant,
    subject: data.subject ?? null,
    scopes: new Set((data.scopes ?? []).filter(isScope)),
    maxPrivilege: data.maxPrivilege ?? null,
    organizations: data.organizations === undefined ? null : new Set(data.organizations),
  };
}
