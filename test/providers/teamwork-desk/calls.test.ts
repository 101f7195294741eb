import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { DeskQuirks } from "../../../sandbox/teamwork-desk/quirks.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import type { UserFilter } from "../../../src/directory/user-filter.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openDesk, type DeskAccount } from "./desk-account.js";

type Run = (provider: Provider, reading: Reading) => Promise<unknown>;

const users = "GET users.json";
const user = "GET users/:id.json";
const inboxes = "GET inboxes.json";
const inbox = "GET inboxes/:id.json";
const page = firstPage;
const usual: UserFilter = { states: new Set(["ACTIVE", "INVITED"]) };
const support: RemoteRef = { kind: "inbox", scope: null, id: "5001" };
const billing: RemoteRef = { kind: "inbox", scope: null, id: "5004" };
const nowhere: RemoteRef = { kind: "inbox", scope: null, id: "999999" };

/** Calls of a reading by what they are; what the stand-in counts, the budget pays for and the trace tells. */
async function countOf(account: DeskAccount, run: Run, provider = account.cold()): Promise<object> {
  const { counters } = account.standIn;
  counters.reset();
  const reading = testReading();
  await run(provider, reading);
  const { calls, callsByRoute } = counters.read();
  const live = reading.trace.filter((call) => call.source === "LIVE").length;
  expect({ live, spent: reading.budget.spent }).toEqual({ live: calls, spent: calls });
  return Object.fromEntries(
    Object.entries(callsByRoute).map(([route, count]) => [route.replace("/desk/api/v2/", ""), count]),
  );
}

function useDesk(people: number, quirks: Partial<DeskQuirks> = {}): () => DeskAccount {
  let account: DeskAccount | null = null;
  beforeAll(async () => {
    account = await openDesk({ people, quirks });
  });
  afterAll(() => account?.close());
  return () => {
    if (account === null) throw new Error("Asked for before it was opened");
    return account;
  };
}

/** Users of a page with roles, teams and inboxes, as a client's query asks for them. */
const canonical: Run = async (provider, reading) => {
  const ahead = new Set(["roles", "teams", "workspaces"] as const);
  const found = itemsOf(await provider.listUsers(reading, page, usual, ahead));
  expect(found).toHaveLength(100);
  const keys = found.map(({ ref }) => ({ of: ref, page }));
  await provider.teamsOfUsers(reading, keys);
  for (const slot of await provider.workspacesOfUsers(reading, keys)) valueOf(slot);
};

const membersOf =
  (...of: readonly RemoteRef[]): Run =>
  (provider, reading) =>
    provider.membersOfWorkspaces(
      reading,
      of.map((ref) => ({ of: ref, page, states: allStates })),
    );

describe("calls to Desk", () => {
  const account = useDesk(600);
  const idsIn = (...states: readonly string[]): readonly RemoteRef[] =>
    account()
      .standIn.state()
      .agents.filter((agent) => states.includes(agent.state))
      .map(({ id }) => ({ kind: "agent", scope: null, id: String(id) }));
  const all = (filter: UserFilter): Run => {
    return (p, r) => p.listUsers(r, { size: 190, position: null }, filter, nothingAhead);
  };

  const cases: readonly (readonly [string, Run, object])[] = [
    ["a hundred users with roles and inboxes", canonical, { [users]: 1 }],
    ["190 users", all(usual), { [users]: 2 }],
    ["users by licence", all({ ...usual, licenses: new Set(["PART_TIME"]) }), { [users]: 1 }],
    ["users of an inbox", all({ ...usual, workspace: billing }), { [users]: 1 }],
    ["users of an inbox that is none", all({ ...usual, workspace: { ...billing, id: "x" } }), {}],
    ["users who are gone", all({ states: new Set(["DISABLED", "DELETED"]) }), { [users]: 1 }],
    ["one user", (p, r) => p.usersByIds(r, idsIn("active").slice(0, 1)), { [user]: 1 }],
    ["one who is deleted", (p, r) => p.usersByIds(r, idsIn("deleted").slice(0, 1)), { [user]: 1 }],
    ["150 users by their ids", (p, r) => p.usersByIds(r, idsIn("active").slice(0, 150)), { [users]: 2 }],
    [
      "users by their ids, some of whom lists hide",
      (p, r) =>
        p.usersByIds(r, [...idsIn("active").slice(0, 80), ...idsIn("archived", "deleted").slice(0, 12)]),
      { [users]: 2 },
    ],
    [
      "somebody just listed",
      async (p, r) => {
        await p.listUsers(r, page, usual, nothingAhead);
        await p.usersByIds(r, idsIn("active").slice(3, 9));
      },
      { [users]: 1 },
    ],
    [
      "twenty addresses",
      (p, r) =>
        p.usersByEmails(
          r,
          Array.from({ length: 20 }, (_, at) => `${String(at)}@b.example`),
        ),
      { [users]: 2 },
    ],
    ["roles", (p, r) => p.listRoles(r, page), {}],
    ["inboxes", (p, r) => p.listWorkspaces(r, page), { [inboxes]: 1 }],
    ["two inboxes by their ids", (p, r) => p.workspacesByIds(r, [support, billing]), { [inboxes]: 1 }],
    [
      "an inbox that is not there",
      (p, r) => p.workspacesByIds(r, [support, nowhere]),
      { [inboxes]: 1, [inbox]: 1 },
    ],
    [
      "members of two inboxes, all of them at once",
      membersOf(support, billing),
      { [inboxes]: 1, [users]: 3 },
    ],
    [
      "members of inboxes that came with agents",
      async (p, r) => {
        await canonical(p, r);
        await p.membersOfWorkspaces(r, [{ of: billing, page, states: usual.states }]);
      },
      // The second for those whom the list of the first page has not shown.
      { [users]: 3 },
    ],
    [
      "whose token it is",
      (p, r) => p.me?.(r) ?? Promise.reject(new Error("me")),
      { "GET /me.json": 1, [users]: 2 },
    ],
    ["seats", (p, r) => p.seats(r), { [users]: 2 }],
    ["whether it works", (p, r) => p.checkHealth(r), { [users]: 1 }],
    [
      "teams, capabilities and visibility",
      async (p, r) => {
        const [one = support] = idsIn("active");
        expect(await p.listTeams(r, page)).toBeNull();
        expect(await p.teamsByIds(r, [{ kind: "team", scope: null, id: "1" }])).toEqual([null]);
        expect(await p.teamsOfUsers(r, [{ of: one, page }])).toEqual([null]);
        expect(await p.teamsOfWorkspaces(r, [{ of: support, page }])).toEqual([null]);
        expect(await p.membersOfTeams(r, [{ of: support, page, states: allStates }])).toEqual([null]);
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
  });
});

describe("calls to a Desk whose agents come without inboxes", () => {
  const account = useDesk(300, { includes: "never" });

  it("are one more for everybody's", async () => {
    expect(await countOf(account(), canonical)).toEqual({ [users]: 1, [inboxes]: 1 });
  });

  it("are one more where rows only refer to them", async () => {
    account().standIn.setQuirks({ rowsReferToInboxes: true });
    expect(await countOf(account(), canonical)).toEqual({ [users]: 1, [inboxes]: 1 });
    account().standIn.setQuirks({ rowsReferToInboxes: false });
  });
});

describe("calls to a Desk that gives fewer rows than it is asked for", () => {
  const account = useDesk(300, { pageSizeClamp: 40 });

  it("are as many as it takes", async () => {
    const list: Run = (p, r) => p.listUsers(r, page, everybody, nothingAhead);
    const { [users]: count } = (await countOf(account(), list)) as Record<string, number>;
    expect(count).toBeLessThanOrEqual(4);
    expect(count).toBeGreaterThanOrEqual(3);
  });
});
