import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { type Session, startSession } from "./session.js";

interface Row extends Omit<MemberDocument, "id_user"> {
  id_user: { _id: string; email: string; status: number } | null;
  isBusy: boolean;
}

describe("the quirks of members", () => {
  let session: Session;
  let base: string;

  beforeEach(async () => {
    session = await startSession({ people: 80, projects: 2 });
    base = `/${session.projectIds[0] ?? ""}/project_users`;
  });
  afterEach(() => session.close());

  const list = async (query = ""): Promise<Row[]> =>
    (await session.call("GET", `${base}${query}`)).body as Row[];
  const find = async (is: (row: Row) => boolean): Promise<Row> => {
    const row = (await list("?trashed=true")).find(is);
    if (!row) throw new Error("The seed holds no such member.");
    return row;
  };
  const isPlainAgent = (row: Row): boolean => {
    return (
      row.role === "agent" && row.status === "active" && row.trashed === false && row.id_user?.status === 100
    );
  };

  it("lists disabled members by default, trashed ones on demand, and never pages", async () => {
    const everyone = await list("?trashed=true");
    const shown = await list();
    expect(shown.some((row) => row.status === "disabled")).toBe(true);
    expect(shown.some((row) => row.trashed === true)).toBe(false);
    expect(everyone.filter((row) => row.trashed !== true)).toEqual(shown);
    expect(await list("?limit=1&page=0")).toEqual(shown);
    expect(await list("?trashed=false")).toEqual(shown);
    expect((await list("?trashed=no")).length).toBe(everyone.length);
  });

  it("shows a record without roleType only to who asks for its role", async () => {
    const { state } = session.standIn.current();
    const oldest = [...state.members.values()].find((member) => member.roleType === undefined);
    const projectId = oldest?.id_project ?? "";
    const ids = async (query: string): Promise<string[]> => {
      const reply = await session.call("GET", `/${projectId}/project_users${query}`);
      return (reply.body as Row[]).map(({ _id }) => _id);
    };
    expect(await ids("?trashed=true")).not.toContain(oldest?._id);
    expect(await ids("?role=agent")).toContain(oldest?._id);
  });

  it("replaces the look at roleType by the roles asked for", async () => {
    const guests = await list("?role=guest");
    expect(guests).not.toHaveLength(0);
    for (const guest of guests) {
      expect(guest).not.toHaveProperty("id_user");
      expect(guest).toMatchObject({ roleType: 2, isAuthenticated: false });
    }
  });

  it("lets a misspelt role through every gate", async () => {
    const wizard = await find((row) => row.role === "wizard");
    const owner = await find((row) => row.role === "owner");
    const authorization = await session.signIn(wizard.id_user?.email ?? "");
    const demoted = await session.call("PUT", `${base}/${owner._id}`, {
      authorization,
      body: { role: "agent" },
    });
    expect(demoted).toMatchObject({ status: 200, body: { role: "agent" } });
  });

  it("protects nobody from deletion, not even the caller, who is then locked out", async () => {
    const owner = await find((row) => row.role === "owner");
    expect((await session.call("DELETE", `${base}/${owner._id}?soft=true`)).status).toBe(200);
    const after = await session.call("GET", base);
    expect(after).toMatchObject({ status: 403, body: { msg: "you dont belong to the project." } });
  });

  it("changes and deletes members of other projects, and restores only its own", async () => {
    const member = await find(isPlainAgent);
    const elsewhere = `/${session.projectIds[1] ?? ""}/project_users/${member._id}`;
    expect((await session.call("GET", elsewhere)).status).toBe(404);
    expect((await session.call("PUT", elsewhere, { body: { role: "teammate" } })).status).toBe(200);
    expect((await session.call("DELETE", `${elsewhere}?soft=true`)).status).toBe(200);
    expect((await session.call("PUT", `${elsewhere}/restore`)).status).toBe(404);
    expect(await find((row) => row._id === member._id)).toMatchObject({ role: "teammate", trashed: true });
  });

  it("keeps user_available when it trashes, and makes a disabled member active when it restores", async () => {
    const member = await find((row) => isPlainAgent(row) && row.user_available);
    await session.call("PUT", `${base}/${member._id}`, { body: { status: "disabled" } });
    const trashed = await session.call("DELETE", `${base}/${member._id}?soft=true`);
    expect(trashed.body).toMatchObject({ trashed: true, status: "disabled", user_available: true });
    expect(trashed.body).not.toHaveProperty("isBusy");
    const restored = await session.call("PUT", `${base}/${member._id}/restore`);
    expect(restored.body).toMatchObject({ trashed: false, status: "active" });
  });

  it("makes a second membership for an invited member who is disabled", async () => {
    const disabled = await find((row) => row.status === "disabled" && row.trashed === false);
    const email = disabled.id_user?.email ?? "";
    const invited = await session.call("POST", `${base}/invite`, { body: { email, role: "agent" } });
    expect(invited.status).toBe(200);
    const both = (await list()).filter((row) => row.id_user?._id === disabled.id_user?._id);
    expect(both).toHaveLength(2);
    const byUser = await session.call("GET", `${base}/users/${disabled.id_user?._id ?? ""}`);
    expect(byUser.body).toMatchObject([{ _id: disabled._id }]);
  });

  it("refuses a value of the wrong type and changes nothing", async () => {
    const member = await find(isPlainAgent);
    const before = session.standIn.current().state.hash();
    const reply = await session.call("PUT", `${base}/${member._id}`, { body: { user_available: "banana" } });
    expect(reply).toMatchObject({ status: 500, body: { success: false, msg: "Error updating object." } });
    expect(session.standIn.current().state.hash()).toBe(before);
  });

  it("leaves a field alone that is sent as null", async () => {
    const member = await find(isPlainAgent);
    const body = { profileStatus: "lunch" };
    await session.call("PUT", `${base}/${member._id}`, { body });
    const reply = await session.call("PUT", `${base}/${member._id}`, { body: { profileStatus: null } });
    expect(reply.body).toMatchObject(body);
  });

  it("keeps a deleted account's membership active, anonymised or null", async () => {
    const [first, second] = (await list()).filter(isPlainAgent);
    const own = async (row: Row | undefined): Promise<string> => session.signIn(row?.id_user?.email ?? "");
    const [one, two] = [await own(first), await own(second)];
    expect((await session.call("DELETE", "/users", { authorization: one })).status).toBe(200);
    expect((await session.call("DELETE", "/users/physical", { authorization: two })).status).toBe(200);
    expect((await session.call("GET", "/users", { authorization: one })).status).toBe(401);
    const anonymised = await find((row) => row._id === first?._id);
    expect(anonymised).toMatchObject({ status: "active", id_user: { status: 0, firstname: "anonymized" } });
    expect(anonymised.id_user?.email).toMatch(/^[0-9a-f-]{36}@tiledesk\.com$/);
    expect(await find((row) => row._id === second?._id)).toMatchObject({ status: "active", id_user: null });
  });

  it("shows each change in the next list", async () => {
    const member = await find(isPlainAgent);
    expect(await list()).toEqual(await list());
    await session.call("PUT", `${base}/${member._id}`, { body: { role: "supervisor" } });
    expect((await list()).find((row) => row._id === member._id)?.role).toBe("supervisor");
  });
});
