import { createCompany } from "../../../sandbox/company.js";
import type { DeskQuirks } from "../../../sandbox/teamwork-desk/quirks.js";
import {
  createTeamworkDeskStandIn,
  type TeamworkDeskStandIn,
} from "../../../sandbox/teamwork-desk/stand-in.js";
import { teamworkDesk } from "../../../src/datasources/teamwork-desk/provider.js";
import type { Observer, Provider } from "../../../src/directory/provider.js";
import { openAccount } from "../open-account.js";
import { TestObserver } from "../test-observer.js";

export const identity = { tenant: "default", accountKey: "desk" };

export interface DeskAccount {
  readonly standIn: TeamworkDeskStandIn;
  readonly observer: TestObserver;
  /** The account, opened anew: nothing read yet. */
  cold(options?: { readonly observer?: Observer }): Provider;
  close(): Promise<void>;
}

interface Options {
  readonly people?: number;
  readonly quirks?: Partial<DeskQuirks>;
  readonly settings?: object;
  /** A token unless told otherwise. */
  readonly credentials?: object;
}

/** An account on a stand-in of its own. */
export async function openDesk(options: Options = {}): Promise<DeskAccount> {
  const { people = 190, quirks = {}, settings = {}, credentials } = options;
  const standIn = createTeamworkDeskStandIn({ company: createCompany(people, 1), quirks });
  const baseUrl = await standIn.listen(0);
  const observer = new TestObserver();
  const opened: Provider[] = [];
  return {
    standIn,
    observer,
    cold: ({ observer: own = observer } = {}) => {
      const provider = openAccount(teamworkDesk, {
        account: identity,
        settings: { baseUrl, site: "acme", ...settings },
        credentials: credentials ?? { accessToken: standIn.credentials().accessToken },
        observer: own,
      });
      opened.push(provider);
      return provider;
    },
    close: async () => {
      await Promise.all(opened.map((provider) => provider.close()));
      await standIn.close();
    },
  };
}

/** Runs against an account, and closes it whatever happens. */
export async function withDesk<T>(options: Options, run: (account: DeskAccount) => Promise<T>): Promise<T> {
  const account = await openDesk(options);
  try {
    return await run(account);
  } finally {
    await account.close();
  }
}
