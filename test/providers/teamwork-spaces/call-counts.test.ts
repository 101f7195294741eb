import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { SpacesQuirks } from "../../../sandbox/teamwork-spaces/quirks.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Ahead, Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openSpaces, type SpacesAccount } from "./spaces-account.js";

type Run = (provider: Provider, reading: Reading) => Promise<unknown>;

const users = "GET users.json";
const spaces = "GET spaces.json";
const space = "GET spaces/:id.json";
const collaborators = "GET spaces/:id/collaborators.json";
const page = firstPage;
const handbook: RemoteRef = { kind: "space", scope: null, id: "8101" };
const engineering: RemoteRef = { kind: "space", scope: null, id: "8112" };
const nowhere: RemoteRef = { kind: "space", scope: null, id: "999999" };

/** Calls of a reading by what they are; what the stand-in counts, the budget pays for and the trace tells. */
async function countOf(account: SpacesAccount, run: Run, provider = account.cold()): Promise<object> {
  const { counters } = account.standIn;
  counters.reset();
  const reading = testReading();
  await run(provider, reading);
  const { calls, callsByRoute } = counters.read();
  const live = reading.trace.filter((call) => call.source === "LIVE").length;
  expect({ live, spent: reading.budget.spent }).toEqual({ live: calls, spent: calls });
  return Object.fromEntries(
    Object.entries(callsByRoute).map(([route, count]) => [route.replace("/spaces/api/v1/", ""), count]),
  );
}

function useSpaces(quirks: Partial<SpacesQuirks>, people = 90): () => SpacesAccount {
  let account: SpacesAccount | null = null;
  beforeAll(async () => {
    account = await openSpaces({ people, quirks });
  });
  afterAll(() => account?.close());
  return () => {
    if (account === null) throw new Error("Asked for before it was opened");
    return account;
  };
}

const list: Run = (provider, reading) => provider.listUsers(reading, page, everybody, nothingAhead);
const members =
  (ahead: Ahead, ...of: readonly RemoteRef[]): Run =>
  (provider, reading) =>
    provider.membersOfWorkspaces(
      reading,
      of.map((ref) => ({ of: ref, page, states: allStates, ahead })),
    );
const teams: Run = (provider, reading) =>
  provider.teamsOfWorkspaces(reading, [
    { of: handbook, page },
    { of: engineering, page },
  ]);

/** Users of a page with roles, teams and spaces, as a client's query asks for them. */
const canonical: Run = async (provider, reading) => {
  const ahead = new Set(["roles", "teams", "workspaces"] as const);
  const found = itemsOf(await provider.listUsers(reading, page, everybody, ahead));
  const keys = found.map(({ ref }) => ({ of: ref, page }));
  await provider.teamsOfUsers(reading, keys);
  for (const slot of await provider.workspacesOfUsers(reading, keys)) valueOf(slot);
};

/** Spaces with their members and teams. */
const staffed: Run = async (provider, reading) => {
  const found = itemsOf(await provider.listWorkspaces(reading, page, new Set(["members", "teams"] as const)));
  const keys = found.map(({ ref }) => ({ of: ref, page, states: allStates }));
  const [slots] = await Promise.all([
    provider.membersOfWorkspaces(reading, keys),
    provider.teamsOfWorkspaces(reading, keys),
  ]);
  for (const slot of slots) valueOf(slot);
};

describe("calls to Spaces, 100 users a page", () => {
  const account = useSpaces({ pageSizeClamp: 100 });
  const refs = (): readonly RemoteRef[] =>
    account()
      .standIn.state()
      .users.map(({ id }) => ({ kind: "user", scope: null, id: String(id) }));
  const eight = { [collaborators]: 8 };

  const cases: readonly (readonly [string, Run, object])[] = [
    ["a page of users", list, { [users]: 1 }],
    ["users with roles, teams and spaces", canonical, { [users]: 1, [spaces]: 1, ...eight }],
    ["one user", (p, r) => p.usersByIds(r, refs().slice(0, 1)), { [users]: 1 }],
    [
      "fifty users, in two questions",
      async (p, r) => {
        await p.usersByIds(r, refs().slice(0, 50));
        await p.usersByIds(r, refs().slice(30, 80));
      },
      { [users]: 1 },
    ],
    [
      "somebody just listed",
      async (p, r) => {
        await list(p, r);
        await p.usersByIds(r, refs().slice(3, 9));
      },
      { [users]: 1 },
    ],
    ["two addresses", (p, r) => p.usersByEmails(r, ["a@b.example", "c@d.example"]), { [users]: 1 }],
    ["roles", (p, r) => p.listRoles(r, page), {}],
    ["spaces", (p, r) => p.listWorkspaces(r, page), { [spaces]: 1 }],
    ["a space", (p, r) => p.workspacesByIds(r, [handbook]), { [space]: 1 }],
    ["two spaces", (p, r) => p.workspacesByIds(r, [handbook, engineering]), { [spaces]: 1 }],
    [
      "two spaces, one of which is not there",
      (p, r) => p.workspacesByIds(r, [handbook, nowhere]),
      {
        ...{ [spaces]: 1, [space]: 1 },
      },
    ],
    ["members of a space", members(nothingAhead, handbook), { [users]: 1, [collaborators]: 1 }],
    ["members of nothing", members(nothingAhead, nowhere), { [collaborators]: 1 }],
    ["teams of two spaces", teams, { [collaborators]: 2 }],
    ["spaces with members and teams", staffed, { [users]: 1, [spaces]: 1, ...eight }],
    [
      "users of a space",
      (p, r) => p.listUsers(r, page, { ...everybody, workspace: handbook }, nothingAhead),
      {
        ...{ [users]: 1, [collaborators]: 1 },
      },
    ],
    ["whether it works", (p, r) => p.checkHealth(r), { [users]: 1 }],
    [
      "teams of users, teams and capabilities",
      async (p, r) => {
        await p.listTeams(r, page);
        await p.teamsOfUsers(r, [{ of: refs()[0] ?? handbook, page }]);
        await p.capabilities(r);
        await p.visibility(r);
      },
      {},
    ],
  ];
  it.each(cases)("%s", async (_, run, expected) => {
    expect(await countOf(account(), run)).toEqual(expected);
  });

  it("none for what was read within 15 seconds", async () => {
    const provider = account().cold();
    await canonical(provider, testReading());
    expect(await countOf(account(), canonical, provider)).toEqual({});
    expect(await countOf(account(), staffed, provider)).toEqual({});
  });
});

describe("calls to Spaces where spaces carry their collaborators", () => {
  const account = useSpaces({ pageSizeClamp: 100, carried: "all" });

  it("need no call for each space", async () => {
    expect(await countOf(account(), canonical)).toEqual({ [users]: 1, [spaces]: 1 });
  });

  it("are made for the teams of spaces that have some", async () => {
    expect(await countOf(account(), staffed)).toEqual({ [users]: 1, [spaces]: 1, [collaborators]: 3 });
  });

  it("are made for what members may do, where the row does not tell", async () => {
    const run: Run = async (provider, reading) => {
      await provider.workspacesByIds(reading, [handbook]);
      await members(new Set(["access"] as const), handbook)(provider, reading);
    };
    expect(await countOf(account(), run)).toEqual({ [users]: 1, [space]: 1, [collaborators]: 1 });
    account().standIn.setQuirks({ access: "level" });
    expect(await countOf(account(), run)).toEqual({ [users]: 1, [space]: 1 });
    account().standIn.setQuirks({ access: "none" });
  });

  it("are made for each space where the row has only some of them", async () => {
    account().standIn.setQuirks({ carried: "some" });
    // Nobody's space has none, and one that has one has it on its row.
    expect(await countOf(account(), canonical)).toEqual({ [users]: 1, [spaces]: 1, [collaborators]: 6 });
    account().standIn.setQuirks({ carried: "all" });
  });
});

describe("calls to Spaces that gives fewer rows than it is asked for", () => {
  const account = useSpaces({ pageSizeClamp: 20 });

  it("are as many as it takes, with a row of overlap", async () => {
    expect(await countOf(account(), list)).toEqual({ [users]: 5 });
    expect(await countOf(account(), (p, r) => p.usersByEmails(r, ["a@b.example"]))).toEqual({ [users]: 5 });
  });

  it("are no more than the page needs", async () => {
    const some: Run = (p, r) => p.listUsers(r, { size: 10, position: null }, everybody, nothingAhead);
    expect(await countOf(account(), some)).toEqual({ [users]: 1 });
  });
});

describe("calls to Spaces that refuses to include teams", () => {
  const account = useSpaces({ pageSizeClamp: 100, included: "refused" });

  it("are made once more the first time, and never again", async () => {
    const provider = account().cold();
    const one: Run = (p, r) => p.teamsOfWorkspaces(r, [{ of: engineering, page }]);
    const other: Run = (p, r) => p.teamsOfWorkspaces(r, [{ of: handbook, page }]);
    expect(await countOf(account(), one, provider)).toEqual({ [collaborators]: 2 });
    expect(await countOf(account(), other, provider)).toEqual({ [collaborators]: 1 });
  });
});

describe("calls to Spaces that cuts the list of collaborators into pages", () => {
  const account = useSpaces({ pageSizeClamp: 40, collaboratorPages: "paged" });

  it("are made until all of them are there", async () => {
    expect(await countOf(account(), members(nothingAhead, handbook))).toEqual({
      ...{ [users]: 3, [collaborators]: 3 },
    });
  });
});
