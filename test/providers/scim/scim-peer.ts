import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { createCompany } from "../../../sandbox/company.js";
import { seedScim } from "../../../sandbox/scim/seed.js";
import type { ScimDocument } from "../../../sandbox/scim/store.js";

/** A SCIM server of another make than the sandbox's. */
export interface ScimPeer {
  readonly baseUrl: string;
  readonly token: string;
  close(): Promise<void>;
}

export interface PeerCompany {
  readonly users: readonly ScimDocument[];
  readonly groups: readonly ScimDocument[];
}

/** The same people for every peer: more than a page of them. */
export function createPeerCompany(): PeerCompany {
  const store = seedScim(createCompany(130, 1), 1, () => new Date());
  return { users: store.slice("User", 0, 1_000), groups: store.slice("Group", 0, 1_000) };
}

/** Listens on a free port, the SCIM endpoint at the path. */
export async function listen(listener: RequestListener, path: string, token: string): Promise<ScimPeer> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    token,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
