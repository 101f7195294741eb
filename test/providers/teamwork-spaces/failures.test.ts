import { afterEach, describe, expect, it } from "@jest/globals";
import type { RemoteRef } from "../../../src/directory/ids.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScripted, whole, type Script, type ScriptedSpaces } from "./scripted-spaces.js";
import { openSpaces, type SpacesAccount } from "./spaces-account.js";

const page = firstPage;
const collaboratorsRoute = "/spaces/api/v1/spaces/:id/collaborators.json";

function toUser(id: number): RemoteRef {
  return { kind: "user", scope: null, id: String(id) };
}

function toSpace(id: number): RemoteRef {
  return { kind: "space", scope: null, id: String(id) };
}

let account: SpacesAccount | null = null;
let scripted: ScriptedSpaces | null = null;
afterEach(async () => {
  await account?.close();
  await scripted?.close();
  account = null;
  scripted = null;
});

async function open(options: Parameters<typeof openSpaces>[0] = {}): Promise<SpacesAccount> {
  account = await openSpaces(options);
  return account;
}

async function script(answers: Script): Promise<ScriptedSpaces> {
  scripted = await openScripted(answers);
  return scripted;
}

describe("an installation without Spaces", () => {
  it("is forbidden, on every path, and never empty", async () => {
    const provider = (await open({ quirks: { isEnabled: false } })).cold();
    const forbidden = { code: "UPSTREAM_FORBIDDEN", httpStatus: 402, account: "spaces" };
    expect(await errorOf(provider.listUsers(testReading(), page, everybody, nothingAhead))).toMatchObject(
      forbidden,
    );
    expect(await errorOf(provider.listWorkspaces(testReading(), page))).toMatchObject(forbidden);
    expect(await errorOf(provider.checkHealth(testReading()))).toMatchObject(forbidden);
    expect(await provider.usersByIds(testReading(), [toUser(391_604)])).toMatchObject([forbidden]);
    expect(await provider.usersByEmails(testReading(), ["a@b.example"])).toMatchObject([forbidden]);
  });
});

describe("a throttled account", () => {
  it("is rate limited, until the minute is over, and knows what is left", async () => {
    const provider = (await open({ quirks: { perMinute: 2 } })).cold();
    await provider.listUsers(testReading(), page, everybody, nothingAhead);
    expect(provider.rateBudget()).toMatchObject({ limit: 2, remaining: 0, source: "HEADERS" });
    const failure = await errorOf(provider.listWorkspaces(testReading({ withinMs: 500 }), page));
    expect(failure.code).toBe("UPSTREAM_RATE_LIMITED");
  });

  it("is not taken for one whose server refuses to include teams", async () => {
    const throttled = {
      status: 400,
      headers: {
        ...{ "X-Rate-Limit-Limit": "150", "X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "50" },
      },
      body: { errors: [{ code: "400" }] },
    };
    const { provider } = await script({ "spaces/9/collaborators.json": throttled });
    const [slot] = await provider.teamsOfWorkspaces(testReading({ withinMs: 500 }), [
      { of: toSpace(9), page },
    ]);
    expect(slot).toMatchObject({ code: "UPSTREAM_RATE_LIMITED" });
  });
});

describe("the spaces of users", () => {
  const keys = [toUser(391_604), toUser(999_999), toUser(391_611)].map((of) => ({ of, page }));

  it("are refused, and never fewer, where the budget does not reach all spaces", async () => {
    const { standIn, ...opened } = await open();
    const provider = opened.cold();
    // Two of users, one of spaces, and one less than there are spaces.
    const reading = testReading({ calls: 3 + 7 });
    const [first, stranger, other] = await provider.workspacesOfUsers(reading, keys);
    expect([first, stranger, other]).toEqual([
      expect.objectContaining({ code: "LIMIT_EXCEEDED", account: "spaces" }),
      null,
      expect.objectContaining({ code: "LIMIT_EXCEEDED" }),
    ]);
    // Nothing is sent for what cannot be answered.
    expect(standIn.counters.read().callsByRoute[`GET ${collaboratorsRoute}`] ?? 0).toBe(0);
    const enough = await provider.workspacesOfUsers(testReading({ calls: 8 }), keys);
    expect(itemsOf(valueOf(enough[0])).length).toBeGreaterThan(0);
  });

  it("are refused where the list of spaces is cut short", async () => {
    const provider = (await open({ quirks: { pageSizeClamp: 3 }, people: 5 })).cold();
    // Two windows of users and two of four of spaces.
    const [first] = await provider.workspacesOfUsers(testReading({ calls: 4 }), keys.slice(0, 1));
    expect(first).toMatchObject({ code: "LIMIT_EXCEEDED" });
  });

  it("fail for everybody where one space does, and for nobody who is not there", async () => {
    const { standIn, ...opened } = await open();
    const match = { route: collaboratorsRoute };
    standIn.faults.add([{ match, fault: { kind: "status", status: 500, body: {} }, times: 1 }]);
    const slots = await opened.cold().workspacesOfUsers(testReading(), keys);
    expect(slots[0]).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(slots[1]).toBeNull();
    expect(slots[2]).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("leave out a space that is gone since it was listed", async () => {
    const { provider } = await script({
      "users.json": whole("users", [{ id: 1, state: "active" }]),
      "spaces.json": whole("spaces", [{ id: 8 }, { id: 9 }]),
      "spaces/8/collaborators.json": { status: 404 },
      "spaces/9/collaborators.json": { body: { collaborators: [{ id: 1, type: "users" }] } },
    });
    const [slot] = await provider.workspacesOfUsers(testReading(), [{ of: toUser(1), page }]);
    expect(itemsOf(valueOf(slot)).map(({ object }) => object.remoteId)).toEqual(["9"]);
  });

  it("say that there may be more where somebody in a space cannot be told", async () => {
    const { provider } = await script({
      "users.json": whole("users", [{ id: 1, state: "active" }]),
      "spaces.json": whole("spaces", [{ id: 9 }]),
      "spaces/9/collaborators.json": {
        body: { collaborators: [{ id: 1, type: "users" }, { type: "users" }] },
      },
    });
    const [slot] = await provider.workspacesOfUsers(testReading(), [{ of: toUser(1), page }]);
    expect(valueOf(slot)).toMatchObject({ total: null, notes: [{ code: "COLLABORATORS_UNKNOWN" }] });
  });
});

describe("users by id and by address", () => {
  it("are errors, not absences, where the list has rows that cannot be read", async () => {
    const { provider } = await script({
      "users.json": whole("users", [{ id: 1, email: "a@b.example" }, {}]),
    });
    const [found, missing] = await provider.usersByIds(testReading(), [toUser(1), toUser(2)]);
    expect(found).toMatchObject({ remoteId: "1" });
    expect(missing).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
    const [byEmail] = await provider.usersByEmails(testReading(), ["a@b.example"]);
    expect(byEmail).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
  });

  it("are found as far as the budget reaches, and refused beyond", async () => {
    const { standIn, ...opened } = await open({ quirks: { pageSizeClamp: 20 }, people: 60 });
    const ids = standIn.state().users.map(({ id }) => toUser(id));
    const slots = await opened.cold().usersByIds(
      testReading({ calls: 1 }),
      [ids[3], ids[50]].flatMap((id) => id ?? []),
    );
    expect(slots).toEqual([
      expect.objectContaining({ remoteId: ids[3]?.id }),
      expect.objectContaining({ code: "LIMIT_EXCEEDED" }),
    ]);
  });
});

describe("spaces by id", () => {
  it("are found as far as the budget reaches, and refused beyond", async () => {
    const provider = (await open({ quirks: { pageSizeClamp: 3 } })).cold();
    const slots = await provider.workspacesByIds(testReading({ calls: 1 }), [8_101, 8_178].map(toSpace));
    expect(slots).toMatchObject([{ remoteId: "8101" }, { code: "LIMIT_EXCEEDED" }]);
  });

  it("are asked for where the list does not have them", async () => {
    const { provider } = await script({
      "spaces.json": whole("spaces", [{ id: 1, title: "Listed" }, {}]),
      "spaces/2.json": { body: { space: { id: 2, title: "Hidden", state: "archived" } } },
      "spaces/3.json": { status: 404 },
      "spaces/4.json": { status: 403 },
    });
    expect(await provider.workspacesByIds(testReading(), [1, 2, 3, 4].map(toSpace))).toMatchObject([
      ...[{ name: "Listed" }, { name: "Hidden", state: "ARCHIVED" }, null, { code: "UPSTREAM_FORBIDDEN" }],
    ]);
  });
});

describe("filters that Spaces cannot answer", () => {
  it.each([
    [{ team: { kind: "team", scope: "1", id: "2" } }],
    [{ organization: { kind: "company", scope: null, id: "2" } }],
    [{ licenses: new Set(["STANDARD"] as const) }],
    [{ identityId: "7" }],
  ])("are refused: %j", async (filter) => {
    const provider = (await open()).cold();
    const failure = await errorOf(
      provider.listUsers(testReading(), page, { ...everybody, ...filter }, nothingAhead),
    );
    expect(failure).toMatchObject({ name: "FilterUnsupported", account: "spaces" });
  });
});
