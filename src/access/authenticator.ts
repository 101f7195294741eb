import { DirectoryError } from "../directory/errors.js";
import { singleHeader, type RequestHead } from "./request-head.js";
import { createRouterProof, type RouterConfig } from "./router-proof.js";
import type { Scope } from "./scopes.js";
import { createTokenVerifier, type TokenConfig } from "./token.js";
import type { TokenClaims } from "./token-claims.js";
import type { Viewer } from "./viewer.js";

/** Who may ask. Without authentication everybody who reaches the service is one and the same viewer. */
export type AuthConfig =
  | { readonly mode: "none"; readonly tenant: string; readonly scopes: readonly Scope[] }
  | ({ readonly mode: "jwt" } & TokenConfig);

export interface AccessConfig {
  readonly auth: AuthConfig;
  readonly router: RouterConfig;
  /** Whether the SDL is shown to everybody. */
  readonly introspection: boolean;
}

/** A request whose head was believed, so far. */
export interface Arrival {
  /** Who asks, by the head alone. */
  readonly viewer: Viewer;
  /** Whether it comes, or says that it comes, from the router, whose connections carry requests of many. */
  readonly isShared: boolean;
  /**
   * Who asks, now that the body is there. Must be called before anything is believed: a signature may be wrong.
   * @throws DirectoryError UNAUTHENTICATED
   */
  readonly withBody: (body: Uint8Array) => Viewer;
}

export interface Authenticator {
  /** @throws DirectoryError UNAUTHENTICATED, or UPSTREAM_UNAVAILABLE when the keys cannot be had */
  readonly identify: (head: RequestHead) => Promise<Arrival>;
}

const defaultSkewSeconds = 60;

/** Decides who asks. Nothing is taken from a header that is neither signed nor a proof itself. */
export function createAuthenticator({ auth, router, introspection }: AccessConfig): Authenticator {
  const proof = createRouterProof(router, auth.mode === "jwt" ? auth.clockSkewSeconds : defaultSkewSeconds);
  const findClaims = createClaimFinder(auth);
  return {
    identify: async (head) => {
      const isProven = proof.byHead(head);
      const mayFollow = !isProven && proof.mayFollow(head);
      if (router.isRequired && !isProven && !mayFollow) throw notTheRouter();
      const claims = await findClaims(head);
      const toViewer = (isRouted: boolean): Viewer => ({
        ...claims,
        isRouted,
        canReadSchema: introspection || isRouted,
      });
      const viewer = toViewer(isProven);
      return {
        viewer,
        isShared: isProven || mayFollow,
        withBody: (body) => {
          if (!mayFollow) return viewer;
          // A wrong signature is refused even where none is asked for: somebody tried something.
          if (!proof.byBody(head, body)) throw notTheRouter();
          return toViewer(true);
        },
      };
    },
  };
}

function createClaimFinder(auth: AuthConfig): (head: RequestHead) => Promise<TokenClaims> {
  if (auth.mode === "none") {
    const everybody = { tenant: auth.tenant, scopes: new Set(auth.scopes) };
    const claims = Promise.resolve({
      ...everybody,
      subject: null,
      maxPrivilege: "OWNER" as const,
      organizations: null,
    });
    return () => claims;
  }
  const verify = createTokenVerifier(auth);
  return async (head) => {
    const token = bearerToken(head);
    const claims = token === null ? null : await verify(token);
    if (claims === null) throw new DirectoryError("UNAUTHENTICATED", "A valid bearer token is needed");
    return claims;
  };
}

function bearerToken(head: RequestHead): string | null {
  const [, token = null] = /^Bearer ([\w.~+/-]+=*)$/iu.exec(singleHeader(head, "authorization") ?? "") ?? [];
  return token;
}

function notTheRouter(): DirectoryError {
  return new DirectoryError("UNAUTHENTICATED", "Requests come through the router");
}
