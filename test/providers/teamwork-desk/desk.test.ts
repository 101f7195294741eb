import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toFilterText } from "../../../src/datasources/teamwork-desk/filter.js";
import type { UserFilter } from "../../../src/directory/user-filter.js";
import { walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { withScriptedSite } from "../teamwork-site/scripted-site.js";
import { teamworkDesk } from "../../../src/datasources/teamwork-desk/provider.js";
import { withDesk } from "./desk-account.js";

const agent = {
  ...{
    id: 2,
    email: "brandon@acme.example",
    firstName: "Brandon",
    lastName: "H",
    avatarURL: "https://a.example/2",
  },
  ...{ role: "Admin", isPartTime: false, reviewer: false, state: "active", isAppOwner: false },
  ...{
    editMethod: "markdown",
    ticketReplyRedirect: "Stay",
    autoFollowOnCC: true,
    projectsCompanyId: 1370007,
  },
  ...{ createdAt: "2015-12-01T20:39:10Z", updatedAt: "2019-12-04T20:39:10Z", timezoneId: 1 },
};

function listed(rows: readonly object[], included: object = {}): { body: object } {
  const page = { count: rows.length, pageSize: 100, pageOffset: 0, pages: 1, hasMore: false };
  return { body: { users: rows, included, meta: { page } } };
}

const active: UserFilter = { states: new Set(["ACTIVE"]) };

describe("an agent", () => {
  it("is mapped field by field", () =>
    withScriptedSite(
      teamworkDesk,
      { "/desk/api/v2/users.json": listed([agent]) },
      async ({ provider, observer }) => {
        const [user] = itemsOf(await provider.listUsers(testReading(), firstPage, active, nothingAhead));
        expect(user).toMatchObject({
          ...{ remoteId: "2", remoteKey: "2", displayName: "Brandon H", email: "brandon@acme.example" },
          ...{ state: "ACTIVE", privilege: "ADMIN", boundary: "INTERNAL", kind: "HUMAN" },
          ...{ license: { kind: "FULL_TIME", raw: "full-time" }, avatarUrl: "https://a.example/2" },
          name: { full: "Brandon H", given: "Brandon", family: "H" },
          lifecycle: {
            ...{ rawState: "active", deletedAt: null, createdAt: new Date("2015-12-01T20:39:10Z") },
            updatedAt: new Date("2019-12-04T20:39:10Z"),
          },
          attributes: { editMethod: "markdown", projectsCompanyId: "1370007" },
        });
        expect(user?.roleAssignments?.map(({ role }) => [role.name, role.license])).toEqual([
          ["ADMIN", null],
          ["FULL_TIME_AGENT", "full-time"],
        ]);
        expect(observer.unknown).toEqual([]);
      },
    ));

  it.each([
    [{ isPartTime: true, role: "Agent" }, "LIMITED", "PART_TIME", ["PART_TIME_AGENT"]],
    [{ isPartTime: "1", role: "admin" }, "ADMIN", "PART_TIME", ["ADMIN", "PART_TIME_AGENT"]],
    [{ isAppOwner: true }, "OWNER", "FULL_TIME", ["OWNER", "ADMIN", "FULL_TIME_AGENT"]],
    [{ isPartTime: null, role: null }, "UNKNOWN", "UNKNOWN", []],
  ])("with %j is %s and %s", (some, privilege, license, roles) =>
    withScriptedSite(
      teamworkDesk,
      { "/desk/api/v2/users.json": listed([{ ...agent, ...some }]) },
      async ({ provider }) => {
        const [user] = itemsOf(await provider.listUsers(testReading(), firstPage, active, nothingAhead));
        expect(user).toMatchObject({ privilege, license: { kind: license } });
        expect(user?.roleAssignments?.map(({ role }) => role.name)).toEqual(roles);
      },
    ),
  );

  it("of a role that nobody knows is an agent, and counted; year 1 is no date", () =>
    withScriptedSite(
      teamworkDesk,
      {
        "/desk/api/v2/users.json": listed([{ ...agent, role: "Wizard", updatedAt: "0001-01-01T00:00:00Z" }]),
      },
      async ({ provider, observer }) => {
        const [user] = itemsOf(await provider.listUsers(testReading(), firstPage, active, nothingAhead));
        expect(user).toMatchObject({ privilege: "MEMBER", lifecycle: { updatedAt: null } });
        expect(observer.unknown).toEqual(["user.role"]);
      },
    ));
});

describe("inboxes", () => {
  it("never tell the mail server's password or token", () =>
    withDesk({}, async (account) => {
      const provider = account.cold();
      const inboxes = itemsOf(await provider.listWorkspaces(testReading(), firstPage));
      const users = itemsOf(
        await provider.listUsers(testReading(), firstPage, everybody, new Set(["workspaces"])),
      );
      expect(JSON.stringify([...inboxes, ...users].map((one) => one.toRemote()))).not.toMatch(
        /s3cret|smtp|oauth/iu,
      );
      expect(inboxes.map(({ kind }) => kind)).toContain("INBOX");
      expect(inboxes.filter(({ state }) => state === "ARCHIVED")).toHaveLength(1);
    }));

  it("tell on the edge what an agent may do in them", () =>
    withDesk({}, async (account) => {
      const provider = account.cold();
      const [first] = itemsOf(await provider.listWorkspaces(testReading(), firstPage));
      const asked = { page: firstPage, states: everybody.states };
      const slots = await provider.membersOfWorkspaces(
        testReading(),
        first === undefined ? [] : [{ of: first.ref, ...asked }],
      );
      const access = itemsOf(valueOf(slots[0])).map((membership) => membership.access);
      expect(new Set(access)).toEqual(new Set(["full", "limited"]));
    }));
});

describe("servers that differ", () => {
  it.each([
    ["one way of telling pages", { paging: "pagination" }],
    ["the other", { paging: "meta" }],
    ["smaller pages than asked for", { pageSizeClamp: 7 }],
    ["everybody in lists", { lists: "all" }],
    ["references to inboxes in rows", { rowsReferToInboxes: true }],
  ] as const)("give everybody once with %s", (_, quirks) =>
    withDesk({ people: 300, quirks }, async (account) => {
      const read = account.cold();
      const found = await walk((page) => read.listUsers(testReading(), page, everybody, nothingAhead), 50);
      const { agents } = account.standIn.state();
      expect(found.map(({ remoteId }) => remoteId).sort()).toEqual(agents.map(({ id }) => String(id)).sort());
    }),
  );

  it("tell how many calls are left, and a throttle is one", () =>
    withDesk({ quirks: { perMinute: 1 } }, async (account) => {
      const provider = account.cold();
      await provider.checkHealth(testReading());
      expect((await errorOf(provider.listWorkspaces(testReading(), firstPage))).code).toBe(
        "UPSTREAM_RATE_LIMITED",
      );
      expect(provider.rateBudget()).toMatchObject({ limit: 1, remaining: 0 });
    }));
});

describe("calls", () => {
  it("users with roles and inboxes: one for a hundred, two for more; many ids: one for a hundred", () =>
    withDesk({ people: 300 }, async (account) => {
      const provider = account.cold();
      const ahead = new Set(["workspaces", "roles"] as const);
      const page = await provider.listUsers(testReading(), firstPage, active, ahead);
      expect(account.standIn.counters.read().calls).toBe(1);
      await account.cold().listUsers(testReading(), { size: 120, position: null }, active, ahead);
      expect(account.standIn.counters.read().calls).toBe(3);
      await account.cold().usersByIds(
        testReading(),
        itemsOf(page).map(({ ref }) => ref),
      );
      expect(account.standIn.counters.read().calls).toBe(4);
    }));
});

describe("me", () => {
  it("is the agent with the address that Projects knows the token by", () =>
    withDesk({}, async (account) => {
      const user = await account.cold().me?.(testReading());
      expect(user?.remoteId).toBe(String(account.standIn.state().owner.id));
    }));

  it("is nobody where Projects does not know, and an error where it cannot be asked", async () => {
    await withScriptedSite(teamworkDesk, { "/me.json": { status: 404, body: {} } }, async ({ provider }) => {
      expect(await provider.me?.(testReading())).toBeNull();
    });
    await withScriptedSite(teamworkDesk, { "/me.json": { status: 403, body: {} } }, async ({ provider }) => {
      const refused = await errorOf(provider.me?.(testReading()) ?? Promise.resolve());
      expect(refused.code).toBe("UPSTREAM_FORBIDDEN");
    });
  });
});

describe("seats", () => {
  it("are counted by licence, with the limit on replies of part-time agents", () =>
    withDesk({}, async (account) => {
      const { agents } = account.standIn.state();
      const used = (isPartTime: boolean): number =>
        agents.filter((one) => one.state === "active" && one.isPartTime === isPartTime).length;
      expect(await account.cold().seats(testReading())).toMatchObject([
        { kind: "full-time", limit: null, used: used(false) },
        {
          kind: "part-time",
          limit: null,
          used: used(true),
          note: expect.stringContaining("10 tickets in 30 days"),
        },
      ]);
    }));
});

describe("filters", () => {
  it("are JSON whose values stay values, whatever is in them", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (emails) => {
        const text = toFilterText({ email: { $in: emails }, state: { $ne: "active" } });
        expect(JSON.parse(text)).toEqual({ email: { $in: emails }, state: { $ne: "active" } });
      }),
    );
    expect(toFilterText({ id: { $in: ["7"] }, "inboxes.id": { $in: ["8"] } })).toBe(
      '{"id":{"$in":[7]},"inboxes.id":{"$in":[8]}}',
    );
  });

  it("that a server does not take are an error, and no empty list", () =>
    withDesk({}, async (account) => {
      const body = { errors: { filter: ["is not valid"] } };
      account.standIn.faults.add([{ fault: { kind: "status", status: 400, body } }]);
      const refused = await errorOf(
        account.cold().listUsers(testReading(), firstPage, { ...active, licenses: new Set(["PART_TIME"]) }),
      );
      expect(refused).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", httpStatus: 400 });
    }));
});
