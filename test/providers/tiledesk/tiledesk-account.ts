import { createCompany } from "../../../sandbox/company.js";
import { createTiledeskStandIn, type TiledeskStandIn } from "../../../sandbox/tiledesk/stand-in.js";
import type { TiledeskState } from "../../../sandbox/tiledesk/state.js";
import { tiledesk } from "../../../src/datasources/tiledesk/provider.js";
import type { Observer, Provider } from "../../../src/directory/provider.js";
import { openAccount } from "../open-account.js";
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
  return openAccount(tiledesk, {
    account: identity,
    settings: { baseUrl, ...(projectIds === undefined ? {} : { projectIds }) },
    credentials: { email, password },
    observer,
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
