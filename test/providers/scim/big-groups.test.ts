import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Page } from "../../../src/directory/pages.js";
import type { Membership, Provider } from "../../../src/directory/provider.js";
import type { User, UserState } from "../../../src/directory/user.js";
import { walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScim, type ScimAccount } from "./scim-account.js";
import { truthOf } from "./truth.js";

const page = { size: 50, position: null };

describe("a group of more people than a page has", () => {
  let account: ScimAccount;
  let of: RemoteRef;
  let ids: readonly string[];
  beforeAll(async () => {
    account = await openScim({ people: 700, quirks: { usersCarryGroups: false } });
    const { groupIds, memberships } = truthOf(account.standIn);
    const membersOf = (id: string): readonly string[] =>
      memberships
        .filter((pair) => pair.endsWith(` in ${id}`))
        .map((pair) => pair.slice(0, -` in ${id}`.length));
    const [biggest = ""] = [...groupIds].sort(
      (one, other) => membersOf(other).length - membersOf(one).length,
    );
    of = { kind: "group", scope: null, id: biggest };
    ids = [...membersOf(biggest)].sort();
  });
  afterAll(() => account.close());

  const members = async (
    provider: Provider,
    asked: { size: number; position: string | null },
    options: { states?: ReadonlySet<UserState>; calls?: number } = {},
  ): Promise<Page<Membership<User>>> => {
    const { states = allStates, calls = 1_000 } = options;
    const [slot] = await provider.membersOfTeams(testReading({ calls }), [{ of, states, page: asked }]);
    return valueOf(slot);
  };

  it("is big enough to tell something", () => {
    expect(ids.length).toBeGreaterThan(200);
  });

  it.each([7, 100, 1_000])("has each of them once, in the same order, %i a page", async (size) => {
    const found = await walk((asked) => members(account.cold(), asked), size);
    expect(found.map(({ object }) => object.remoteId)).toEqual(ids);
  });

  it("has those in some states, page by page", async () => {
    const disabled = new Set(["DISABLED"] as const);
    const found = await walk((asked) => members(account.cold(), asked, { states: disabled }), 5);
    expect(found.length).toBeGreaterThan(5);
    expect(found.every(({ object }) => object.state === "DISABLED")).toBe(true);
    const others = await walk(
      (asked) => members(account.cold(), asked, { states: new Set(["ACTIVE"]) }),
      100,
    );
    expect(found.length + others.length).toBe(ids.length);
  });

  it("is cut short by the budget, and gone on with", async () => {
    const found: string[] = [];
    let cuts = 0;
    for (let position: string | null = null, calls = 1; ;) {
      const provider = account.cold();
      const part: Page<Membership<User>> | null = await members(
        provider,
        { size: 1_000, position },
        { calls },
      ).catch(() => null);
      if (part === null || part.isTruncated) cuts += 1;
      found.push(...(part === null ? [] : itemsOf(part).map(({ object }) => object.remoteId)));
      if (part !== null && !part.hasMore && !part.isTruncated) break;
      if (part === null || part.position === position) calls += 1;
      else ({ position } = part);
      expect(calls).toBeLessThan(100);
    }
    expect(found).toEqual(ids);
    expect(cuts).toBeGreaterThan(0);
  });

  it("filters the list of users, with the rest of the filter", async () => {
    const provider = account.cold();
    const list = (filter: object): Promise<readonly User[]> =>
      walk(
        (asked) =>
          provider.listUsers(testReading(), asked, { states: allStates, team: of, ...filter }, nothingAhead),
        40,
      );
    const all = await list({});
    expect(all.map((user) => user.remoteId)).toEqual(ids);
    const [first, second] = all.flatMap((user) => (user.email === null ? [] : [{ user, email: user.email }]));
    if (first === undefined || second === undefined) throw new Error("The group is too small");
    const emails = new Set([first.email.toLowerCase(), "nobody@acme.example"]);
    expect((await list({ emails })).map((user) => user.remoteId)).toEqual([first.user.remoteId]);
    const search = second.email;
    expect((await list({ search })).map((user) => user.remoteId)).toContain(second.user.remoteId);
    const workspace = { kind: "account", scope: null, id: "account" };
    expect(await list({ workspace })).toHaveLength(ids.length);
    expect(await list({ workspace: { ...workspace, id: "another" } })).toEqual([]);
  });

  it("passes over members that are no users any more", async () => {
    const gone = ids[3] ?? "";
    const document = account.standIn.store().find("User", gone);
    account.standIn.store().remove("User", gone);
    const found = itemsOf(await members(account.cold(), page)).map(({ object }) => object.remoteId);
    expect(found).toEqual(ids.filter((id) => id !== gone).slice(0, 50));
    if (document !== undefined) account.standIn.store().add("User", document);
  });
});
