import { createHash, randomBytes } from "node:crypto";
import { createSigner, httpbis } from "http-message-signatures";

/** A signed request, as a router would send it. Headers in lower case. */
export interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export interface SigningOptions {
  readonly key: { readonly id: string; readonly secret: string };
  readonly authorization?: string;
  readonly created?: Date;
  readonly expires?: Date;
  readonly nonce?: string;
  /** What is covered; all that must be by default. */
  readonly fields?: readonly string[];
  readonly method?: string;
}

/** Signs with somebody else's implementation of RFC 9421. */
export async function signRequest(body: string, options: SigningOptions): Promise<SignedRequest> {
  const { key, authorization, created = new Date(), nonce = randomBytes(18).toString("base64url") } = options;
  const { expires = new Date(created.getTime() + 30_000), method = "POST" } = options;
  const bytes = Buffer.from(body);
  const required = ["@method", "@path", "content-digest"];
  const fields = options.fields ?? (authorization === undefined ? required : [...required, "authorization"]);
  const signed = await httpbis.signMessage(
    {
      key: createSigner(key.secret, "hmac-sha256", key.id),
      name: "router",
      fields: [...fields],
      params: ["created", "expires", "nonce", "keyid", "alg"],
      paramValues: { created, expires, nonce },
    },
    {
      method,
      url: "http://127.0.0.1/graphql",
      headers: {
        "content-type": "application/json",
        "content-digest": `sha-256=:${createHash("sha256").update(bytes).digest("base64")}:`,
        ...(authorization === undefined ? {} : { authorization }),
      },
    },
  );
  const headers = Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { headers: Object.fromEntries(headers) as Record<string, string>, body: bytes };
}
