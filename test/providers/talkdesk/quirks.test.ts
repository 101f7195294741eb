import { afterEach, describe, expect, it } from "@jest/globals";
import type { TalkdeskQuirks } from "../../../sandbox/talkdesk/quirks.js";
import type { TalkdeskUser } from "../../../sandbox/talkdesk/documents.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { User } from "../../../src/directory/user.js";
import { walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, everybody, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openTalkdesk, type TalkdeskAccount } from "./talkdesk-account.js";

let account: TalkdeskAccount;
afterEach(() => account.close());

async function open(quirks: Partial<TalkdeskQuirks>, people = 700): Promise<TalkdeskAccount> {
  account = await openTalkdesk({ people, quirks });
  return account;
}

function list(provider: Provider, size = 100, filter = everybody): Promise<readonly User[]> {
  return walk((page) => provider.listUsers(testReading(), page, filter, nothingAhead), size);
}

function idsOf(users: readonly { readonly id: string }[]): readonly string[] {
  return users.map(({ id }) => id).sort();
}

function remoteIds(users: readonly User[]): readonly string[] {
  return users.map(({ remoteId }) => remoteId).sort();
}

describe("paging", () => {
  it.each([
    ["the guide's", {}, "jsonapi"],
    ["HAL", { dialect: "hal" }, "hal"],
    ["HAL whose last link leads nowhere", { dialect: "hal", lastNext: "withoutHref" }, "hal"],
    ["clamped to 20", { pageSizeClamp: 20 }, "jsonapi"],
    ["clamped to 7", { pageSizeClamp: 7 }, "jsonapi"],
    ["HAL clamped to 33", { pageSizeClamp: 33 }, "hal"],
    ["clamped to one", { pageSizeClamp: 1 }, "jsonapi"],
  ] as const)("reads everybody: %s", async (_, quirks, pagination) => {
    const { state, cold } = await open(quirks, 300);
    expect(state.users.length).toBeGreaterThan(100);
    for (const size of [100, 13]) {
      const found = await list(cold({ settings: { pagination } }), size);
      expect(found.map(({ remoteId }) => remoteId)).toEqual(state.users.map(({ id }) => id));
    }
  });

  it("goes on with a page of its own when nothing is remembered of the server", async () => {
    for (const pageSizeClamp of [100, 40, 51, 20]) {
      const { state, cold } = await open({ pageSizeClamp }, 300);
      const found = await walk((page) => cold().listUsers(testReading(), page, everybody, nothingAhead), 37);
      expect(found.map(({ remoteId }) => remoteId)).toEqual(state.users.map(({ id }) => id));
      await account.close();
    }
    await open({}, 20);
  });

  it.each([
    ["the guide's", { dialect: "jsonapi" }, "hal"],
    ["HAL", { dialect: "hal" }, "jsonapi"],
  ] as const)(
    "does not take a first page for all when the server speaks %s alone",
    async (_, quirks, pagination) => {
      const { state, cold } = await open(quirks, 300);
      const provider = cold({ settings: { pagination } });
      const page = { size: 100, position: null };
      const found = await provider.listUsers(testReading(), page, everybody, nothingAhead);
      expect(found.rows.length).toBeLessThan(state.users.length);
      expect(found).toMatchObject({ failure: { code: "UPSTREAM_INVALID_RESPONSE" }, hasMore: true });
    },
  );

  it("never calls the hosts that HAL's links name", async () => {
    const { cold, standIn } = await open({ dialect: "hal", linkHost: "foreign" });
    const found = await list(cold({ settings: { pagination: "hal" } }), 100);
    expect(standIn.counters.read().callsByRoute).toEqual({
      "GET /users": Math.ceil((found.length - 1) / 99),
    });
  });
});

describe("states", () => {
  const stateOf = async (quirks: Partial<TalkdeskQuirks>, isMeant: (user: TalkdeskUser) => boolean) => {
    const { cold, state } = await open(quirks, 60);
    const user = state.users.find(isMeant);
    const found = await list(cold());
    return found.find(({ remoteId }) => remoteId === user?.id)?.lifecycle;
  };

  it.each([
    ["text", "inactive", "DISABLED", "inactive"],
    ["boolean", "inactive", "DISABLED", "false"],
    ["upper", "inactive", "DISABLED", "INACTIVE"],
    ["upper", "pending", "INVITED", "PENDING"],
    ["text", "pending", "ACTIVE", "active"],
    ["boolean", "active", "ACTIVE", "true"],
    ["missing", "active", "UNKNOWN", ""],
  ] as const)("shown as %s: %s is %s", async (status, state, expected, rawState) => {
    const found = await stateOf({ status }, (user) => user.state === state);
    expect(found).toMatchObject({ state: expected, rawState });
  });

  it.each(["text", "upper", "boolean"] as const)("asks for active users alone: %s", async (status) => {
    const { cold, state, standIn } = await open({ status }, 60);
    const found = await list(cold(), 100, { states: new Set(["ACTIVE"]) });
    const isActive = ({ state: is }: TalkdeskUser): boolean =>
      is === "active" || (is === "pending" && status !== "upper");
    expect(remoteIds(found)).toEqual(idsOf(state.users.filter(isActive)));
    expect(standIn.counters.read().calls).toBe(1);
  });

  it("leaves out nobody who is invited when active users are asked for too", async () => {
    const { cold, state } = await open({ status: "upper" }, 60);
    const found = await list(cold(), 100, { states: new Set(["ACTIVE", "INVITED"]) });
    expect(remoteIds(found)).toEqual(idsOf(state.users.filter((user) => user.state !== "inactive")));
  });
});

describe("addresses", () => {
  const emailFilters = ["exact", "caseSensitive", "partial", "ignored"] as const;

  it.each(emailFilters)("are found whatever the filter does: %s", async (emailFilter) => {
    const { cold, state } = await open({ emailFilter }, 700);
    const user = state.users.find(({ email }) => email !== undefined && email !== email.toLowerCase());
    const plus = state.users.find(({ email }) => email?.includes("+"));
    const last = state.users.at(-1);
    for (const sought of [user, plus, last]) {
      const [slot] = await cold().usersByEmails(testReading(), [sought?.email?.toLowerCase() ?? ""]);
      expect(remoteIds(valueOf(slot))).toEqual([sought?.id]);
    }
  });

  it.each(emailFilters)("of nobody make no stranger the answer: %s", async (emailFilter) => {
    const { cold, state } = await open({ emailFilter }, 700);
    const part = state.users[0]?.email?.slice(1).toLowerCase() ?? "";
    const slots = await cold().usersByEmails(testReading(), ["no.body@acme.example", part]);
    expect(slots).toEqual([[], []]);
  });

  it("of nobody cost one call each, once the filter is known to find any case", async () => {
    const { cold, standIn } = await open({}, 700);
    const provider = cold();
    await provider.usersByEmails(testReading(), ["no.body@acme.example"]);
    expect(standIn.counters.read().calls).toBe(3);
    await provider.usersByEmails(testReading(), ["some.body@acme.example"]);
    expect(standIn.counters.read().calls).toBe(4);
  });

  it("narrow a list, a few by look-ups and many by going through it", async () => {
    const { cold, state } = await open({}, 300);
    const emails = state.users.flatMap(({ email }) => email?.toLowerCase() ?? []);
    for (const count of [2, 40]) {
      const filter = { states: allStates, emails: new Set(emails.slice(0, count)) };
      const found = await list(cold(), 7, filter);
      expect(found.map(({ email }) => email?.toLowerCase()).sort()).toEqual(emails.slice(0, count).sort());
    }
  });
});

describe("people who come and go between two pages", () => {
  it("are neither lost nor repeated where the order is by name", async () => {
    const { cold, state } = await open({ order: "name" }, 700);
    const before = state.users.map(({ id }) => id);
    const template = state.users[0];
    if (template === undefined) throw new Error("Nobody is here");
    const seen: string[] = [];
    let position: string | null = null;
    for (let count = 0; ; count += 1) {
      const page = await cold().listUsers(testReading(), { size: 30, position }, everybody, nothingAhead);
      seen.push(...page.rows.map(({ item }) => item.remoteId));
      expect(page.failure).toBeNull();
      if (!page.hasMore) break;
      ({ position } = page);
      state.addUser({ ...template, name: `Aaron ${count}`, email: `aaron${count}@acme.example` });
      const gone = state.userById(seen[count] ?? "");
      if (gone !== undefined && count % 3 === 0) state.removeUser(gone);
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(before.filter((id) => !seen.includes(id))).toEqual([]);
  });
});

describe("roles and teams", () => {
  it.each(["whole", "paged"] as const)("come %s", async (form) => {
    const { cold, state } = await open(
      { roles: form, teams: form, queues: "absent", ringGroups: "absent" },
      60,
    );
    const provider = cold();
    const page = { size: 100, position: null };
    const roles = itemsOf(await provider.listRoles(testReading(), page));
    const teams = itemsOf(await provider.listTeams(testReading(), page));
    expect(roles.map(({ remoteId }) => remoteId).sort()).toEqual(idsOf(state.roles));
    expect(teams.map(({ remoteId }) => remoteId).sort()).toEqual(idsOf(state.teams));
  });

  it("are no lists where the account has none", async () => {
    const { cold } = await open(
      { roles: "absent", teams: "absent", queues: "absent", ringGroups: "absent" },
      60,
    );
    const page = { size: 100, position: null };
    expect(await cold().listRoles(testReading(), page)).toBeNull();
    expect(await cold().listTeams(testReading(), page)).toBeNull();
  });

  it.each(["name", "id"] as const)("a role that users mention by %s is the list's", async (roleShows) => {
    const { cold, state } = await open({ roleShows, listShows: "full" }, 60);
    const found = await list(cold());
    for (const user of state.users) {
      const held = found.find(({ remoteId }) => remoteId === user.id)?.roleAssignments;
      expect(held?.map(({ role }) => role.remoteId)).toEqual(user.roleIds.slice(0, 1));
    }
  });
});
