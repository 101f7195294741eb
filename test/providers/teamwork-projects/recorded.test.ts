import { describe, expect, it } from "@jest/globals";
import { teamworkProjects } from "../../../src/datasources/teamwork-projects/provider.js";
import type { DirectoryObject } from "../../../src/directory/directory-object.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { anyActivity, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { withScriptedSite, type SiteScript } from "../teamwork-site/scripted-site.js";
import { areRecordingsThere, recordedBody } from "./recordings.js";

const recorded = areRecordingsThere ? it : it.skip;
const owner = { kind: "person", scope: null, id: "391604" };
const company = { kind: "company", scope: null, id: "1370007" };
const colombia = { kind: "project", scope: null, id: "967489" };
const testProject = { kind: "project", scope: null, id: "967518" };

/** Without what is made anew for each answer. */
function plain(object: DirectoryObject): object {
  const fresh = ["id", "fetchedAt", "toRemote"];
  return Object.fromEntries(Object.entries(object).filter(([name]) => !fresh.includes(name)));
}

function read<T>(
  script: SiteScript,
  run: (provider: Parameters<Parameters<typeof withScriptedSite<T>>[2]>[0]) => Promise<T>,
): Promise<T> {
  return withScriptedSite(teamworkProjects, script, run);
}

describe("what a real site answered in v1", () => {
  if (!areRecordingsThere) {
    it("is not read here: ../shared/contracts/recorded/teamwork is not beside the project", () => {
      expect(areRecordingsThere).toBe(false);
    });
  }

  recorded("me: the owner of the site, an administrator of the owner company", async () => {
    const user = await read({ "/me.json": { body: recordedBody("me") } }, async ({ provider, observer }) => {
      const found = await provider.me?.(testReading());
      expect(await provider.visibility(testReading())).toBe("FULL");
      expect(observer.unknown).toEqual([]);
      return found ?? null;
    });
    if (user === null) throw new Error("Nobody");
    expect(plain(user)).toEqual({
      ...{ accountKey: "teamwork", remoteId: "391604", remoteKey: "391604", ref: owner },
      ...{ displayName: "Php Api", state: "ACTIVE", name: { full: "Php Api", given: "Php", family: "Api" } },
      ...{ email: "user@example.com", username: "user@example.com", title: null, phone: null },
      ...{
        extension: null,
        timeZone: null,
        locale: null,
        boundary: "INTERNAL",
        kind: "HUMAN",
        license: null,
      },
      avatarUrl: "https://s3.amazonaws.com/TWFiles/1046798/userAvatar/twia_REDACTED.png",
      lifecycle: {
        ...{ state: "ACTIVE", rawState: "COMPLETE", invitedAt: null, disabledAt: null, deletedAt: null },
        createdAt: new Date("2023-11-29T11:54:33Z"),
        updatedAt: new Date("2023-11-29T11:57:03Z"),
        lastActiveAt: new Date("2024-10-17T21:11:48Z"),
        restorableUntil: null,
      },
      ...{ availability: null, identityId: null, organization: company, privilege: "OWNER" },
      roleAssignments: [
        { role: expect.objectContaining({ name: "OWNER", kind: "ACCESS" }), workspace: null },
      ],
      ownPermissions: [
        ...["canAccessCalendar", "canAccessTemplates", "canAddProjects", "canEditWorkflows"],
        ...["canManageCustomFields", "canManagePeople", "canManageProjectTemplates"],
        ...["canViewProjectTemplates", "canViewWorkflows", "isAdminOnAProject"],
      ],
      tags: [],
      attributes: { twoFactorAuthEnabled: false, hasDeskAccount: false, companyRoleId: "2" },
      surface: "teamwork-projects",
    });
    expect(JSON.stringify(user.toRemote())).not.toMatch(/hash|private|marketo/iu);
  });

  recorded("people: one who is invited, and the owner", async () => {
    const living = await read(
      {
        "/projects/api/v2/people.json": { body: recordedBody("people-list") },
        "/projects/api/v3/people.json": {
          body: { people: [], meta: { page: { count: 0, hasMore: false } } },
        },
      },
      async ({ provider }) =>
        itemsOf(
          await provider.listUsers(
            testReading(),
            firstPage,
            { states: new Set(["ACTIVE", "INVITED"]) },
            nothingAhead,
          ),
        ),
    );
    expect(living.map(({ displayName, state, privilege }) => [displayName, state, privilege])).toEqual([
      ["Lucas Martinez", "INVITED", "MEMBER"],
      ["Php Api", "ACTIVE", "OWNER"],
    ]);
    expect(living[0]?.lifecycle).toEqual({
      ...{ state: "INVITED", rawState: "PENDING", lastActiveAt: null, disabledAt: null, deletedAt: null },
      invitedAt: new Date("2024-10-25T20:56:48Z"),
      createdAt: new Date("2024-10-25T20:56:48Z"),
      updatedAt: new Date("2024-10-25T20:56:48Z"),
      restorableUntil: null,
    });
    expect(living.map(({ boundary, organization }) => [boundary, organization])).toEqual([
      ["INTERNAL", company],
      ["INTERNAL", company],
    ]);
  });

  recorded("companies: the account's own", async () => {
    const [found] = await read(
      { "/projects/api/v3/companies.json": { body: recordedBody("companies-list") } },
      async ({ provider }) => {
        const page = await provider.listOrganizations?.(testReading(), firstPage);
        return itemsOf(page ?? null);
      },
    );
    if (found === undefined) throw new Error("No company");
    expect(plain(found)).toEqual({
      ...{ accountKey: "teamwork", remoteId: "1370007", remoteKey: "1370007", ref: company },
      ...{ name: "Example Company", isOwner: true, url: null, surface: "teamwork-projects" },
    });
  });

  recorded("projects: both, with their company and address", async () => {
    const [found, url] = await read(
      { "/projects/api/v3/projects.json": { body: recordedBody("projects-list") } },
      async ({ provider, url: site }) =>
        [itemsOf(await provider.listWorkspaces(testReading(), firstPage)), site.href] as const,
    );
    expect(found.map(plain)).toEqual(
      [
        { ref: colombia, name: "Colombia", description: null },
        { ref: testProject, name: "test project", description: "bla, bla, bla" },
      ].map(({ ref, name, description }) => ({
        ...{ accountKey: "teamwork", remoteId: ref.id, remoteKey: ref.id, ref, name, description },
        ...{ kind: "PROJECT", state: "ACTIVE", rawState: "active", url: `${url}/projects/${ref.id}` },
        ...{ organization: company, surface: "teamwork-projects" },
      })),
    );
  });

  recorded("roles of a project, permissions in it: on the edges of its members", async () => {
    const page = await read(
      {
        "/projects/api/v3/projects.json": {
          body: {
            projects: [
              { id: 967518, name: "test project", status: "active", users: [{ id: 391604, type: "users" }] },
            ],
            meta: { page: { pageOffset: 0, pageSize: 1, count: 1, hasMore: false } },
          },
        },
        "/projects/api/v2/people.json": { body: ownerAlone() },
        "/projects/967518/people.json": { body: recordedBody("project-person-permissions") },
        "/projects/967518/roles.json": { body: recordedBody("project-roles") },
      },
      async ({ provider }) => {
        const asked = { page: firstPage, states: everybody.states, ahead: new Set(["access"] as const) };
        const [slot] = await provider.membersOfWorkspaces(testReading(), [{ of: testProject, ...asked }]);
        return valueOf(slot);
      },
    );
    expect(itemsOf(page).map(({ object, access, role }) => [object.remoteId, access, role?.name])).toEqual([
      ["391604", "projectAdministrator", roleNames()[0]],
    ]);
  });

  recorded("activity: newest first, who did what to what", async () => {
    const found = await read(
      { "/projects/api/v3/latestactivity.json": { body: recordedBody("latestActivity") } },
      async ({ provider, observer }) => {
        const page = await provider.listActivities?.(testReading(), firstPage, anyActivity);
        expect(observer.unknown).toEqual([]);
        return itemsOf(page ?? null);
      },
    );
    expect(found).toHaveLength(4);
    expect(found.slice(0, 2).map(plain)).toEqual([
      {
        ...{ accountKey: "teamwork", remoteId: "7312018", remoteKey: "7312018" },
        ref: { kind: "activity", scope: null, id: "7312018" },
        occurredAt: new Date("2023-11-29T13:10:22Z"),
        ...{ actor: owner, actorKind: "USER", rawActorKind: null, action: "ITEM_CREATED", rawAction: "new" },
        ...{ summary: "test project", workspace: testProject, surface: "teamwork-projects" },
        subject: { kind: "project", id: "967518", name: "test project" },
      },
      {
        ...{ accountKey: "teamwork", remoteId: "7311073", remoteKey: "7311073" },
        ref: { kind: "activity", scope: null, id: "7311073" },
        occurredAt: new Date("2023-11-29T11:56:05Z"),
        ...{ actor: owner, actorKind: "USER", rawActorKind: null, action: "ITEM_CREATED", rawAction: "new" },
        ...{ summary: "Prueba (My List)", workspace: colombia, surface: "teamwork-projects" },
        subject: { kind: "task", id: "33512354", name: "Prueba" },
      },
    ]);
  });

  recorded("account: the seats of the plan", async () => {
    const seats = await read({ "/account.json": { body: recordedBody("account") } }, ({ provider }) =>
      provider.seats(testReading()),
    );
    expect(seats).toEqual([{ kind: "users", limit: 5, used: null, note: "Plan: freeforever" }]);
  });
});

function ownerAlone(): unknown {
  return { people: [(recordedBody("person-get") as { person: unknown }).person] };
}

function roleNames(): readonly string[] {
  const { roles } = recordedBody("project-roles") as {
    roles: readonly { name: string; users: readonly { id: string }[] }[];
  };
  return roles.filter(({ users }) => users.some(({ id }) => id === "391604")).map(({ name }) => name);
}
