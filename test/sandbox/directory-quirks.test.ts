import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Reply, type Session, startSession } from "./session.js";

const unknownId = "64b000000000000000000000";

describe("the quirks of invitations, groups, roles, departments, projects and activities", () => {
  let session: Session;
  let base: string;

  beforeEach(async () => {
    session = await startSession({ people: 60 });
    base = `/${session.projectIds[0] ?? ""}`;
  });
  afterEach(() => session.close());

  const call = (method: string, path: string, body?: unknown): Promise<Reply> => {
    return session.call(method, `${base}${path}`, body === undefined ? {} : { body });
  };

  it.each([
    ["GET", "/project_users/zzz", { success: false, msg: "Error getting object." }],
    ["PUT", "/project_users/zzz", { success: false, msg: "Error updating object." }],
    ["DELETE", "/project_users/zzz", { success: false, msg: "Error deleting Project User with id zzz" }],
    [
      "PUT",
      "/project_users/zzz/restore",
      { success: false, msg: "Error restoring Project User with id zzz" },
    ],
    ["GET", "/groups/zzz", { success: false, msg: "Error getting object." }],
    ["PUT", "/groups/zzz", { success: false, msg: "Error updating object." }],
    ["PUT", "/groups/enable/zzz", { success: false, error: "Error enabling group" }],
    ["PUT", "/groups/disable/zzz", { success: false, error: "Error disabling group" }],
    ["DELETE", "/groups/zzz", { success: false, msg: "Error deleting group" }],
    ["GET", "/roles/zzz", { success: false, msg: "Error getting object." }],
    ["PUT", "/roles/zzz", { success: false, msg: "Error updating object." }],
    ["DELETE", "/roles/zzz", { success: false, msg: "Error deleting object." }],
    ["GET", "/pendinginvitations/zzz", { success: false, msg: "Error getting object." }],
    ["PUT", "/pendinginvitations/zzz", { success: false, msg: "Error updating object." }],
    ["DELETE", "/pendinginvitations/zzz", { success: false, msg: "Error deleting object." }],
    ["GET", "/departments/zzz", { success: false, msg: "Error getting object." }],
  ])("answers 500 to the malformed id of %s %s", async (method, path, body) => {
    expect(await call(method, path, method === "GET" ? undefined : {})).toMatchObject({ status: 500, body });
  });

  it.each(["project_users", "groups", "roles", "pendinginvitations", "departments"])(
    "answers 404 to an unknown id of %s",
    async (collection) => {
      const body = { success: false, msg: "Object not found." };
      expect(await call("GET", `/${collection}/${unknownId}`)).toMatchObject({ status: 404, body });
    },
  );

  it.each([
    ["project_users", { role: "agent" }],
    ["groups", { members: [] }],
    ["roles", { permissions: [] }],
    ["pendinginvitations", { email: "x@y.example", role: "agent" }],
    ["departments", { name: "Ghost" }],
  ])("creates what a PUT to %s does not find", async (collection, body) => {
    const reply = await call("PUT", `/${collection}/${unknownId}`, body);
    expect(reply).toMatchObject({ status: 200, body: { _id: unknownId, ...body } });
  });

  it("deletes what is not there with a smile", async () => {
    expect((await call("DELETE", `/pendinginvitations/${unknownId}`)).body).toEqual({
      n: 0,
      ok: 1,
      deletedCount: 0,
    });
    expect((await call("DELETE", `/roles/${unknownId}`)).body).toBeNull();
    const gone = { success: true, message: "Group successfully deleted" };
    expect((await call("DELETE", `/groups/${unknownId}`)).body).toEqual(gone);
  });

  it("lets an agent do everything with groups, roles and invitations, and not see activities", async () => {
    const people = (await call("GET", "/project_users?role=agent")).body as {
      id_user: { email: string } | null;
      status: string;
    }[];
    const agent = people.find(
      (one) => one.status === "active" && one.id_user?.email.endsWith("@acme.example"),
    );
    const authorization = await session.signIn(agent?.id_user?.email ?? "");
    const asAgent = (method: string, path: string, body?: unknown): Promise<Reply> => {
      return session.call(method, `${base}${path}`, {
        authorization,
        ...(body === undefined ? {} : { body }),
      });
    };
    expect((await asAgent("POST", "/groups", { name: "Mine" })).status).toBe(200);
    expect((await asAgent("POST", "/roles", { name: "mine" })).status).toBe(200);
    expect((await asAgent("GET", "/pendinginvitations")).status).toBe(200);
    expect((await asAgent("GET", "/activities")).status).toBe(403);
    expect((await asAgent("POST", "/departments", { name: "Mine" })).status).toBe(403);
  });

  it("sends mail again for a GET", async () => {
    const [invitation] = (await call("GET", "/pendinginvitations")).body as { _id: string }[];
    await call("GET", `/pendinginvitations/resendinvite/${invitation?._id ?? ""}`);
    expect(session.standIn.counters.read()).toMatchObject({ emails: 1, writes: 0 });
  });

  it("stores an invitation made by POST in no project at all", async () => {
    const reply = await call("POST", "/pendinginvitations", { email: "x@y.example", role: "agent" });
    expect(reply.body).not.toHaveProperty("id_project");
  });

  it("hides the trashed group and the old one from the list, not from a read by id", async () => {
    const { state } = session.standIn.current();
    const hidden = [...state.groups.values()].filter((group) => group.trashed !== false);
    const listed = ((await call("GET", "/groups")).body as { _id: string }[]).map(({ _id }) => _id);
    expect(hidden).toHaveLength(2);
    for (const { _id } of hidden) {
      expect(listed).not.toContain(_id);
      expect((await call("GET", `/groups/${_id}`)).status).toBe(200);
    }
  });

  it("nulls the group and the bot that a PUT of a department leaves out, and keeps them on PATCH", async () => {
    const departments = (await call("GET", "/departments")).body as { _id: string; id_group?: string }[];
    const sales = departments.find(({ id_group }) => id_group !== undefined);
    const path = `/departments/${sales?._id ?? ""}`;
    const patched = await call("PATCH", path, { description: "a" });
    expect(patched.body).toMatchObject({ id_group: sales?.id_group, description: "a" });
    expect((await call("PUT", path, { description: "b" })).body).toMatchObject({
      id_group: null,
      id_bot: null,
    });
    expect((await call("GET", "/departments/allstatus")).body).toHaveLength(departments.length + 1);
    expect((await call("GET", `${path}/operators`)).body).toHaveProperty("available_agents");
    expect((await call("DELETE", path)).status).toBe(200);
  });

  it("pages roles only, from 0", async () => {
    const all = (await call("GET", "/roles")).body as unknown[];
    expect(all).toHaveLength(2);
    expect((await call("GET", "/roles?limit=1&page=1")).body).toEqual([all[1]]);
  });

  it("keeps dead projects on the owner's list", async () => {
    const rows = (await session.call("GET", "/projects")).body as { id_project: { status: number } | null }[];
    expect(rows.map(({ id_project }) => id_project?.status ?? null).sort()).toEqual([0, 100, null]);
  });

  it("lets the owner delete a project, and answers for it as for an unknown one", async () => {
    expect((await session.call("PATCH", `/projects${base}`, { body: { name: "New name" } })).status).toBe(
      200,
    );
    expect((await session.call("DELETE", `/projects${base}`)).body).toMatchObject({
      status: 0,
      name: "New name",
    });
    expect((await call("GET", "/groups")).status).toBe(400);
    expect((await session.call("DELETE", `/projects${base}/physical`)).status).toBe(200);
    const rows = (await session.call("GET", "/projects")).body as { id_project: unknown }[];
    expect(rows.filter(({ id_project }) => id_project === null)).toHaveLength(2);
  });

  it("shows all projects to the administrator only", async () => {
    expect((await session.call("GET", "/projects/all")).status).toBe(403);
    const authorization = await session.signIn("admin@tiledesk.com");
    expect((await session.call("GET", "/projects/all", { authorization })).body).toHaveLength(2);
  });

  it("pages and filters activities", async () => {
    const list = async (
      query: string,
    ): Promise<{ count: number; activities: { verb: string; createdAt: string }[] }> => {
      return (await call("GET", `/activities?${query}`)).body as never;
    };
    const first = await list("");
    expect(first).toMatchObject({ perPage: 40 });
    expect(first.activities).toHaveLength(40);
    const next = await list("page=1");
    expect(next.activities).toHaveLength(first.count - 40);
    expect([...first.activities, ...next.activities].map(({ createdAt }) => createdAt)).toEqual(
      [...first.activities, ...next.activities]
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
    expect(await list("limit=1000")).toMatchObject({ perPage: 100 });
    const deletes = await list("activities=PROJECT_USER_DELETE");
    expect(new Set(deletes.activities.map(({ verb }) => verb))).toEqual(new Set(["PROJECT_USER_DELETE"]));
    expect((await list("start_date=02/11/2026&end_date=03/11/2026")).count).toBe(first.count);
    expect((await list("start_date=01/11/2026&end_date=01/11/2026")).count).toBe(0);
    expect((await list("start_date=05/11/2026")).count).toBe(0);
    expect((await list("end_date=01/01/2020")).count).toBe(first.count);
    expect((await call("GET", "/activities?start_date=2026-11-02")).status).toBe(500);
    expect((await call("GET", "/activities?agent_id=zzz")).status).toBe(500);
  });

  it("keeps no trace of a disabled member and of the dotted settings", async () => {
    const me = (await call("GET", "/project_users?role=teammate")).body as { _id: string }[];
    const count = async (): Promise<number> =>
      ((await call("GET", "/activities")).body as { count: number }).count;
    const before = await count();
    await call("DELETE", `/project_users/${me[0]?._id ?? ""}`);
    await call("PUT", "/project_users", { "settings.email.notification.conversation.pooled": true });
    expect(await count()).toBe(before);
    await call("PUT", "/project_users", { profileStatus: "lunch" });
    expect(await count()).toBe(before + 1);
  });

  it("changes the own password and the own names, and nothing else of oneself", async () => {
    const change = (oldpsw: string, newpsw: string): Promise<Reply> => {
      return session.call("PUT", "/users/changepsw", { body: { oldpsw, newpsw } });
    };
    expect((await change("wrong", "x")).status).toBe(401);
    expect((await change("Passw0rd!", "Passw0rd!")).status).toBe(403);
    expect((await change("Passw0rd!", "N3wpass!")).body).toEqual({ message: "Password change successful" });
    const body = { firstname: "Ola", email: "other@acme.example", attributes: { a: 1 } };
    const { email } = session.standIn.current();
    const reply = await session.call("PUT", "/users", { body });
    expect(reply.body).toMatchObject({ updatedUser: { firstname: "Ola", email, attributes: { a: 1 } } });
  });
});
