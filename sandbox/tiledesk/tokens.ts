import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";

export interface TokenSubject {
  readonly _id: string;
  readonly email?: string;
  readonly firstname: string;
  readonly lastname?: string;
  readonly emailverified?: boolean;
  readonly sub: "user" | "guest";
}

/** HS256 tokens without `exp`, as the server signs them: they live until the secret changes. */
export class TokenMint {
  #secret = randomBytes(32);

  /** Already with the scheme in front, which is to be sent back verbatim. */
  issue(subject: TokenSubject): string {
    const { sub, ...claims } = subject;
    const issuedAt = Math.floor(Date.now() / 1000);
    const payload = {
      ...claims,
      iat: issuedAt,
      aud: "https://tiledesk.com",
      iss: "https://tiledesk.com",
      sub,
      jti: randomUUID(),
    };
    const unsigned = `${base64url({ alg: "HS256", typ: "JWT" })}.${base64url(payload)}`;
    return `JWT ${unsigned}.${this.#sign(unsigned)}`;
  }

  /** The token without its scheme. `undefined` when it is not one of ours. */
  read(token: string): TokenSubject | undefined {
    const [header, payload, signature] = token.split(".");
    if (header === undefined || payload === undefined || signature === undefined) return undefined;
    const expected = Buffer.from(this.#sign(`${header}.${payload}`));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as TokenSubject;
  }

  revokeAll(): void {
    this.#secret = randomBytes(32);
  }

  #sign(unsigned: string): string {
    return createHmac("sha256", this.#secret).update(unsigned).digest("base64url");
  }
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
