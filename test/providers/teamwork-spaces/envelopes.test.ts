import { afterEach, describe, expect, it } from "@jest/globals";
import type { SpacesQuirks } from "../../../sandbox/teamwork-spaces/quirks.js";
import type { Provider } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScripted, whole, type ScriptedSpaces } from "./scripted-spaces.js";
import { openSpaces } from "./spaces-account.js";

const wide = { size: 1_000, position: null };

/** Everything that can be read of an account, in words that do not depend on how it came. */
async function readAll(provider: Provider): Promise<object> {
  const reading = testReading();
  const users = itemsOf(await provider.listUsers(reading, wide, everybody, nothingAhead));
  const spaces = itemsOf(await provider.listWorkspaces(reading, wide));
  const members = await provider.membersOfWorkspaces(
    testReading(),
    spaces.map(({ ref }) => ({ of: ref, page: wide, states: allStates })),
  );
  const teams = await provider.teamsOfWorkspaces(
    testReading(),
    spaces.map(({ ref }) => ({ of: ref, page: wide })),
  );
  const joined = await provider.workspacesOfUsers(
    testReading(),
    users.map(({ ref }) => ({ of: ref, page: wide })),
  );
  return {
    users: users.map(({ remoteKey, displayName, state, privilege, attributes }) => ({
      ...{ remoteKey, displayName, state, privilege, attributes },
    })),
    spaces: spaces.map(({ remoteKey, name, state }) => ({ remoteKey, name, state })),
    members: members.map((slot) => itemsOf(valueOf(slot)).map(({ object }) => object.remoteKey)),
    teams: teams.map((slot) => itemsOf(valueOf(slot)).map(({ remoteKey }) => remoteKey)),
    joined: joined.map((slot) => itemsOf(valueOf(slot)).map(({ object }) => object.remoteKey)),
  };
}

async function readWith(quirks: Partial<SpacesQuirks>): Promise<object> {
  const account = await openSpaces({ people: 70, quirks });
  try {
    return await readAll(account.cold());
  } finally {
    await account.close();
  }
}

describe("Spaces in all its forms", () => {
  const forms: readonly Partial<SpacesQuirks>[] = [
    { users: "plain" },
    { users: "single" },
    { collaborators: "space" },
    { collaboratorPages: "paged", pageSizeClamp: 7 },
    { carried: "some" },
    { carried: "all" },
    { included: "list" },
    { included: "ignored" },
    { included: "refused" },
    { included: "refused", validation: "list" },
    { company: "company" },
    { unset: "zero" },
    { unset: "missing" },
    { ids: "text" },
    { meta: "missing" },
    { pageSizeClamp: 1 },
    { pageSizeClamp: 20 },
    { pageSizeClamp: 500 },
    { emptyList: "null" },
    { meta: "missing", pageSizeClamp: 35 },
  ];

  it("says the same, however it says it", async () => {
    const expected = await readWith({});
    for (const quirks of forms)
      expect({ quirks, ...(await readWith(quirks)) }).toEqual({ quirks, ...expected });
  }, 60_000);

  it.each([
    ["map", "Support team"],
    ["list", "Support team"],
    ["ignored", "5501"],
    ["refused", "5501"],
  ] as const)("names teams as far as they are included: %s", async (included, name) => {
    const account = await openSpaces({ quirks: { included } });
    const of = { kind: "space", scope: null, id: "8123" };
    const [slot] = await account.cold().teamsOfWorkspaces(testReading(), [{ of, page: firstPage }]);
    expect(itemsOf(valueOf(slot))[0]?.name).toBe(name);
    await account.close();
  });
});

describe("an envelope", () => {
  let opened: ScriptedSpaces | null = null;
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  async function list(body: unknown): Promise<readonly string[]> {
    opened = await openScripted({ "users.json": { body } });
    const page = await opened.provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
    expect(page.failure).toBeNull();
    return itemsOf(page).map(({ remoteId }) => remoteId);
  }

  it.each([
    [{ user: { id: 1 } }],
    [{ user: [{ id: 1 }] }],
    [{ users: [{ user: { id: 1 } }] }],
    [{ users: [{ id: 1 }] }],
    [{ users: [{ id: 1, user: { id: 2 } }] }],
  ])("of one: %j", async (body) => {
    expect(await list(body)).toEqual(["1"]);
  });

  it.each([[{ users: [] }], [{ users: null, meta: { page: { pageOffset: 0, pageSize: 20, count: 0 } } }]])(
    "of nobody: %j",
    async (body) => {
      expect(await list(body)).toEqual([]);
    },
  );

  it.each([
    [{}],
    [{ users: null }],
    [{ users: "none" }],
    [{ users: { id: 1 } }],
    [{ user: "none" }],
    [{ users: null, meta: { page: { count: 12 } } }],
    [[]],
    ["users"],
  ])("that is none is an error: %j", async (body) => {
    const failure = await errorOf(list(body));
    expect(failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", account: "spaces" });
  });

  it("with rows that cannot be read leaves them out and says so", async () => {
    opened = await openScripted({ "users.json": whole("users", [{ id: 1 }, null, { user: {} }, 3]) });
    const page = await opened.provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
    expect([itemsOf(page).length, page.skippedRows]).toEqual([1, 3]);
    expect(opened.observer.skipped).toContain("users");
  });

  it.each([[{ space: null }], [{}], [{ space: { title: "No id" } }]])(
    "of a space that is none is an error: %j",
    async (body) => {
      opened = await openScripted({ "spaces/9.json": { body } });
      const [slot] = await opened.provider.workspacesByIds(testReading(), [
        { kind: "space", scope: null, id: "9" },
      ]);
      expect(slot).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
    },
  );
});
