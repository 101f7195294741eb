import type { TokenClaims } from "./token-claims.js";

/** Who asks, for which tenant, and what they may. All of it comes from a signed token, or from the configuration. */
export interface Viewer extends TokenClaims {
  /** Whether a router that has proved itself asks for the viewer. */
  readonly isRouted: boolean;
  /** Whether the SDL is shown: to routers, and to everybody where introspection is on. */
  readonly canReadSchema: boolean;
}
