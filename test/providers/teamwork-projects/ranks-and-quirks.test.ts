import { describe, expect, it } from "@jest/globals";
import { DirectoryError } from "../../../src/directory/errors.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { UserFilter } from "../../../src/directory/user-filter.js";
import type { User } from "../../../src/directory/user.js";
import { walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { withProjects, type ProjectsAccount } from "./projects-account.js";

const deleted: UserFilter = { states: new Set(["DELETED"]) };

function idOf(
  { standIn }: ProjectsAccount,
  test: (person: { deletedAt: string | null; isServiceAccount: boolean; isPlaceholder: boolean }) => boolean,
): string {
  const found = standIn.state().people.find(test);
  if (found === undefined) throw new Error("Nobody such");
  return String(found.id);
}

function person(id: string): { kind: string; scope: null; id: string } {
  return { kind: "person", scope: null, id };
}

function listAll(provider: Provider, filter: UserFilter): Promise<readonly User[]> {
  return walk((page) => provider.listUsers(testReading(), page, filter, nothingAhead), 100);
}

describe("who may see deleted people", () => {
  it("an administrator sees when they were deleted, and until when they can come back", () =>
    withProjects({}, async (account) => {
      const [user] = await listAll(account.cold(), deleted);
      const known = account.standIn.state().person(Number(user?.remoteId));
      const at = Math.floor(Date.parse(known?.deletedAt ?? "") / 1_000) * 1_000;
      expect(user?.lifecycle.deletedAt?.getTime()).toBe(at);
      expect(user?.lifecycle.restorableUntil?.getTime()).toBe(at + 30 * 86_400_000);
      expect(user?.privilege).not.toBe("UNKNOWN");
    }));

  it.each([403, 422] as const)(
    "others are FORBIDDEN for that part, by %d, and see everybody else",
    (binRefusal) =>
      withProjects({ quirks: { credentialRank: "standard", binRefusal } }, async (account) => {
        const provider = account.cold();
        const refused = await errorOf(provider.listUsers(testReading(), firstPage, deleted, nothingAhead));
        expect(refused).toMatchObject({
          code: "UPSTREAM_FORBIDDEN",
          account: "projects",
          httpStatus: binRefusal,
        });
        const page = await provider.listUsers(
          testReading(),
          { size: 500, position: null },
          everybody,
          nothingAhead,
        );
        expect(page.failure).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
        expect(page.rows.length).toBeGreaterThan(150);
      }),
  );

  it("somebody who is not found may be deleted: by id and by address that is an error, not nobody", () =>
    withProjects({ quirks: { credentialRank: "standard" } }, async (account) => {
      const id = idOf(account, ({ deletedAt }) => deletedAt !== null);
      const [slot] = await account.cold().usersByIds(testReading(), [person(id)]);
      expect(slot).toBeInstanceOf(DirectoryError);
      expect(slot).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
      const [byEmail] = await account.cold().usersByEmails(testReading(), ["nobody@acme.example"]);
      expect(byEmail).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
    }));

  it.each([
    ["owner", "FULL"],
    ["administrator", "FULL"],
    ["standard", "PARTIAL"],
    ["client", "PARTIAL"],
  ] as const)("a credential of rank %s sees the account %s", (credentialRank, visibility) =>
    withProjects({ quirks: { credentialRank } }, async (account) => {
      expect(await account.cold().visibility(testReading())).toBe(visibility);
    }),
  );
});

describe("people whom lists hide", () => {
  it("service accounts and placeholders are found by id, and come last in lists", () =>
    withProjects({}, async (account) => {
      const ids = [
        idOf(account, ({ isServiceAccount }) => isServiceAccount),
        idOf(account, ({ isPlaceholder }) => isPlaceholder),
      ];
      const found = await account.cold().usersByIds(testReading(), ids.map(person));
      expect(found.map((slot) => valueOf(slot).kind)).toEqual(["SERVICE", "PLACEHOLDER"]);
      const listed = await listAll(account.cold(), { states: new Set(["ACTIVE", "INVITED"]) });
      expect(listed.slice(-4).map(({ kind }) => kind)).toEqual([
        "SERVICE",
        "SERVICE",
        "PLACEHOLDER",
        "PLACEHOLDER",
      ]);
    }));

  it("are given once where v2 lists service accounts itself", () =>
    withProjects({ quirks: { serviceAccountsInV2: true } }, async (account) => {
      const listed = await listAll(account.cold(), everybody);
      expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
      expect(listed).toHaveLength(account.standIn.state().people.length);
    }));

  it("a kind of user that nobody knows is UNKNOWN, counted, and still there", () =>
    withProjects({}, async (account) => {
      const listed = await listAll(account.cold(), everybody);
      expect(listed.filter(({ kind }) => kind === "UNKNOWN")).toMatchObject([
        { privilege: "UNKNOWN", roleAssignments: [] },
      ]);
      expect(account.observer.unknown).toContain("person.userType");
    }));
});

describe("servers that differ", () => {
  it.each([
    ["smaller pages than asked for", { pageSizeClamp: 20 }],
    ["counts that are lower bounds", { counts: "lowerBound" }],
    ["no headers about pages", { pageHeaders: "absent" }],
    ["another word for archived, other members", { archivedWord: "inactive", teamMembers: "name" }],
  ] as const)("list everybody and everything with %s", (_, quirks) =>
    withProjects({ quirks }, async (account) => {
      const { people, projects, companies } = account.standIn.state();
      const provider = account.cold();
      expect(await listAll(provider, everybody)).toHaveLength(people.length);
      const workspaces = await walk((page) => provider.listWorkspaces(testReading(), page), 100);
      expect(workspaces).toHaveLength(projects.filter(({ status }) => status !== "deleted").length);
      expect(workspaces.filter(({ state }) => state === "ARCHIVED")).toHaveLength(1);
      const ids = people.slice(0, 150).map(({ id }) => person(String(id)));
      const found = await account.cold().usersByIds(testReading(), ids);
      expect(found.map((slot) => valueOf(slot).remoteId)).toEqual(ids.map(({ id }) => id));
      const organizations = await provider.listOrganizations?.(testReading(), firstPage);
      expect(itemsOf(organizations ?? null)).toHaveLength(companies.length);
    }),
  );

  it("roles of jobs that the plan does not have are said, and the access level stays", () =>
    withProjects({ quirks: { jobRoles: "forbidden" } }, async (account) => {
      const page = await account
        .cold()
        .listUsers(testReading(), firstPage, { states: new Set(["ACTIVE"]) }, new Set(["roles"]));
      expect(page.failure).toBeNull();
      expect(page.notes.map(({ code }) => code)).toContain("JOB_ROLES_NOT_EXPOSED");
      expect(itemsOf(page)[0]?.roleAssignments).toHaveLength(1);
    }));

  it.each([
    [400, "delta"],
    [400, "epoch"],
    [429, "epoch"],
  ] as const)(
    "a throttle by %d, its reset told as %s, is one, and says for how long",
    (throttleStatus, throttleReset) =>
      withProjects({ quirks: { perMinute: 1, throttleStatus, throttleReset } }, async (account) => {
        const provider = account.cold();
        await provider.checkHealth(testReading());
        const limited = await errorOf(provider.visibility(testReading()));
        expect(limited.code).toBe("UPSTREAM_RATE_LIMITED");
        expect(limited.retryAfterMs).toBeGreaterThan(1_000);
        expect(provider.rateBudget()).toMatchObject({ limit: 1, remaining: 0, source: "HEADERS" });
      }),
  );

  it("a 400 while calls are left is a refusal, and no throttle", () =>
    withProjects({ quirks: { perMinute: 100 } }, async (account) => {
      account.standIn.faults.add([{ fault: { kind: "status", status: 400, body: {} } }]);
      const refused = await errorOf(account.cold().checkHealth(testReading()));
      expect(refused.code).toBe("UPSTREAM_INVALID_RESPONSE");
    }));
});

describe("a list that the server cuts", () => {
  it("fails beside its rows in place of looking whole", () =>
    withProjects({ quirks: { recordCap: 100 } }, async (account) => {
      const active: UserFilter = { states: new Set(["ACTIVE"]) };
      const page = await account
        .cold()
        .listUsers(testReading(), { size: 500, position: null }, active, nothingAhead);
      expect(page.failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
      expect(page.rows.length).toBeGreaterThan(50);
    }));

  it("of job roles is read as the SDK asks for it", () =>
    withProjects({ quirks: { jobRoles: "byHeader" } }, async (account) => {
      const page = await account
        .cold()
        .listUsers(testReading(), firstPage, { states: new Set(["ACTIVE"]) }, new Set(["roles"]));
      expect(page.notes.map(({ code }) => code)).not.toContain("JOB_ROLES_NOT_EXPOSED");
    }));
});
