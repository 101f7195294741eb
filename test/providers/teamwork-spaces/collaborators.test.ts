import { afterEach, describe, expect, it } from "@jest/globals";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Page, PageRequest } from "../../../src/directory/pages.js";
import type { Membership } from "../../../src/directory/provider.js";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, firstPage, itemsOf, valueOf } from "../reads.js";
import { openScripted, whole, type Script, type ScriptedSpaces } from "./scripted-spaces.js";
import { openSpaces, type SpacesAccount } from "./spaces-account.js";

const page = firstPage;

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

async function script(answers: Script): Promise<ScriptedSpaces> {
  scripted = await openScripted(answers);
  return scripted;
}

describe("the members of a space", () => {
  const members = async (
    provider: ScriptedSpaces["provider"],
  ): Promise<Awaited<ReturnType<typeof provider.membersOfWorkspaces>>[number] | undefined> => {
    const keys = [{ of: toSpace(9), page, states: allStates }];
    return (await provider.membersOfWorkspaces(testReading(), keys))[0];
  };
  const users = whole("users", [{ id: 1, state: "active" }]);
  const inSpace = (body: unknown): Script => ({
    "users.json": users,
    "spaces/9/collaborators.json": { body },
  });

  it("count whoever is no user, and say so", async () => {
    const { provider } = await script(
      inSpace({
        collaborators: [
          { id: 1, type: "users" },
          { id: 77, type: "users" },
        ],
        collaboratorsCount: 2,
      }),
    );
    const found = valueOf(await members(provider));
    expect(itemsOf(found)).toHaveLength(1);
    expect(found).toMatchObject({ skippedRows: 1, total: null, notes: [{ code: "COLLABORATORS_UNKNOWN" }] });
  });

  it("count whoever cannot be read or is of an unknown kind", async () => {
    const { provider, observer } = await script(
      inSpace({ collaborators: [{ id: 1, type: "users" }, { id: 5, type: "companies" }, {}] }),
    );
    expect(valueOf(await members(provider))).toMatchObject({ skippedRows: 2, total: null });
    expect(observer.unknown).toEqual(["collaborators.type"]);
    expect(observer.skipped).toEqual(["collaborators"]);
  });

  it("count those of whom the answer tells only that they are there", async () => {
    const { provider, calls } = await script(
      inSpace({ collaborators: [{ id: 1, type: "users" }], collaboratorsCount: 3 }),
    );
    expect(valueOf(await members(provider))).toMatchObject({ skippedRows: 2, total: null });
    const asked = calls().filter((call) => call.includes("collaborators"));
    expect(asked.map((call) => new URLSearchParams(call.split("?")[1]).get("pageOffset"))).toEqual([
      "0",
      "1",
    ]);
  });

  it("say that teams work there too", async () => {
    const { provider } = await script(
      inSpace({
        collaborators: [
          { id: 1, type: "users" },
          { id: 5, type: "teams" },
        ],
      }),
    );
    expect(valueOf(await members(provider))).toMatchObject({
      ...{ skippedRows: 0, total: 1, notes: [{ code: "TEAM_MEMBERS_NOT_EXPOSED" }] },
    });
  });

  it.each([[{}], [{ collaborators: null }], [{ collaborators: "none" }], [{ space: {} }]])(
    "are an error where the answer is none: %j",
    async (body) => {
      const { provider } = await script(inSpace(body));
      expect(await members(provider)).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
    },
  );

  it.each([
    [{ collaborators: [] }],
    [{ collaborators: null, collaboratorsCount: 0 }],
    [{ space: { collaborators: [] } }],
  ])("may be nobody: %j", async (body) => {
    const { provider } = await script({ "spaces/9/collaborators.json": { body } });
    expect(valueOf(await members(provider))).toMatchObject({
      rows: [],
      total: 0,
      hasMore: false,
      skippedRows: 0,
    });
  });

  it("are null of a space that is not there, and an error where it may not be seen", async () => {
    const { provider } = await script({
      "spaces/9/collaborators.json": { status: 404, body: { errors: [{ code: "404" }] } },
      "spaces/10/collaborators.json": { status: 403, body: { errors: [{ code: "403" }] } },
    });
    const keys = [9, 10].map((id) => ({ of: toSpace(id), page, states: allStates }));
    const [absent, refused] = await provider.membersOfWorkspaces(testReading(), keys);
    expect(absent).toBeNull();
    expect(refused).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
  });
});

describe("the members of a space that has more than a page of them", () => {
  it("are counted, those in the states that are asked for", async () => {
    account = await openSpaces({ people: 130 });
    const active = account.standIn
      .state()
      .users.filter(({ state, deletedAt }) => state === "active" && deletedAt === null);
    const provider = account.cold();
    const read = async (asked: PageRequest): Promise<Page<Membership<User>>> => {
      const keys = [{ of: toSpace(8_101), page: asked, states: new Set(["ACTIVE"] as const) }];
      return valueOf((await provider.membersOfWorkspaces(testReading(), keys))[0]);
    };
    const first = await read({ size: 60, position: null });
    const second = await read({ size: 60, position: first.position });
    expect([first.total, second.total, second.hasMore]).toEqual([active.length, active.length, false]);
    const seen = [...itemsOf(first), ...itemsOf(second)].map(({ object }) => object.remoteId);
    expect(seen).toEqual(active.map(({ id }) => String(id)).sort());
  });
});

describe("the teams of a space", () => {
  const team = { kind: "team", scope: "9", id: "6" };
  const inSpace = (body: unknown): Script => ({ "spaces/9/collaborators.json": { body } });

  it("are not taken for all where somebody could not be read", async () => {
    const { provider } = await script(inSpace({ collaborators: [{ id: 5, type: "teams" }, {}] }));
    const [slot] = await provider.teamsOfWorkspaces(testReading(), [{ of: toSpace(9), page }]);
    expect(valueOf(slot)).toMatchObject({ skippedRows: 1, total: null });
    expect(await provider.teamsByIds(testReading(), [{ ...team, id: "5" }, team])).toMatchObject([
      { remoteKey: "9:5" },
      { code: "UPSTREAM_INVALID_RESPONSE" },
    ]);
  });

  it("are found in their own space alone", async () => {
    const { provider, calls } = await script({
      ...inSpace({
        collaborators: [
          { id: 6, type: "teams" },
          { id: 6, type: "users" },
          { id: 3, type: "companies" },
        ],
      }),
      "spaces/8/collaborators.json": { status: 404 },
    });
    const refs = [
      team,
      { ...team, id: "7" },
      { ...team, scope: "8" },
      { ...team, scope: "x" },
      { ...team, scope: null },
    ];
    const slots = await provider.teamsByIds(testReading(), [...refs, team]);
    expect(slots).toMatchObject([{ name: "6" }, null, null, null, null, { name: "6" }]);
    expect(calls()).toHaveLength(2);
  });

  it("have members that Spaces does not tell", async () => {
    const { provider } = await script({});
    expect(await provider.listTeams(testReading(), page)).toBeNull();
    expect(await provider.membersOfTeams(testReading(), [{ of: team, page, states: allStates }])).toEqual([
      null,
    ]);
    expect(await provider.teamsOfUsers(testReading(), [{ of: toUser(1), page }])).toEqual([null]);
  });
});
