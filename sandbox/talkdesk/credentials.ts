import { randomBytes, randomUUID } from "node:crypto";

interface IssuedToken {
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
}

const seededSecrets = {
  // Characters that go wrong where form or Basic encoding is forgotten.
  clientSecret: "Acme+secret/of=Voice&%25:2026",
  scimToken: "scim0Acme0Voice0opaque0token0",
};

/**
 * What opens the two surfaces, which take none of the other's: short-lived tokens in the looks of a JWT for REST,
 * one opaque token for SCIM.
 */
export class TalkdeskCredentials {
  readonly clientId = "acme-voice-client";
  clientSecret = seededSecrets.clientSecret;
  scimToken = seededSecrets.scimToken;
  readonly #issued = new Map<string, IssuedToken>();
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** The seeded secrets again; tokens stay valid. */
  reset(): void {
    Object.assign(this, seededSecrets);
  }

  issue(scopes: readonly string[], lifeSeconds: number): string {
    const nowMs = this.#clock().getTime();
    for (const [token, { expiresAtMs }] of this.#issued) {
      if (expiresAtMs <= nowMs) this.#issued.delete(token);
    }
    const expiresAtMs = nowMs + lifeSeconds * 1000;
    const claims = {
      iss: "https://acme.talkdeskid.com",
      aud: "https://api.talkdeskapp.com",
      sub: this.clientId,
      scp: scopes,
      iat: Math.floor(nowMs / 1000),
      exp: Math.floor(expiresAtMs / 1000),
      jti: randomUUID(),
    };
    const signature = randomBytes(32).toString("base64url");
    const token = `${base64url({ alg: "RS256", typ: "JWT" })}.${base64url(claims)}.${signature}`;
    this.#issued.set(token, { scopes, expiresAtMs });
    return token;
  }

  /** The scopes of a REST token that is ours and not expired. */
  scopesOf(token: string): readonly string[] | undefined {
    const issued = this.#issued.get(token);
    return issued && issued.expiresAtMs > this.#clock().getTime() ? issued.scopes : undefined;
  }

  /** All REST tokens so far. */
  revokeTokens(): void {
    this.#issued.clear();
  }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
