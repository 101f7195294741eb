import type { AuthHeaders, RequestAuth } from "./request-auth.js";

/** How a static credential stands in the `authorization` header: after the word Bearer, or alone. */
export type BearerScheme = "Bearer" | "none";

/**
 * A secret that an administrator made by hand and that nothing renews: a 401 is final (RFC 6750 section 2.1 for the
 * header). Some servers want it without the word Bearer.
 */
export function createBearerAuth(secret: string, scheme: BearerScheme): RequestAuth {
  const headers: AuthHeaders = { authorization: scheme === "Bearer" ? `Bearer ${secret}` : secret };
  return { headers: () => headers };
}
