import { createCompany } from "../../../sandbox/company.js";
import { createTiledeskStandIn, type TiledeskStandIn } from "../../../sandbox/tiledesk/stand-in.js";
import type { TiledeskState } from "../../../sandbox/tiledesk/state.js";
import { SharedReadCache } from "../../../src/cache/read-cache.js";
import { tiledesk } from "../../../src/datasources/tiledesk/provider.js";
import type { Observer, Provider } from "../../../src/directory/provider.js";
import { TestObserver } from "../test-observer.js";

export const identity = { tenant: "acme", accountKey: "chat" };
/** Of the right form, and nobody's in any seed. */
export const unknownId = "64b000000000000000000000";

export interface OpenOptions {
  readonly baseUrl: string;
  readonly email: string;
  readonly password: string;
  readonly projectIds?: readonly string[];
  readonly observer?: Observer;
}

/** A linked account of its own: signed in nowhere, nothing read yet. Close it. */
export function openProvider({ baseUrl, email, password, projectIds, observer }: OpenOptions): Provider {
  const settings = tiledesk.settings.parse({ baseUrl, ...(projectIds === undefined ? {} : { projectIds }) });
  return tiledesk.create({
    account: identity,
    settings,
    credentials: tiledesk.credentials.parse({ email, password }),
    cache: new SharedReadCache().for({
      tenant: identity.tenant,
      account: identity.accountKey,
      credentialVersion: "1",
    }),
    observer: observer ?? new TestObserver(),
    networkAllow: ["127.0.0.1"],
    replicas: 1,
  });
}

export interface TiledeskAccount {
  readonly standIn: TiledeskStandIn;
  readonly state: TiledeskState;
  readonly baseUrl: string;
  /** Of the credential's live projects, ascending. */
  readonly projectIds: readonly string[];
  readonly observer: TestObserver;
  /** The account opened anew; as the owner of all projects unless told otherwise. */
  cold(options?: Partial<Omit<OpenOptions, "baseUrl">>): Provider;
  close(): Promise<void>;
}

/** A stand-in with its company, and as many accounts on it as a test opens. */
export async function openTiledesk(
  size: { people?: number; projects?: number; seed?: number } = {},
): Promise<TiledeskAccount> {
  const { people = 60, projects = 1, seed = 1 } = size;
  const standIn = createTiledeskStandIn({ company: createCompany(people, seed), projects, seed });
  const baseUrl = await standIn.listen(0);
  const { state, email, password, projectIds } = standIn.current();
  const observer = new TestObserver();
  const opened: Provider[] = [];
  return {
    standIn,
    state,
    baseUrl,
    projectIds: [...projectIds].sort(),
    observer,
    cold: (options = {}) => {
      const provider = openProvider({ baseUrl, email, password, observer, ...options });
      opened.push(provider);
      return provider;
    },
    close: async () => {
      await standIn.close();
      await Promise.all(opened.map((provider) => provider.close()));
    },
  };
}
