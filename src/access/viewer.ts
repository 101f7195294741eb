import type { Privilege } from "../directory/role.js";
import type { Scope } from "./scopes.js";

/** Who asks, for which tenant, and what they may. All of it comes from a signed token, or from the configuration. */
export interface Viewer {
  readonly tenant: string;
  /** `null` without authentication, and for a token that names nobody. */
  readonly subject: string | null;
  readonly scopes: ReadonlySet<Scope>;
  /** Highest privilege that the viewer may grant; `null` grants none. */
  readonly maxPrivilege: Privilege | null;
  /** The only organizations that the viewer may see, as `accountKey:remoteKey`; `null` for all. */
  readonly organizations: ReadonlySet<string> | null;
  /** Whether a router that has proved itself asks for the viewer. */
  readonly isRouted: boolean;
  /** Whether the SDL is shown: to routers, and to everybody where introspection is on. */
  readonly canReadSchema: boolean;
}
