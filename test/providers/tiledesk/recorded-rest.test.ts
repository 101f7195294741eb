import { afterEach, describe, expect, it } from "@jest/globals";
import type { Provider } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { anyActivity, errorOf, everybody, firstPage, itemsOf, nothingAhead } from "../reads.js";
import { recordedAnswers, scriptOf } from "./recordings.js";
import { openScripted, plain, type Script, type ScriptedTiledesk } from "./scripted-tiledesk.js";

const project = "6b0327c6994b690ffca98487";
const inProject = { kind: "project", scope: null, id: project };
const ownerHuman = { kind: "identity", scope: project, id: "6b0327c3994b690ffca98466" };
const recordings = recordedAnswers();
const recorded = recordings === null ? it.skip : it;

describe("everything but people, as a real server answered", () => {
  let opened: ScriptedTiledesk | null = null;
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  async function open(
    numbers: readonly number[],
    script: Script = {},
    projectIds?: string[],
  ): Promise<Provider> {
    await opened?.close();
    opened = await openScripted(
      { ...scriptOf(recordings ?? new Map(), numbers), ...script },
      projectIds === undefined ? {} : { projectIds },
    );
    return opened.provider;
  }
  const bodyOf = (number: number): unknown => recordings?.get(number)?.body;

  const acmeSupport = {
    ...{ id: `acme chat Workspace project - ${project}`, accountKey: "chat", remoteId: project },
    ...{ remoteKey: project, ref: inProject, name: "Acme Support", description: null, kind: "PROJECT" },
    ...{ state: "ACTIVE", rawState: "100", url: null, organization: null, surface: "tiledesk" },
    toRemote: {
      ...{ _id: project, name: "Acme Support", status: 100, createdBy: "6b0327c3994b690ffca98466" },
      profile: { name: "Sandbox", type: "free", agents: 0, trialDays: 14 },
      ...{ createdAt: "2026-11-22T17:35:02.794Z", updatedAt: "2026-11-22T17:35:02.794Z" },
    },
  };

  recorded("reads the projects (21), and one alone (22)", async () => {
    const provider = await open([6, 21]);
    const page = await provider.listWorkspaces(testReading(), firstPage);
    expect(plain(itemsOf(page))).toEqual([acmeSupport]);
    const configured = await open([6, 22], { "GET /projects": { body: [] } }, [project]);
    expect(plain(await configured.workspacesByIds(testReading(), [inProject]))).toEqual([acmeSupport]);
    expect(plain(itemsOf(await configured.listWorkspaces(testReading(), firstPage)))).toEqual([acmeSupport]);
  });

  recorded("reads what follows from the membership in a project (21, 53): rank and seats", async () => {
    const provider = await open([6, 21, 53]);
    expect(await provider.visibility(testReading())).toBe("FULL");
    expect(await provider.seats(testReading())).toEqual([
      { kind: "agents", limit: 0, used: 4, note: "Acme Support: not enforced by the server" },
    ]);
  });

  const tierTwo = {
    ...{ id: `acme chat Team group ${project} 6b0327c9994b690ffca986f2`, accountKey: "chat" },
    ...{ remoteId: "6b0327c9994b690ffca986f2", remoteKey: "6b0327c9994b690ffca986f2" },
    ref: { kind: "group", scope: project, id: "6b0327c9994b690ffca986f2" },
    ...{
      name: "Tier 2",
      description: null,
      kind: "TEAM",
      isDeleted: false,
      parent: null,
      organization: null,
    },
    ...{ workspace: inProject, surface: "tiledesk" },
    toRemote: {
      ...{
        _id: "6b0327c9994b690ffca986f2",
        id_project: project,
        name: "Tier 2",
        enabled: true,
        trashed: false,
      },
      members: ["6b0327c3994b690ffca9846a", "6b0327c3994b690ffca98466"],
      ...{ createdAt: "2026-11-22T17:35:05.348Z", updatedAt: "2026-11-22T17:35:05.348Z" },
    },
  };

  recorded("reads groups in the list (102) and alone (104), and none that is not there (105)", async () => {
    const provider = await open([6, 21, 102]);
    expect(plain(itemsOf(await provider.listTeams(testReading(), firstPage)))).toEqual([tierTwo]);
    const alone = await open([6, 104, 105]);
    expect(plain(await alone.teamsByIds(testReading(), [tierTwo.ref]))).toEqual([tierTwo]);
    const unknown = { ...tierTwo.ref, id: "64b000000000000000000000" };
    expect(await alone.teamsByIds(testReading(), [unknown])).toEqual([null]);
  });

  recorded("reads who is in a group (102, 53) and which groups somebody is in", async () => {
    const provider = await open([6, 21, 53, 104, 102]);
    const states = everybody.states;
    const [members] = await provider.membersOfTeams(testReading(), [
      { of: tierTwo.ref, page: firstPage, states },
    ]);
    expect(members).toMatchObject({
      rows: [
        { item: { object: { displayName: "Olivia Owner" } } },
        { item: { object: { displayName: "Ada Lovelace" } } },
      ],
      total: 2,
    });
    const ada = { kind: "identity", scope: project, id: "6b0327c3994b690ffca9846a" };
    const [teams] = await provider.teamsOfUsers(testReading(), [{ of: ada, page: firstPage }]);
    expect(teams).toMatchObject({
      rows: [{ item: { object: { name: "Tier 2" }, role: null, joinedAt: null } }],
    });
  });

  recorded("reads a custom role (123), among the fixed ones", async () => {
    const provider = await open([6, 21, 123]);
    const roles = itemsOf(await provider.listRoles(testReading(), firstPage));
    const names = ["admin", "agent", "auditor", "guest", "owner", "supervisor", "teammate", "user"];
    expect(roles.map((role) => role.name)).toEqual(names);
    expect(plain(roles.find((role) => role.name === "auditor"))).toEqual({
      ...{ id: `acme chat Role role ${project} auditor`, accountKey: "chat", remoteId: "auditor" },
      ...{ remoteKey: `${project}:auditor`, ref: { kind: "role", scope: project, id: "auditor" } },
      ...{ name: "auditor", scope: "WORKSPACE", kind: "CUSTOM", privilege: "ADMIN", license: null },
      ...{ isBuiltIn: false, surface: "tiledesk" },
      details: {
        description: expect.stringContaining("pass every role check"),
        ...{ isAssignable: true, permissions: ["project_users_read", "activities_read"] },
      },
      toRemote: {
        ...{ _id: "6b0327c9994b690ffca98761", name: "auditor" },
        permissions: ["project_users_read", "activities_read"],
      },
    });
  });

  recorded("reads the log (129): every entry, and one of each kind field by field", async () => {
    const provider = await open([6, 21, 129]);
    const found = itemsOf(
      (await provider.listActivities?.(testReading(), firstPage, anyActivity)) ?? never(),
    );
    expect(found.map((entry) => entry.action)).toEqual([
      ...["USER_HARD_DELETED", "USER_HARD_DELETED", "USER_UPDATED", "USER_INVITED", "USER_SOFT_DELETED"],
      ...["USER_UPDATED", "USER_SOFT_DELETED", "USER_SOFT_DELETED", "USER_UPDATED", "USER_UPDATED"],
      ...["USER_UPDATED", "USER_UPDATED", "USER_UPDATED", "USER_AVAILABILITY_CHANGED"],
      ...["USER_INVITED", "USER_INVITED", "USER_INVITED", "USER_INVITED", "USER_INVITED"],
    ]);
    expect(opened?.observer).toMatchObject({ unknown: [], skipped: [] });
    expect(plain(found[1])).toEqual({
      ...{ id: `acme chat Activity activity ${project} 6b0327c9994b690ffca986d4`, accountKey: "chat" },
      ...{ remoteId: "6b0327c9994b690ffca986d4", remoteKey: "6b0327c9994b690ffca986d4" },
      ref: { kind: "activity", scope: project, id: "6b0327c9994b690ffca986d4" },
      ...{
        occurredAt: "2026-11-22T17:35:05.259Z",
        actorKind: "USER",
        rawActorKind: "user",
        actor: ownerHuman,
      },
      ...{ action: "USER_HARD_DELETED", rawAction: "PROJECT_USER_DELETE" },
      summary: "Olivia Owner removed Ada Lovelace from the project",
      subject: { kind: "project_user", id: "6b0327c9994b690ffca986ad", name: "Ada Lovelace" },
      ...{ workspace: inProject, surface: "tiledesk" },
      toRemote: {
        ...{
          _id: "6b0327c9994b690ffca986d4",
          verb: "PROJECT_USER_DELETE",
          createdAt: "2026-11-22T17:35:05.259Z",
        },
        actor: { type: "user", id: "6b0327c3994b690ffca98466", name: "Olivia Owner" },
        actionObj: {
          ...{ deleteType: "hard", inviteType: null, updateType: null, role: "agent" },
          email: "ada.mws4acvk@example.com",
        },
        target: {
          ...{ type: "project_user", id: "6b0327c9994b690ffca986ad" },
          object: { email: null, id_user: { firstname: "Ada", lastname: "Lovelace" } },
        },
        message: "Olivia Owner removed Ada Lovelace from the project",
      },
    });
    expect(found.map((entry) => entry.subject?.name ?? null).slice(-5)).toEqual([
      ...["gone.mws4acvk@example.com", "Bob Builder", null, "new.mws4acvk@example.com", "Ada Lovelace"],
    ]);
    expect(found[2]).toMatchObject({ summary: null, rawAction: "PROJECT_USER_UPDATE" });
    expect(found[0]?.subject).toEqual({ kind: "project_user", id: "64b0000000000000000000aa", name: null });
  });

  recorded("reads a narrowed log (130)", async () => {
    const provider = await open([6, 21, 130]);
    const actions = new Set(["USER_INVITED", "USER_SOFT_DELETED"] as const);
    const page = await provider.listActivities?.(testReading(), firstPage, { ...anyActivity, actions });
    expect(page?.rows.map((row) => row.item.action)).toEqual([
      ...["USER_INVITED", "USER_SOFT_DELETED", "USER_SOFT_DELETED"],
    ]);
    expect(opened?.hits.at(-1)?.target).toContain("activities=PROJECT_USER_INVITE%2CPROJECT_USER_DELETE");
  });

  const people = `GET /${project}/project_users`;
  const health = "GET /users";
  const refusals = [
    { number: 14, call: health, code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401 },
    { number: 24, call: people, code: "UPSTREAM_FORBIDDEN", httpStatus: 403 },
    { number: 25, call: people, code: "UPSTREAM_INVALID_RESPONSE", httpStatus: 400 },
    { number: 26, call: people, code: "NOT_FOUND", httpStatus: 400 },
    { number: 60, call: people, code: "UPSTREAM_UNAVAILABLE", httpStatus: 500 },
    { number: 79, call: people, code: "UPSTREAM_FORBIDDEN", httpStatus: 403 },
    { number: 10, call: "POST /auth/signin", code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401 },
    { number: 11, call: "POST /auth/signin", code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401 },
    { number: 12, call: "POST /auth/signin", code: "UPSTREAM_UNAUTHORIZED", httpStatus: 422 },
  ];

  recorded.each(refusals)(
    "reads the refusal $number as $code",
    async ({ number, call, code, httpStatus }) => {
      const answer = { status: recordings?.get(number)?.status ?? 0, body: bodyOf(number) };
      const provider = await open([6, 52], { [call]: answer }, [project]);
      const filter = { states: new Set(["ACTIVE"] as const) };
      const read =
        call === health
          ? provider.checkHealth(testReading())
          : provider.listUsers(testReading(), firstPage, filter, nothingAhead);
      const error = await errorOf(read);
      expect(error).toMatchObject({ code, httpStatus, account: "chat" });
      expect(error.message).not.toMatch(/64b0|6b03|you dont|Wrong|@/u);
    },
  );
});

function never(): never {
  throw new Error("Tiledesk has a log");
}
