import { describe, expect, it } from "@jest/globals";
import type { DeskQuirks } from "../../../sandbox/teamwork-desk/quirks.js";
import { teamworkDesk } from "../../../src/datasources/teamwork-desk/provider.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { withScriptedSite, type ScriptedSite, type SiteScript } from "../teamwork-site/scripted-site.js";
import { withDesk } from "./desk-account.js";

const users = "/desk/api/v2/users.json";
const inboxes = "/desk/api/v2/inboxes.json";
const wide = { size: 1_000, position: null };
const workspacesAhead = new Set(["workspaces"] as const);
const agentTwo: RemoteRef = { kind: "agent", scope: null, id: "2" };

function withScript<T>(script: SiteScript, run: (site: ScriptedSite) => Promise<T>): Promise<T> {
  return withScriptedSite(teamworkDesk, script, run);
}

/** Everything that can be read of an account, in words that do not depend on how it came. */
async function readAll(provider: Provider): Promise<object> {
  const reading = testReading();
  const people = itemsOf(await provider.listUsers(reading, wide, everybody, nothingAhead));
  const places = itemsOf(await provider.listWorkspaces(reading, wide));
  const members = await provider.membersOfWorkspaces(
    testReading(),
    places.map(({ ref }) => ({ of: ref, page: wide, states: allStates })),
  );
  const joined = await provider.workspacesOfUsers(
    testReading(),
    people.map(({ ref }) => ({ of: ref, page: wide })),
  );
  return {
    people: people.map(({ remoteKey, displayName, state, privilege }) => [
      remoteKey,
      displayName,
      state,
      privilege,
    ]),
    places: places.map(({ remoteKey, name, state }) => [remoteKey, name, state]),
    members: members.map((slot) => keysIn(valueOf(slot)).sort()),
    joined: joined.map((slot) => keysIn(valueOf(slot))),
  };
}

function keysIn(
  page: Parameters<typeof itemsOf<{ readonly object: { readonly remoteKey: string } }>>[0],
): string[] {
  return itemsOf(page).map(({ object }) => object.remoteKey);
}

describe("Desk in all its forms", () => {
  const forms: readonly Partial<DeskQuirks>[] = [
    { paging: "pagination" },
    { paging: "meta" },
    { pageSizeClamp: 7 },
    { pageSizeClamp: 500 },
    { lists: "all" },
    { rowsReferToInboxes: true },
    { includes: "never" },
    { includes: "never", rowsReferToInboxes: true },
    { inboxesTellAgents: false, rowsReferToInboxes: true },
    { inboxesTellAgents: false, rowsReferToInboxes: true, includes: "never" },
  ];

  it("says the same, however it says it", async () => {
    const read = (quirks: Partial<DeskQuirks>): Promise<object> =>
      withDesk({ people: 120, quirks }, (account) => readAll(account.cold()));
    const expected = await read({});
    for (const quirks of forms) expect({ quirks, ...(await read(quirks)) }).toEqual({ quirks, ...expected });
  }, 60_000);

  it("does not tell where an agent works, rather than nowhere, where no side tells", () =>
    withDesk({ people: 30, quirks: { inboxesTellAgents: false } }, async (account) => {
      const of = { ...agentTwo, id: String(account.standIn.state().owner.id) };
      expect(await account.cold().workspacesOfUsers(testReading(), [{ of, page: wide }])).toEqual([null]);
      const narrowed = { ...everybody, workspace: { kind: "inbox", scope: null, id: "5101" } };
      const found = await account.cold().listUsers(testReading(), wide, narrowed, nothingAhead);
      expect(itemsOf(found).map(({ ref }) => ref)).toEqual([of]);
    }));
});

describe("a list of agents", () => {
  const rows = [{ id: 1 }, { id: "2" }];

  it.each([
    [{ users: rows, pagination: { records: 2, pageSize: 100, pages: 1, page: 1, hasMorePages: false } }],
    [{ users: rows, meta: { page: { count: 2, pageSize: 100, pageOffset: 0, pages: 1, hasMore: false } } }],
    [{ users: rows, meta: { page: { hasMore: false } } }],
    [{ users: rows, pagination: null, meta: { page: { count: "2" } } }],
  ])("is read to its end: %j", (body) =>
    withScript({ [users]: { body } }, async ({ provider, hits }) => {
      const page = await provider.listUsers(
        testReading(),
        firstPage,
        { states: new Set(["ACTIVE"]) },
        nothingAhead,
      );
      expect([itemsOf(page).map(({ remoteId }) => remoteId), page.hasMore, page.failure]).toEqual([
        ["1", "2"],
        false,
        null,
      ]);
      expect(hits).toHaveLength(1);
    }),
  );

  it("that tells nothing of its pages goes on to the first that brings nobody", () =>
    withScript(
      { [users]: (query) => ({ body: { users: query.get("page") === "1" ? rows : [] } }) },
      async ({ provider }) => {
        const page = await provider.listUsers(
          testReading(),
          firstPage,
          { states: new Set(["ACTIVE"]) },
          nothingAhead,
        );
        expect([itemsOf(page).length, page.hasMore, page.failure]).toEqual([2, false, null]);
      },
    ));

  it.each([[{}], [{ users: null }], [{ users: { id: 1 } }], [{ users: "none" }], [[]], ["users"]])(
    "that is none is an error: %j",
    (body) =>
      withScript({ [users]: { body } }, async ({ provider }) => {
        const failure = await errorOf(provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
        expect(failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", account: "teamwork" });
      }),
  );

  it("with rows that cannot be read leaves them out and says so", () =>
    withScript(
      {
        [users]: {
          body: { users: [{ id: 1 }, null, { email: "a@b.example" }, 3], meta: { page: { count: 4 } } },
        },
      },
      async ({ provider, observer }) => {
        const states = new Set(["ACTIVE"] as const);
        const page = await provider.listUsers(testReading(), firstPage, { states }, nothingAhead);
        expect([itemsOf(page).length, page.skippedRows]).toEqual([1, 3]);
        expect(observer.skipped).toEqual(["users", "users", "users"]);
      },
    ));

  it("asks for inboxes only where they will be needed, and for a state only where it is hidden", () =>
    withScript(
      { [users]: { body: { users: rows, meta: { page: { count: 2 } } } } },
      async ({ provider, hits }) => {
        const active = { states: new Set(["ACTIVE"] as const) };
        await provider.listUsers(testReading(), firstPage, active, new Set(["roles"] as const));
        await provider.listUsers(testReading(), firstPage, active, workspacesAhead);
        await provider.listUsers(testReading(), firstPage, { states: new Set(["DELETED"]) }, nothingAhead);
        const queries = hits.map(({ target }) =>
          Object.fromEntries(new URL(target, "http://desk").searchParams),
        );
        const paging = { page: "1", pageSize: "100" };
        expect(queries).toEqual([
          paging,
          { ...paging, includes: "inboxes" },
          { ...paging, filter: '{"state":{"$ne":"active"}}' },
        ]);
      },
    ));
});

describe("inboxes that come with agents", () => {
  const page = { count: 1, pageSize: 100, pageOffset: 0, pages: 1, hasMore: false };
  const found = (row: object, included: unknown): SiteScript[string] => ({
    body: { users: [{ id: 2, ...row }], included, meta: { page } },
  });
  const inbox = (id: number, ...tied: object[]): object => ({ id, name: `Inbox ${String(id)}`, users: tied });
  const listed = (...rows: object[]): SiteScript[string] => ({
    body: { inboxes: rows, meta: { page: { count: rows.length } } },
  });

  /** The inboxes of agent 2, listed first; access too. */
  async function inboxesOf({ provider }: ScriptedSite): Promise<unknown> {
    const reading = testReading();
    await provider.listUsers(reading, firstPage, { states: new Set(["ACTIVE"]) }, workspacesAhead);
    const [slot] = await provider.workspacesOfUsers(reading, [{ of: agentTwo, page: wide }]);
    if (slot === null || slot instanceof Error) return slot;
    return itemsOf(valueOf(slot)).map(({ object, access }) => [object.remoteId, access]);
  }

  it.each([
    [
      "that tell who works in them",
      {},
      { inboxes: [inbox(8, { id: 2, meta: { access: "full" } }), inbox(9, { id: 3 })] },
      [["8", "full"]],
    ],
    ["by id, as in Projects", {}, { inboxes: { 8: inbox(8, { id: "2" }) } }, [["8", null]]],
    ["that the row refers to", { inboxes: [{ id: 9 }] }, { inboxes: [{ id: 8 }, { id: 9 }] }, [["9", null]]],
    ["where it has left one", {}, { inboxes: [inbox(8, { id: 2, meta: { state: "deleted" } })] }, []],
    ["none of which is its own", {}, { inboxes: [inbox(8, { id: 3 })] }, []],
    ["none of which there are", {}, { inboxes: [] }, []],
    ["none of which it refers to", { inboxes: [] }, {}, []],
    [
      "with the word for its access",
      {},
      { inboxes: [inbox(8, { id: 2, meta: { access: "", isAdmin: true } })] },
      [["8", "admin"]],
    ],
  ])("%s", (_, row, included, expected) =>
    withScript({ [users]: found(row, included) }, async (site) => {
      expect(await inboxesOf(site)).toEqual(expected);
    }),
  );

  it("and do not have all that the row refers to are asked for, and one that is gone is passed over", () =>
    withScript(
      {
        [users]: found({ inboxes: [{ id: 7 }, { id: 8 }, { id: 9 }] }, { inboxes: [inbox(8)] }),
        [inboxes]: listed(inbox(9, { id: 2, meta: { access: "limited" } })),
        "/desk/api/v2/inboxes/7.json": { status: 404 },
      },
      async (site) => {
        expect(await inboxesOf(site)).toEqual([
          ["8", null],
          ["9", "limited"],
        ]);
      },
    ));

  it("and cannot be read are an error, and no shorter list", () =>
    withScript(
      { [users]: found({}, { inboxes: [inbox(8, { id: 2 }), { name: "No id" }] }) },
      async (site) => {
        expect(await inboxesOf(site)).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
        expect(site.observer.skipped).toContain("included inbox");
      },
    ));

  it("and one of which is refused are an error", () =>
    withScript(
      { [users]: found({ inboxes: [{ id: 9 }] }, {}), [inboxes]: { status: 403, body: {} } },
      async (site) => {
        expect(await inboxesOf(site)).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
      },
    ));

  it.each([
    ["are found in the list of all", listed(inbox(8, { id: 2 }), inbox(9, { id: 3 })), [["8", null]]],
    ["are not told where that does not tell", listed(inbox(8, { id: 2 }), { id: 9 }), null],
  ])("and did not come %s", (_, every, expected) =>
    withScript({ [users]: found({}, {}), [inboxes]: every }, async (site) => {
      expect(await inboxesOf(site)).toEqual(expected);
    }),
  );

  it.each([
    ["cannot be read", listed(inbox(8, { id: 2 }), {}), "UPSTREAM_INVALID_RESPONSE"],
    ["is refused", { status: 403, body: {} }, "UPSTREAM_FORBIDDEN"],
  ])("and did not come are an error where the list of all %s", (_, every, code) =>
    withScript({ [users]: found({}, {}), [inboxes]: every }, async (site) => {
      expect(await inboxesOf(site)).toMatchObject({ code });
    }),
  );
});
