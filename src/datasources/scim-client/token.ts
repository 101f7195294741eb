import { createBearerAuth, type BearerScheme } from "../auth/bearer.js";
import type { RequestAuth } from "../auth/request-auth.js";

/**
 * The secret of one SCIM endpoint. A class with a private field, so that no other token fits where this one is wanted,
 * and that neither log nor JSON shows what is in it. It goes to its own base URL and to no other.
 */
export class ScimToken {
  readonly baseUrl: URL;
  readonly #secret: string;
  readonly #scheme: BearerScheme;

  constructor(baseUrl: URL, secret: string, scheme: BearerScheme = "Bearer") {
    this.baseUrl = baseUrl;
    this.#secret = secret;
    this.#scheme = scheme;
  }

  toAuth(): RequestAuth {
    return createBearerAuth(this.#secret, this.#scheme);
  }

  /** A JWT has two dots. Many SCIM secrets have none, so it may be another API's token; only good for a hint. */
  get looksLikeJwt(): boolean {
    return this.#secret.split(".").length === 3;
  }
}
