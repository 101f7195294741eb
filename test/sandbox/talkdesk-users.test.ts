import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import type { Reply } from "./session.js";
import { idsIn, someone, startTalkdesk, type TalkdeskSession, usersIn } from "./talkdesk-session.js";

const notFound = { code: "not_found", message: expect.any(String) };

let session: TalkdeskSession;
beforeEach(async () => {
  session = await startTalkdesk();
});
afterEach(() => session.close());

const set = (quirks: Partial<TalkdeskQuirks>): TalkdeskQuirks => session.standIn.setQuirks(quirks);
const get = (id: string): Promise<Reply> => session.call("GET", `/users/${id}`);
const patch = (id: string, body: unknown): Promise<Reply> => session.call("PATCH", `/users/${id}`, { body });
const post = (body: unknown): Promise<Reply> => session.call("POST", "/users", { body });
const idAt = (at: number): string => session.state.users[at]?.id ?? "";
const fieldsOf = (reply: Reply): string[] => {
  return ((reply.body as { fields?: { name: string }[] }).fields ?? []).map(({ name }) => name);
};

describe("GET /users/{id}", () => {
  it("has the guide's fields, flat", async () => {
    const user = someone(session.state, ({ teamIds }) => teamIds.length > 1);
    expect(await get(user.id)).toMatchObject({
      status: 200,
      body: {
        id: user.id,
        name: user.name,
        email: user.email,
        role: "account owner",
        status: "active",
        extension: user.extension,
        ring_groups: user.ringGroups,
        teams: user.teamIds,
        time_zone: user.timeZone,
        language: user.language,
        created_at: user.createdAt,
        updated_at: user.updatedAt,
      },
    });
  });

  it("has the documents' fields by quirk, and neither role nor teams", async () => {
    set({ getShows: "minimal" });
    const { body } = await get(idAt(0));
    expect(Object.keys(body as object).sort()).toEqual(
      [
        "_links",
        "active",
        "created_at",
        "email",
        "extension",
        "external_phone_number",
        "gender",
        "id",
        "name",
      ].sort(),
    );
  });

  it("names the role, in the record's own spelling, or gives its id by quirk", async () => {
    const misspelt = someone(session.state, ({ roleSpelling }) => roleSpelling !== undefined);
    const roleless = someone(session.state, ({ roleIds }) => roleIds.length === 0);
    expect((await get(misspelt.id)).body).toMatchObject({ role: "AGENT" });
    expect((await get(roleless.id)).body).toMatchObject({ role: null });
    set({ roleShows: "id" });
    expect((await get(misspelt.id)).body).toMatchObject({ role: session.state.findRole("agent")?.id });
  });

  it("is a 404 for nobody, for people of another account, for their SCIM ids and for a bad escape", async () => {
    const { others, users } = session.state;
    expect(others.users).toHaveLength(3);
    for (const id of ["nobody", "a%2Fb", "%zz", others.users[0]?.id, users[0]?.scimId]) {
      expect(await get(id ?? "")).toMatchObject({ status: 404, body: notFound });
    }
  });

  it("knows no me, since a client is nobody", async () => {
    expect(await get("me")).toMatchObject({ status: 404, body: notFound });
  });
});

describe("POST /users", () => {
  const june = { name: "June Lake", email: "june.lake@acme.example", role: "agent" };

  it("makes a user with a welcome mail, and answers four fields", async () => {
    session.standIn.counters.reset();
    const reply = await post({ ...june, nickname: "J" });
    expect(reply.status).toBe(201);
    const { id } = reply.body as { id: string };
    expect(reply.body).toEqual({ id, name: june.name, email: june.email, status: "active" });
    expect((await get(id)).body).toMatchObject({ role: "agent", teams: [], extension: null, language: null });
    expect(session.standIn.counters.read()).toMatchObject({ emails: 1, writes: 1 });
    set({ status: "upper", createStatus: 200 });
    expect((await get(id)).body).toMatchObject({ status: "PENDING" });
    expect((await post({ ...june, email: "two@acme.example" })).status).toBe(200);
  });

  it("takes everything that a user can have, the role by id or by name in any case", async () => {
    const [team] = session.state.teams;
    const body = {
      ...june,
      role: session.state.findRole("Quality Analyst")?.id,
      status: "inactive",
      extension: 77,
      teams: [team?.id, team?.id],
      ring_groups: ["VIP / Gold"],
      time_zone: "Europe/Rome",
      language: "it-IT",
    };
    const { id } = (await post(body)).body as { id: string };
    expect((await get(id)).body).toMatchObject({ ...body, role: "Quality Analyst", teams: [team?.id] });
    const other = (await post({ ...june, email: "b@acme.example", role: "SUPERVISOR" })).body as {
      id: string;
    };
    expect((await get(other.id)).body).toMatchObject({ role: "supervisor" });
  });

  it.each<[string, () => object, string[]]>([
    ["nothing", () => ({}), ["name", "email", "role"]],
    ["an empty name", () => ({ ...june, name: " " }), ["name"]],
    ["an address that is none", () => ({ ...june, email: "june" }), ["email"]],
    ["an unknown role", () => ({ ...june, role: "queen" }), ["role"]],
    ["a role of another account", () => ({ ...june, role: session.state.others.roles[0]?.id }), ["role"]],
    ["a team of another account", () => ({ ...june, teams: [session.state.others.teams[0]?.id] }), ["teams"]],
    ["teams that are no list", () => ({ ...june, teams: "Support" }), ["teams"]],
    ["an unknown ring group", () => ({ ...june, ring_groups: ["Nobody's"] }), ["ring_groups"]],
    ["a state of another dialect", () => ({ ...june, status: "ACTIVE" }), ["status"]],
    ["an extension that is none", () => ({ ...june, extension: true }), ["extension"]],
    ["numbers for texts", () => ({ ...june, time_zone: 1, language: 2 }), ["time_zone", "language"]],
  ])("refuses %s, and nothing has changed", async (_, body, fields) => {
    const before = { hash: session.standIn.hash(), emails: session.state.emailsSent };
    const reply = await post(body());
    expect([reply.status, fieldsOf(reply)]).toEqual([422, fields]);
    expect({ hash: session.standIn.hash(), emails: session.state.emailsSent }).toEqual(before);
  });

  it.each<[string, unknown]>([
    ["text that is no JSON", "{"],
    ["a list", []],
    ["null", null],
  ])("refuses %s as a body", async (_, body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { code: "bad_request" } });
  });

  it.each([409, 422, 400] as const)(
    "answers a taken address with %d, in any case, and sends no mail",
    async (status) => {
      set({ duplicateStatus: status });
      const inactive = someone(session.state, ({ state }) => state === "inactive");
      const before = session.standIn.hash();
      const reply = await post({ ...june, email: inactive.email?.toUpperCase() });
      expect([reply.status, fieldsOf(reply)]).toEqual([status, ["email"]]);
      expect([session.standIn.hash(), session.state.emailsSent]).toEqual([before, 0]);
    },
  );

  it("takes an address of another account, which is nobody's here", async () => {
    const { email } = session.state.others.users.find(({ email: one }) => one?.includes("globex")) ?? {};
    expect((await post({ ...june, email })).status).toBe(201);
    const found = await session.call("GET", `/users?email=${email ?? ""}`);
    expect(idsIn(found)).toHaveLength(1);
  });
});

describe("PATCH /users/{id}", () => {
  it("changes what is sent and shows no more than that", async () => {
    const before = (await get(idAt(3))).body as object;
    session.pass(5);
    const reply = await patch(idAt(3), { role: "supervisor" });
    const updated_at = "2026-11-23T09:00:05.000Z";
    expect(reply).toMatchObject({ status: 200, body: { id: idAt(3), role: "supervisor", updated_at } });
    expect(Object.keys(reply.body as object)).toEqual(["id", "role", "updated_at"]);
    expect((await get(idAt(3))).body).toEqual({ ...before, role: "supervisor", updated_at });
  });

  it("takes lists whole, and null as nothing", async () => {
    const [one, two] = session.state.teams.map(({ id }) => id);
    await patch(idAt(0), { teams: [one, two], ring_groups: ["Español"] });
    expect((await patch(idAt(0), { teams: [two] })).body).toMatchObject({ teams: [two] });
    const cleared = { teams: null, ring_groups: null, extension: null, time_zone: null, language: null };
    await patch(idAt(0), cleared);
    expect((await get(idAt(0))).body).toMatchObject({ ...cleared, teams: [], ring_groups: [] });
  });

  it("disables and restores", async () => {
    expect((await patch(idAt(0), { status: "inactive" })).body).toMatchObject({ status: "inactive" });
    expect(usersIn(await session.call("GET", "/users?status=inactive"))[0]).toMatchObject({ id: idAt(0) });
    expect((await patch(idAt(0), { status: "active" })).body).toMatchObject({ status: "active" });
    set({ status: "boolean" });
    expect((await patch(idAt(0), { status: "inactive" })).body).toMatchObject({ active: false });
  });

  it("is no write when all is as it was", async () => {
    const { id, name, updatedAt } = session.state.users[0] ?? {};
    session.standIn.counters.reset();
    session.pass(5);
    expect((await patch(id ?? "", { name })).body).toEqual({ id, name, updated_at: updatedAt });
    expect((await patch(id ?? "", {})).body).toEqual({ id, updated_at: updatedAt });
    expect(session.standIn.counters.read()).toMatchObject({ writes: 0 });
  });

  it("leaves nothing behind of an odd spelling, nor of the two parts of a name", async () => {
    const misspelt = someone(session.state, ({ roleSpelling }) => roleSpelling !== undefined);
    expect(misspelt.givenName).toBeDefined();
    const reply = await patch(misspelt.id, { role: "agent", name: "June Lake" });
    expect(reply.body).toMatchObject({ role: "agent", name: "June Lake" });
    expect([misspelt.givenName, misspelt.familyName]).toEqual([undefined, undefined]);
  });

  it("moves an address, and passes over what nobody may set", async () => {
    const { id, createdAt } = session.state.users[0] ?? {};
    await patch(id ?? "", { email: "new@acme.example", id: "x", created_at: "y" });
    expect(idsIn(await session.call("GET", "/users?email=NEW@acme.example"))).toEqual([id]);
    expect((await get(id ?? "")).body).toMatchObject({ id, created_at: createdAt });
  });

  it.each<[string, (other: string) => unknown, number, string[]]>([
    ["another's address", (email) => ({ email }), 409, ["email"]],
    ["no role", () => ({ role: null }), 422, ["role"]],
    ["no name", () => ({ name: null }), 422, ["name"]],
    ["operations of JSON Patch", () => [{ op: "replace", path: "/name", value: "x" }], 400, []],
  ])("refuses %s", async (_, body, status, fields) => {
    const before = session.standIn.hash();
    const reply = await patch(idAt(0), body(session.state.users[1]?.email ?? ""));
    expect([reply.status, fieldsOf(reply), session.standIn.hash()]).toEqual([status, fields, before]);
  });

  it("may keep the address that one has, in another case", async () => {
    const user = session.state.users[0];
    expect((await patch(user?.id ?? "", { email: user?.email?.toUpperCase() })).status).toBe(200);
  });

  it("is a 404 for nobody and for people of another account", async () => {
    for (const id of ["nobody", session.state.others.users[0]?.id ?? ""]) {
      expect(await patch(id, { name: "x" })).toMatchObject({ status: 404, body: notFound });
    }
  });
});

describe("DELETE /users/{id}", () => {
  const remove = (id: string): Promise<Reply> => session.call("DELETE", `/users/${id}`);

  it("erases: 204 without a body, then a 404, and the address is free", async () => {
    const { id, email, ringGroups } = session.state.users[0] ?? {};
    expect(await remove(id ?? "")).toMatchObject({ status: 204, text: "" });
    expect((await get(id ?? "")).status).toBe(404);
    expect((await remove(id ?? "")).status).toBe(404);
    const members = await session.call(
      "GET",
      `/ring-groups/${encodeURIComponent(ringGroups?.[0] ?? "")}/users?per_page=100`,
    );
    expect(idsIn(members)).not.toContain(id);
    const again = await post({ name: "Again", email, role: "agent" });
    expect(again.status).toBe(201);
    expect((again.body as { id: string }).id).not.toBe(id);
  });

  it("deactivates by quirk, as often as one likes", async () => {
    set({ deletion: "deactivates" });
    expect((await remove(idAt(0))).status).toBe(204);
    expect((await get(idAt(0))).body).toMatchObject({ status: "inactive" });
    session.standIn.counters.reset();
    expect((await remove(idAt(0))).status).toBe(204);
    expect(session.standIn.counters.read()).toMatchObject({ writes: 0 });
  });

  it("is a 404 for people of another account, who stay", async () => {
    const { others } = session.state;
    expect((await remove(others.users[0]?.id ?? "")).status).toBe(404);
    expect(session.state.others.users).toHaveLength(3);
  });
});

describe("an account without writes", () => {
  it.each([
    ["absent404", 404],
    ["absent405", 405],
  ] as const)("%s", async (writes, status) => {
    set({ writes });
    const before = session.standIn.hash();
    for (const [method, path] of [
      ["POST", "/users"],
      ["PATCH", `/users/${idAt(0)}`],
      ["DELETE", `/users/${idAt(0)}`],
    ] as const) {
      const body = method === "DELETE" ? {} : { body: { name: "x" } };
      const reply = await session.call(method, path, body);
      expect([method, reply.status]).toEqual([method, status]);
      expect(reply.body).toEqual({ code: expect.any(String), message: expect.any(String) });
    }
    expect(session.standIn.hash()).toBe(before);
    expect((await get(idAt(0))).status).toBe(200);
  });
});
