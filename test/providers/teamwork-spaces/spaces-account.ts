import { createCompany } from "../../../sandbox/company.js";
import type { SpacesQuirks } from "../../../sandbox/teamwork-spaces/quirks.js";
import {
  createTeamworkSpacesStandIn,
  type TeamworkSpacesStandIn,
} from "../../../sandbox/teamwork-spaces/stand-in.js";
import { teamworkSpaces } from "../../../src/datasources/teamwork-spaces/provider.js";
import type { Observer, Provider } from "../../../src/directory/provider.js";
import { openAccount } from "../open-account.js";
import { TestObserver } from "../test-observer.js";

export const identity = { tenant: "acme", accountKey: "spaces" };

export interface OpenOptions {
  readonly baseUrl: string;
  readonly accessToken: string;
  readonly observer?: Observer;
}

/** A linked account of its own: nothing read yet. Close it. */
export function openProvider({ baseUrl, accessToken, observer }: OpenOptions): Provider {
  return openAccount(teamworkSpaces, {
    account: identity,
    settings: { baseUrl, site: "acme" },
    credentials: { accessToken },
    observer,
  });
}

export interface SpacesAccount {
  readonly standIn: TeamworkSpacesStandIn;
  readonly baseUrl: string;
  readonly observer: TestObserver;
  /** The account opened anew. */
  cold(options?: Partial<Omit<OpenOptions, "baseUrl">>): Provider;
  close(): Promise<void>;
}

/** A stand-in with its company, and as many accounts on it as a test opens. */
export async function openSpaces(
  options: { people?: number; quirks?: Partial<SpacesQuirks>; clock?: () => Date } = {},
): Promise<SpacesAccount> {
  const { people = 60, quirks = {}, clock } = options;
  const standIn = createTeamworkSpacesStandIn({
    company: createCompany(people, 1),
    seed: 1,
    quirks,
    ...(clock !== undefined && { clock }),
  });
  const baseUrl = await standIn.listen(0);
  const observer = new TestObserver();
  const opened: Provider[] = [];
  return {
    standIn,
    baseUrl,
    observer,
    cold: (more = {}) => {
      const provider = openProvider({ baseUrl, accessToken: standIn.token(), observer, ...more });
      opened.push(provider);
      return provider;
    },
    close: async () => {
      await standIn.close();
      await Promise.all(opened.map((provider) => provider.close()));
    },
  };
}
