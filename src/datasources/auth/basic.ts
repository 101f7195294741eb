import type { AuthHeaders, RequestAuth } from "./request-auth.js";

/** A name and a secret in every call (RFC 7617, in UTF-8). Nothing renews them: a 401 is final. */
export function createBasicAuth(name: string, secret: string): RequestAuth {
  const encoded = Buffer.from(`${name}:${secret}`, "utf8").toString("base64");
  const headers: AuthHeaders = { authorization: `Basic ${encoded}` };
  return { headers: () => headers };
}
