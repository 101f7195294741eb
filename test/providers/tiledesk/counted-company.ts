import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, itemsOf, nothingAhead } from "../reads.js";
import { openTiledesk, type TiledeskAccount } from "./tiledesk-account.js";

export type Run = (provider: Provider, reading: Reading) => Promise<unknown>;

/** Calls by what they are, sign-ins apart: `{ "GET /projects": 1 }`. */
type Calls = Readonly<Record<string, number>>;

/** Calls of the stand-in. */
export const routes = {
  projects: "GET /projects",
  people: "GET /:pid/project_users",
  person: "GET /:pid/project_users/:puid",
  invitations: "GET /:pid/pendinginvitations",
  invitation: "GET /:pid/pendinginvitations/:id",
  groups: "GET /:pid/groups",
  group: "GET /:pid/groups/:id",
  roles: "GET /:pid/roles",
  activities: "GET /:pid/activities",
} as const;

/** A company in two projects whose every call is counted, by the stand-in and by the budget of the reading. */
export class CountedCompany {
  readonly account: TiledeskAccount;
  /** Teammates of the first project, which fills a page. */
  users: readonly User[] = [];
  /** Teammates of the second one. */
  others: readonly User[] = [];
  /** Those invited to the first one. */
  invited: readonly RemoteRef[] = [];
  teams: readonly RemoteRef[] = [];
  workspaces: readonly RemoteRef[] = [];

  private constructor(account: TiledeskAccount) {
    this.account = account;
  }

  static async open(): Promise<CountedCompany> {
    const company = new CountedCompany(await openTiledesk({ people: 260, projects: 2 }));
    await company.#look();
    return company;
  }

  /** The calls of reading with an account that has read nothing yet. */
  async countOf(run: Run, provider: Provider = this.account.cold()): Promise<Calls> {
    const { counters } = this.account.standIn;
    counters.reset();
    const reading = testReading();
    await run(provider, reading);
    const { calls, callsByRoute } = counters.read();
    const live = reading.trace.filter((call) => call.source === "LIVE").length;
    if (reading.budget.spent !== calls || live !== calls)
      throw new Error(`${calls} calls came, ${reading.budget.spent} were paid for and ${live} traced`);
    return callsByRoute;
  }

  /** The calls of a second request, with what the cache has kept from the first. */
  async countAfter(before: Run, run: Run): Promise<Calls> {
    const provider = this.account.cold();
    await before(provider, testReading());
    return this.countOf(run, provider);
  }

  async #look(): Promise<void> {
    const provider = this.account.cold();
    const [first = "", second = ""] = this.account.projectIds;
    const whole = { size: 1_000, position: null };
    const inProject = async (id: string): Promise<readonly User[]> => {
      const filter = { states: allStates, workspace: { kind: "project", scope: null, id } };
      return itemsOf(await provider.listUsers(testReading(), whole, filter, nothingAhead));
    };
    const isInvited = (user: User): boolean => user.state === "INVITED";
    this.users = (await inProject(first)).filter((user) => !isInvited(user)).slice(0, 100);
    this.invited = (await inProject(first)).filter(isInvited).map(({ ref }) => ref);
    this.others = (await inProject(second)).filter((user) => !isInvited(user));
    this.teams = itemsOf(await provider.listTeams(testReading(), whole)).map(({ ref }) => ref);
    this.workspaces = itemsOf(await provider.listWorkspaces(testReading(), whole)).map(({ ref }) => ref);
  }
}

export function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error("The company is too small");
  return item;
}
