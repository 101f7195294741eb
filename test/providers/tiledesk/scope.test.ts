import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { MemberDocument } from "../../../sandbox/tiledesk/documents.js";
import { newMember, newProject, newUser } from "../../../sandbox/tiledesk/new-documents.js";
import type { Page, PageRequest } from "../../../src/directory/pages.js";
import type { Provider } from "../../../src/directory/provider.js";
import { present } from "../../contract/access-paths.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { comparable, walk } from "../../contract/walk.js";
import { anyActivity, errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openTiledesk, unknownId, type TiledeskAccount } from "./tiledesk-account.js";

const administrator = { email: "admin@tiledesk.com" };

describe("projects of a Tiledesk account", () => {
  let account: TiledeskAccount;
  let first: string;
  let second: string;
  beforeEach(async () => {
    account = await openTiledesk({ people: 60, projects: 2 });
    [first = "", second = ""] = account.projectIds;
  });
  afterEach(() => account.close());

  const users = (provider: Provider, page: PageRequest): ReturnType<Provider["listUsers"]> =>
    provider.listUsers(testReading(), page, everybody, nothingAhead);
  const projectsOf = (found: readonly { ref: { scope: string | null } }[]): readonly (string | null)[] => [
    ...new Set(found.map(({ ref }) => ref.scope)),
  ];
  const refOf = (id: string): { kind: string; scope: null; id: string } => ({
    kind: "project",
    scope: null,
    id,
  });

  const holderOf = (role: string): MemberDocument => {
    const { members, users: humans } = account.state;
    const isHolder = (one: MemberDocument): boolean => one.role === role && one.status === "active";
    const found = [...members.values()].find(
      (one) => isHolder(one) && humans.get(one.id_user ?? "")?.status === 100,
    );
    if (found === undefined) throw new Error(`Nobody is ${role}`);
    return found;
  };
  const emailOf = (member: MemberDocument): string =>
    account.state.users.get(member.id_user ?? "")?.email ?? "";

  it("are the live ones of the credential: neither deleted nor removed ones", async () => {
    const dead = [...account.state.projects.values()].find((project) => project.status === 0)?._id ?? "";
    const provider = account.cold();
    const found = itemsOf(await provider.listWorkspaces(testReading(), firstPage));
    expect(found.map(({ remoteId, state }) => [remoteId, state])).toEqual([
      [first, "ACTIVE"],
      [second, "ACTIVE"],
    ]);
    expect(await provider.workspacesByIds(testReading(), [refOf(dead)])).toMatchObject([
      { state: "DELETED" },
    ]);
    expect(projectsOf(await walk((page) => users(provider, page), 100))).toEqual([first, second]);
    const ref = { kind: "member", scope: dead, id: unknownId };
    expect(await provider.usersByIds(testReading(), [ref])).toEqual([null]);
  });

  it("are the configured ones where some are configured", async () => {
    const provider = account.cold({ projectIds: [second] });
    expect(projectsOf(await walk((page) => users(provider, page), 7))).toEqual([second]);
    expect(
      itemsOf(await provider.listWorkspaces(testReading(), firstPage)).map(({ remoteId }) => remoteId),
    ).toEqual([second]);
    const stranger = itemsOf(await users(account.cold({ projectIds: [first] }), firstPage))[0];
    expect(await provider.usersByIds(testReading(), [valueOf(stranger).ref])).toEqual([null]);
    expect(await provider.workspacesByIds(testReading(), [refOf(first)])).toEqual([null]);
    const key = { of: refOf(first), page: firstPage, states: everybody.states };
    expect(await provider.membersOfWorkspaces(testReading(), [key])).toEqual([null]);
    expect(await provider.teamsOfWorkspaces(testReading(), [key])).toEqual([null]);
    expect(await provider.seats(testReading())).toHaveLength(1);
  });

  describe("of which one cannot be read", () => {
    type List = (provider: Provider, page: PageRequest) => Promise<Page<{ ref: { scope: string | null } }>>;
    const lists: readonly (readonly [string, List])[] = [
      ["users", (provider, page) => users(provider, page)],
      ["teams", async (provider, page) => present(await provider.listTeams(testReading(), page))],
      ["roles", async (provider, page) => present(await provider.listRoles(testReading(), page))],
      [
        "activities",
        async (provider, page) =>
          (await provider.listActivities?.(testReading(), page, anyActivity)) ??
          Promise.reject(new Error("No log")),
      ],
    ];
    const foreignProject = (): string => {
      const { state } = account;
      const project = newProject(
        { _id: state.nextId(), at: "2026-01-01T00:00:00.000Z", createdBy: unknownId },
        "Theirs",
      );
      state.projects.set(project._id, project);
      return project._id;
    };
    const unreadable = [
      ["does not exist", () => unknownId, "NOT_FOUND"],
      ["is another's", foreignProject, "UPSTREAM_FORBIDDEN"],
    ] as const;

    for (const [how, makeProject, code] of unreadable) {
      it.each(lists)(`since it ${how}, the list of %s keeps the others' rows and tells`, async (_, list) => {
        const third = makeProject();
        const provider = account.cold({ projectIds: [first, third, second] });
        const failures: unknown[] = [];
        const found: { ref: { scope: string | null } }[] = [];
        let position: string | null = null;
        for (let isMore = true; isMore;) {
          const page: Awaited<ReturnType<List>> = await list(provider, { size: 40, position });
          if (page.failure !== null) failures.push(page.failure.code);
          found.push(...itemsOf(page));
          ({ position, hasMore: isMore } = page);
        }
        expect([...projectsOf(found)].sort()).toEqual([first, second]);
        expect([...new Set(failures)]).toEqual([code]);
        const whole = await walk((page) => list(account.cold(), page), 100);
        expect(comparable(found)).toEqual(comparable(whole));
      });

      it(`since it ${how}, addresses are not said to be nobody's`, async () => {
        const provider = account.cold({ projectIds: [first, makeProject()] });
        const slots = await provider.usersByEmails(testReading(), ["nobody@nowhere.example"]);
        expect(slots).toMatchObject([{ code }]);
      });

      it(`since it ${how}, the list of projects tells that it is not whole`, async () => {
        const provider = account.cold({ projectIds: [first, makeProject()] });
        const page = await provider.listWorkspaces(testReading(), firstPage);
        expect(itemsOf(page).map(({ remoteId }) => remoteId)).toEqual([first]);
        expect(page.failure).toMatchObject({ code: "UPSTREAM_FORBIDDEN", account: "chat" });
      });

      it(`and that is the only one, since it ${how}, fails`, async () => {
        const error = await errorOf(users(account.cold({ projectIds: [makeProject()] }), firstPage));
        expect(error).toMatchObject({ code, account: "chat" });
      });
    }

    it("is absent by id where it does not exist, and nobody is in it", async () => {
      const provider = account.cold({ projectIds: [first, unknownId] });
      const ref = { kind: "member", scope: unknownId, id: unknownId };
      expect(await provider.usersByIds(testReading(), [ref])).toEqual([null]);
      expect(await provider.usersByIds(testReading(), [{ ...ref, scope: null }])).toEqual([null]);
      expect(await provider.teamsByIds(testReading(), [{ ...ref, kind: "group" }])).toEqual([null]);
    });
  });

  it("are forbidden to a member below the rank of an agent, and their visibility is partial", async () => {
    const email = emailOf(holderOf("teammate"));
    const provider = account.cold({ email });
    expect(await errorOf(users(provider, firstPage))).toMatchObject({
      code: "UPSTREAM_FORBIDDEN",
      httpStatus: 403,
    });
    expect(await provider.visibility(testReading())).toBe("PARTIAL");
    expect(await account.cold().visibility(testReading())).toBe("FULL");
  });

  it("of an agent are readable but for the log", async () => {
    const agent = holderOf("agent");
    const email = emailOf(agent);
    const provider = account.cold({ email, projectIds: [agent.id_project ?? ""] });
    expect(itemsOf(await users(provider, firstPage)).length).toBeGreaterThan(20);
    const log = provider.listActivities?.(testReading(), firstPage, anyActivity) ?? Promise.resolve();
    expect(await errorOf(log)).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
    expect(await provider.me?.(testReading())).toMatchObject({ remoteId: agent._id, email });
  });

  it("allow what the credential's rank allows in any of them, and say why not the rest", async () => {
    const supportOf = async (provider: Provider): Promise<Record<string, unknown>> => {
      const { USERS_LIST, TEAM_MEMBERS_LIST, ACTIVITIES_LIST, ROLES_LIST } =
        await provider.capabilities(testReading());
      const rows = Object.entries({ USERS_LIST, TEAM_MEMBERS_LIST, ACTIVITIES_LIST, ROLES_LIST });
      for (const [, { support, note }] of rows) {
        if (support === "UNSUPPORTED") expect(note).toEqual(expect.stringMatching(/^The credential/u));
      }
      return Object.fromEntries(rows.map(([operation, { support }]) => [operation, support]));
    };
    const all = {
      ...{ USERS_LIST: "NATIVE", TEAM_MEMBERS_LIST: "NATIVE" },
      ...{ ACTIVITIES_LIST: "NATIVE", ROLES_LIST: "NATIVE" },
    };
    expect(await supportOf(account.cold())).toEqual(all);
    const agent = holderOf("agent");
    const asAgent = account.cold({ email: emailOf(agent), projectIds: [agent.id_project ?? ""] });
    expect(await supportOf(asAgent)).toEqual({ ...all, ACTIVITIES_LIST: "UNSUPPORTED" });
    const asTeammate = account.cold({ email: emailOf(holderOf("teammate")) });
    expect(await supportOf(asTeammate)).toEqual({
      ...{ USERS_LIST: "UNSUPPORTED", TEAM_MEMBERS_LIST: "UNSUPPORTED" },
      ...{ ACTIVITIES_LIST: "UNSUPPORTED", ROLES_LIST: "NATIVE" },
    });
    const asAdministrator = account.cold({ ...administrator, projectIds: [first] });
    expect(await supportOf(asAdministrator)).toEqual(all);
  });

  it("of the server's administrator are those that are configured", async () => {
    expect(
      await account.cold(administrator).listUsers(testReading(), firstPage, everybody, nothingAhead),
    ).toMatchObject({ rows: [], hasMore: false, failure: null });
    const provider = account.cold({ ...administrator, projectIds: [first, second] });
    const found = await walk((page) => users(provider, page), 100);
    expect(comparable(found)).toEqual(comparable(await walk((page) => users(account.cold(), page), 100)));
    const workspaces = itemsOf(await provider.listWorkspaces(testReading(), firstPage));
    expect(workspaces.map((workspace) => workspace.remoteId)).toEqual([first, second]);
    expect(await provider.me?.(testReading())).toBeNull();
    expect(await provider.visibility(testReading())).toBe("UNKNOWN");
  });

  it("are seen by whoever belongs to them now", async () => {
    const { state } = account;
    const at = "2026-11-20T09:00:00.000Z";
    const user = newUser(
      { _id: state.nextId(), at },
      { email: "new.admin@acme.example", firstname: "N", lastname: "A" },
    );
    state.addUser(user, "Passw0rd!");
    const provider = account.cold({ email: user.email });
    expect(itemsOf(await provider.listWorkspaces(testReading(), firstPage))).toEqual([]);
    const membership = { id_project: second, id_user: user._id, role: "admin", user_available: true };
    state.addMember(newMember({ _id: state.nextId(), at, createdBy: user._id }, membership));
    const later = account.cold({ email: user.email });
    expect(projectsOf(itemsOf(await users(later, firstPage)))).toEqual([second]);
  });

  it("never show their mail password, whatever is read", async () => {
    const provider = account.cold();
    const reading = testReading();
    const found = [
      await users(provider, { size: 1_000, position: null }),
      await provider.listTeams(reading, firstPage),
      await provider.listRoles(reading, firstPage),
      await provider.listWorkspaces(reading, firstPage),
      await provider.listActivities?.(reading, firstPage, anyActivity),
      await account.cold({ ...administrator, projectIds: [first] }).workspacesByIds(reading, [refOf(first)]),
      await provider.seats(reading),
    ];
    const text = JSON.stringify(found.map(comparable));
    expect(text).toContain("Acme Support");
    expect(text).not.toMatch(/smtp|never-show|settings|bannedUsers|last_login/u);
  });
});
