import { createCompany } from "../../../sandbox/company.js";
import type { ProjectsQuirks } from "../../../sandbox/teamwork-projects/quirks.js";
import {
  createTeamworkProjectsStandIn,
  type TeamworkProjectsStandIn,
} from "../../../sandbox/teamwork-projects/stand-in.js";
import { teamworkProjects } from "../../../src/datasources/teamwork-projects/provider.js";
import type { Observer, Provider } from "../../../src/directory/provider.js";
import { openAccount } from "../open-account.js";
import { TestObserver } from "../test-observer.js";

export const identity = { tenant: "default", accountKey: "projects" };

export interface ProjectsAccount {
  readonly standIn: TeamworkProjectsStandIn;
  readonly observer: TestObserver;
  /** The account, opened anew: nothing read yet. */
  cold(options?: { readonly observer?: Observer }): Provider;
  close(): Promise<void>;
}

interface Options {
  readonly people?: number;
  readonly quirks?: Partial<ProjectsQuirks>;
  readonly settings?: object;
  /** An API key unless told otherwise. */
  readonly credentials?: object;
}

/** An account on a stand-in of its own. */
export async function openProjects(options: Options = {}): Promise<ProjectsAccount> {
  const { people = 190, quirks = {}, settings = {}, credentials } = options;
  const standIn = createTeamworkProjectsStandIn({ company: createCompany(people, 1), seed: 1, quirks });
  const baseUrl = await standIn.listen(0);
  const observer = new TestObserver();
  const opened: Provider[] = [];
  return {
    standIn,
    observer,
    cold: ({ observer: own = observer } = {}) => {
      const provider = openAccount(teamworkProjects, {
        account: identity,
        settings: { baseUrl, site: "acme", ...settings },
        credentials: credentials ?? { apiKey: standIn.credentials().apiKey },
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
export async function withProjects<T>(
  options: Options,
  run: (account: ProjectsAccount) => Promise<T>,
): Promise<T> {
  const account = await openProjects(options);
  try {
    return await run(account);
  } finally {
    await account.close();
  }
}
