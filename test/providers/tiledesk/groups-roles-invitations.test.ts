import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { GroupDocument } from "../../../sandbox/tiledesk/documents.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { User } from "../../../src/directory/user.js";
import { send } from "../../sandbox/session.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openTiledesk, type TiledeskAccount } from "./tiledesk-account.js";

const page = firstPage;

describe("in a Tiledesk project", () => {
  let account: TiledeskAccount;
  let project: string;
  let other: string;
  beforeEach(async () => {
    account = await openTiledesk({ people: 60, projects: 2 });
    [project = "", other = ""] = account.projectIds;
  });
  afterEach(() => account.close());

  async function post(path: string, body: unknown): Promise<unknown> {
    const { email, password } = account.standIn.current();
    const { body: session } = await send(`${account.baseUrl}/auth/signin`, "POST", {
      body: { email, password },
    });
    const authorization = (session as { token: string }).token;
    return (await send(`${account.baseUrl}${path}`, "POST", { body, authorization })).body;
  }
  const listed = async (provider: Provider): Promise<readonly User[]> =>
    itemsOf(
      await provider.listUsers(testReading(), { size: 1_000, position: null }, everybody, nothingAhead),
    );
  const groupNamed = (name: string): GroupDocument => {
    const found = [...account.state.groups.values()].find(
      (group) => group.name === name && group.id_project === project,
    );
    if (found === undefined) throw new Error(`There is no group ${name}`);
    return found;
  };
  const refOf = (group: GroupDocument, scope: string | null = project): RemoteRef => {
    return { kind: "group", scope, id: group._id };
  };
  const membersOf = async (group: GroupDocument, states = allStates): Promise<readonly User[]> => {
    const key = { of: refOf(group), page, states };
    const [slot] = await account.cold().membersOfTeams(testReading(), [key]);
    return itemsOf(valueOf(slot)).map((membership) => membership.object);
  };

  describe("an invitation", () => {
    it("keeps its id when the invited person signs up, and then leads to the member", async () => {
      const email = "zoe.newcomer@partner.example";
      await post(`/${project}/project_users/invite`, { email, role: "supervisor" });
      const [invited] = valueOf((await account.cold().usersByEmails(testReading(), [email]))[0]);
      expect(invited).toMatchObject({ state: "INVITED", displayName: "zoe.newcomer", privilege: "MANAGER" });
      const old = valueOf(invited ?? null).ref;
      expect(await account.cold().usersByIds(testReading(), [old])).toMatchObject([{ id: invited?.id }]);

      await post("/auth/signup", { email, password: "Passw0rd!", firstname: "Zoe", lastname: "Newcomer" });
      const member = { state: "ACTIVE", displayName: "Zoe Newcomer", ref: { kind: "member" } };
      expect(await account.cold().usersByIds(testReading(), [old])).toMatchObject([member]);
      expect(await account.cold().usersByIds(testReading(), [old, old])).toMatchObject([member, member]);
      const [slot] = await account.cold().workspacesOfUsers(testReading(), [{ of: old, page }]);
      expect(itemsOf(valueOf(slot)).map(({ object }) => object.remoteId)).toEqual([project]);
    });

    it("that was taken back is nobody", async () => {
      const pending = [...account.state.pendingInvitations.values()].find((one) => one.email !== undefined);
      const invited = (await listed(account.cold())).find((user) => user.remoteId === pending?._id);
      account.state.pendingInvitations.delete(pending?._id ?? "");
      account.state.changed();
      expect(await account.cold().usersByIds(testReading(), [valueOf(invited).ref])).toEqual([null]);
    });

    it("without an address is a user without one", async () => {
      const nobodies = (await listed(account.cold())).filter(
        (user) => user.state === "INVITED" && user.email === null,
      );
      expect(nobodies.map((user) => user.displayName)).toEqual(nobodies.map((user) => user.remoteId));
      expect(nobodies).toHaveLength(2);
      const [first] = nobodies;
      expect(await account.cold().usersByIds(testReading(), [valueOf(first).ref])).toMatchObject([
        { id: first?.id, state: "INVITED", email: null },
      ]);
    });

    it("of another project is nobody here, though the server answers it", async () => {
      const theirs = [...account.state.pendingInvitations.values()].find((one) => one.id_project === other);
      const ref = { kind: "invitation", scope: project, id: theirs?._id ?? "" };
      expect(await account.cold().usersByIds(testReading(), [ref])).toEqual([null]);
    });

    it("has not joined yet, and is in no group", async () => {
      const invited = (await listed(account.cold())).find((user) => user.state === "INVITED");
      const key = { of: valueOf(invited).ref, page };
      const [workspaces] = await account.cold().workspacesOfUsers(testReading(), [key]);
      expect(itemsOf(valueOf(workspaces))).toMatchObject([{ joinedAt: null, access: expect.any(String) }]);
      const [teams] = await account.cold().teamsOfUsers(testReading(), [key]);
      expect(valueOf(teams)).toMatchObject({ rows: [], total: 0 });
    });
  });

  describe("a group", () => {
    it("leaves out ids that are nobody's, and trashed people unless they are asked for", async () => {
      const escalations = groupNamed("Escalations");
      const all = await membersOf(escalations);
      const present = await membersOf(escalations, new Set(["ACTIVE", "INVITED"]));
      expect(escalations.members).toContain("64b0000000000000000000ee");
      expect(all.length).toBeGreaterThan(present.length);
      expect(all.some((user) => user.state === "DELETED")).toBe(true);
      expect(present.every((user) => user.state === "ACTIVE")).toBe(true);
      expect(new Set(all.map((user) => user.identityId ?? "")).size).toBeLessThan(
        new Set(escalations.members).size,
      );
    });

    it("that is disabled is listed, one that is trashed is found by id alone", async () => {
      const names = itemsOf(await account.cold().listTeams(testReading(), page)).map((team) => team.name);
      expect(names).toContain("Night shift");
      expect(names).not.toContain("Old pilot");
      const trashed = refOf(groupNamed("Old pilot"));
      const deleted = { name: "Old pilot", isDeleted: true };
      expect(await account.cold().teamsByIds(testReading(), [trashed])).toMatchObject([deleted]);
      expect(await account.cold().teamsByIds(testReading(), [trashed, trashed])).toMatchObject([
        deleted,
        deleted,
      ]);
    });

    it("of another project is none of this one, though the server answers it", async () => {
      const group = groupNamed("Support");
      expect(await account.cold().teamsByIds(testReading(), [refOf(group, other)])).toEqual([null]);
      expect(await account.cold().teamsByIds(testReading(), [refOf(group, null)])).toMatchObject([
        { ref: refOf(group) },
      ]);
      const key = { of: refOf(group, other), page, states: allStates };
      expect(await account.cold().membersOfTeams(testReading(), [key])).toEqual([null]);
    });

    it("has nobody where it is empty", async () => {
      expect(await membersOf(groupNamed("Nobody yet"))).toEqual([]);
    });
  });

  describe("a human with two memberships", () => {
    it("is two users, and their identity leads to the one in use", async () => {
      const users = await listed(account.cold());
      const twice = users.filter(
        (user) =>
          users.filter(
            (one) =>
              one.identityId !== null &&
              one.identityId === user.identityId &&
              one.ref.scope === user.ref.scope,
          ).length > 1,
      );
      expect(twice.map((user) => user.state).sort()).toEqual(["ACTIVE", "ACTIVE", "DELETED", "DELETED"]);
      const active = valueOf(twice.find((user) => user.state === "ACTIVE"));
      const identity = { kind: "identity", scope: active.ref.scope, id: active.identityId ?? "" };
      expect(await account.cold().usersByIds(testReading(), [identity])).toMatchObject([{ id: active.id }]);
      const [found] = await account.cold().usersByEmails(testReading(), [active.email ?? ""]);
      expect(
        valueOf(found)
          .map((user) => user.state)
          .sort(),
      ).toEqual(["ACTIVE", "DELETED"]);
    });
  });

  describe("a role", () => {
    const roleOf = async (name: string): Promise<unknown> => {
      const ref = { kind: "role", scope: project, id: name };
      return (await account.cold().rolesByIds(testReading(), [ref]))[0];
    };

    it.each([
      ["guest", "GUEST", false],
      ["user", "GUEST", false],
      ["teammate", "LIMITED", true],
      ["agent", "MEMBER", true],
      ["supervisor", "MANAGER", true],
      ["admin", "ADMIN", true],
      ["owner", "OWNER", false],
    ])("%s is %s", async (name, privilege, isAssignable) => {
      expect(await roleOf(name)).toMatchObject({
        ...{ name, privilege, kind: "ACCESS", isBuiltIn: true, scope: "WORKSPACE" },
        details: { isAssignable, permissions: null, description: expect.stringMatching(/\S/u) },
      });
    });

    it("of the project's own is an administrator's, with its permissions and a warning", async () => {
      expect(await roleOf("auditor")).toMatchObject({
        ...{ privilege: "ADMIN", kind: "CUSTOM", isBuiltIn: false },
        details: {
          permissions: ["project_users_read", "activities_read"],
          description: expect.stringContaining("pass every role check"),
        },
      });
    });

    it("that somebody holds and nobody defined is one all the same, and cannot be given", async () => {
      expect(await roleOf("wizard")).toMatchObject({
        privilege: "ADMIN",
        details: { isAssignable: false, permissions: null },
      });
      expect(await roleOf("sorcerer")).toBeNull();
    });

    it("is found beyond the server's page of 40", async () => {
      for (let index = 0; index < 95; index += 1) {
        const name = `custom ${String(index).padStart(2, "0")}`;
        const role = { permissions: [], _id: account.state.nextId(), name, id_project: project, __v: 0 };
        account.state.roles.set(role._id, role);
      }
      const provider = account.cold({ projectIds: [project] });
      const roles = itemsOf(await provider.listRoles(testReading(), { size: 1_000, position: null }));
      expect(roles).toHaveLength(7 + 2 + 95);
      expect(await roleOf("custom 94")).toMatchObject({ name: "custom 94" });
      expect(account.standIn.counters.read().callsByRoute["GET /:pid/roles"]).toBe(3 + 3);
    });
  });
});
