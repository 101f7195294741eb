import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Server } from "node:http";
import { createControlServer } from "../../sandbox/control.js";
import { closeAtOnce, listenOnLoopback } from "../../sandbox/loopback.js";
import { defaultQuirks } from "../../sandbox/teamwork-projects/quirks.js";
import { send } from "./session.js";
import { idsIn, rowsIn, someone, startProjects, type ProjectsSession } from "./teamwork-projects-session.js";

const v2 = "/projects/api/v2";
const v3 = "/projects/api/v3";

function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
}

describe("who may read Teamwork Projects", () => {
  let session: ProjectsSession;
  beforeEach(async () => {
    session = await startProjects();
  });
  afterEach(() => session.close());

  it("an API key with any password, address and password, a token, or the key in its place", async () => {
    const { apiKey, email, password, accessToken } = session.standIn.credentials();
    const good = [
      ...[basic(apiKey, "x"), basic(apiKey, ""), basic(email, password)],
      ...[`Bearer ${accessToken}`, `Bearer ${apiKey}`],
    ];
    for (const authorization of good) expect((await session.get("/me.json", authorization)).status).toBe(200);
    const bad = [null, "Bearer nonsense", basic("nonsense", "x"), basic(email, "wrong"), `Basic ${apiKey}`];
    for (const authorization of bad) {
      const of1 = await session.get("/me.json", authorization);
      expect(of1).toMatchObject({ status: 401, body: { STATUS: "Error" } });
      const of3 = await session.get(`${v3}/me.json`, authorization);
      expect(of3).toMatchObject({ status: 401, body: { errors: [{ detail: "401: Not authorized" }] } });
    }
  });

  it("says how to reach it and sign in", async () => {
    const introduction = session.standIn.introduce("http://127.0.0.1:1");
    expect(introduction).toEqual({
      ...{ baseUrl: "http://127.0.0.1:1", site: "acme" },
      ...session.standIn.credentials(),
    });
    const { body } = await session.get("/launchpad/v1/userinfo.json");
    expect(body).toMatchObject({ user_id: session.state.owner.id, awsRegion: "US" });
  });

  it("has nothing at other addresses", async () => {
    expect((await session.get("/nothing.json")).status).toBe(404);
    expect((await session.get("/people")).status).toBe(404);
    expect(await session.get(`${v3}/nothing.json`)).toMatchObject({ status: 404, text: "" });
  });

  it.each([
    ["owner", { "site-owner": true, administrator: true, "in-owner-company": "1" }],
    ["administrator", { "site-owner": false, administrator: true, "in-owner-company": "1" }],
    ["standard", { "site-owner": false, administrator: false, isClientUser: false }],
    ["client", { administrator: false, isClientUser: true, "in-owner-company": "0" }],
  ] as const)("tells a credential of rank %s who it is", async (credentialRank, flags) => {
    session.standIn.setQuirks({ credentialRank });
    expect(rowsIn(await session.get("/me.json"), "person")[0]).toMatchObject(flags);
    const { email, password } = session.standIn.credentials();
    expect((await session.get(`${v2}/me.json`, basic(email, password))).body).toMatchObject({
      person: { emailAddress: email },
    });
  });

  it("shows administrators everybody, others whom they work with, clients their company and its host", async () => {
    const shown = async (credentialRank: typeof defaultQuirks.credentialRank): Promise<number[]> => {
      session.standIn.setQuirks({ credentialRank });
      return idsIn(await session.get(`${v3}/people.json?pageSize=500&showDeleted=true`), "people");
    };
    const deleted = session.state.people.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id);
    const [owner, standard, client] = [await shown("owner"), await shown("standard"), await shown("client")];
    expect(await shown("administrator")).toEqual(owner);
    expect(deleted.every((id) => owner.includes(id))).toBe(true);
    expect([...standard, ...client].filter((id) => deleted.includes(id))).toEqual([]);
    const initech = session.state.companies[2]?.id;
    const companyOf = (id: number): number | undefined => session.state.person(id)?.companyId;
    expect(owner.some((id) => companyOf(id) === initech)).toBe(true);
    expect(client.some((id) => companyOf(id) === initech)).toBe(false);
    expect(standard.length).toBeLessThan(owner.length - deleted.length);
  });

  it("keeps private facts from others by leaving them out, and projects from clients", async () => {
    session.standIn.setQuirks({ credentialRank: "client" });
    const [other] = rowsIn(await session.get(`${v3}/people.json`), "people");
    expect(other).not.toHaveProperty("userRate");
    expect(rowsIn(await session.get(`${v3}/me.json`), "person")[0]).toHaveProperty("userRate");
    const [of1] = rowsIn(await session.get("/people.json"), "people");
    expect(of1).not.toHaveProperty("last-login");
    const own = Number(rowsIn(await session.get("/me.json"), "person")[0]?.["id"]);
    const hidden = session.state.projects.find(({ memberIds }) => !memberIds.includes(own));
    expect((await session.get(`/projects/${String(hidden?.id)}.json`)).status).toBe(404);
  });

  it("has a bin for administrators, which forgets after thirty days", async () => {
    const { id, deletedAt } = someone(session.state, (person) => person.deletedAt !== null);
    const rows = rowsIn(await session.get("/people/deleted.json"), "people");
    expect(rows.find((row) => row["id"] === String(id))).toMatchObject({
      ...{ deletedDateTime: deletedAt, deletedByUserId: String(session.state.owner.id) },
      ...{ isInOwnerCompany: expect.any(Boolean), userType: expect.any(String) },
    });
    for (const binRefusal of [403, 422] as const) {
      session.standIn.setQuirks({ credentialRank: "standard", binRefusal });
      expect((await session.get("/people/deleted.json")).status).toBe(binRefusal);
    }
    session.standIn.setQuirks({ credentialRank: "owner" });
    session.pass(31);
    expect(rowsIn(await session.get("/people/deleted.json"), "people")).toEqual([]);
    expect((await session.get(`/people/${String(id)}.json`)).status).toBe(404);
  });

  it("keeps API keys to itself", async () => {
    expect(await session.get("/people/APIKeys.json")).toMatchObject({
      status: 422,
      body: { STATUS: "Error", MESSAGE: "You are not the site owner (must be user 391604)" },
    });
  });

  it("limits callers, by 429 or by 400, and says what is left", async () => {
    session.standIn.setQuirks({ perMinute: 1 });
    const first = await session.get("/me.json");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("0");
    expect((await session.get("/me.json")).status).toBe(429);
    session.standIn.setQuirks({ throttleStatus: 400 });
    const refused = await session.get("/me.json");
    expect([refused.status, refused.headers.get("x-ratelimit-remaining"), refused.text]).toEqual([
      400,
      "0",
      "",
    ]);
  });

  it("gives no more rows than its cap, though it counts more", async () => {
    session.standIn.setQuirks({ recordCap: 30, pageSizeClamp: 20 });
    const reply = await session.get(`${v3}/people.json?page=2&pageSize=100`);
    expect(rowsIn(reply, "people")).toHaveLength(10);
    expect(reply.body).toMatchObject({ meta: { page: { pageSize: 20, hasMore: false } } });
    const of2 = await session.get(`${v2}/people.json`);
    expect([of2.headers.get("x-pages"), Number(of2.headers.get("x-records")) > 30]).toEqual(["2", true]);
    session.standIn.setQuirks({ pageHeaders: "absent" });
    expect((await session.get("/people.json")).headers.get("x-pages")).toBeNull();
    session.standIn.setQuirks({ counts: "lowerBound" });
    expect((await session.get(`${v3}/people.json`)).body).toMatchObject({ meta: { page: { count: 21 } } });
  });
});

describe("the hand behind Teamwork Projects", () => {
  let session: ProjectsSession;
  let server: Server;
  let controlUrl: string;
  beforeEach(async () => {
    session = await startProjects({ people: 40 });
    server = createControlServer([session.standIn]);
    controlUrl = await listenOnLoopback(server, 0);
  });
  afterEach(async () => {
    await Promise.all([closeAtOnce(server), session.close()]);
  });

  const control = (method: string, path: string, body?: unknown): ReturnType<typeof send> =>
    send(`${controlUrl}/teamworkProjects${path}`, method, body === undefined ? {} : { body });

  it("switches quirks, and refuses those that it does not know", async () => {
    expect((await control("GET", "/quirks")).body).toEqual(defaultQuirks);
    const changed = await control("POST", "/quirks", { archivedWord: "inactive" });
    expect(changed.body).toEqual({ ...defaultQuirks, archivedWord: "inactive" });
    for (const wrong of [
      { archivedWord: "gone" },
      { pageSizeClamp: 0 },
      { toString: 1 },
      { recordCap: "1" },
    ]) {
      expect((await control("POST", "/quirks", wrong)).status).toBe(400);
    }
  });

  it("changes the API key", async () => {
    const { apiKey } = session.standIn.credentials();
    await control("POST", "/api-key", { apiKey: "twp_new" });
    expect((await session.get("/me.json", basic(apiKey, "x"))).status).toBe(401);
    expect((await session.get("/me.json", basic("twp_new", "x"))).status).toBe(200);
    expect((await control("POST", "/api-key", {})).status).toBe(400);
  });

  it("counts calls by route, and goes back to the seed", async () => {
    const { hash } = (await control("GET", "/hash")).body as { hash: string };
    await session.get(`/people/${String(session.state.owner.id)}.json`);
    await session.get("/nothing.json");
    expect((await control("GET", "/counters")).body).toMatchObject({
      calls: 2,
      callsByRoute: { "GET /people/:id.json": 1, "GET (unknown route)": 1 },
    });
    session.state.addPerson();
    session.standIn.setQuirks({ credentialRank: "client" });
    expect((await control("GET", "/hash")).body).not.toEqual({ hash });
    expect((await control("POST", "/reset")).body).toEqual({ hash });
    expect(session.standIn.quirks()).toEqual(defaultQuirks);
  });

  it("spoils rows of each version", async () => {
    await control("POST", "/faults", [{ fault: { kind: "mutateRows", index: 0, replace: { id: null } } }]);
    for (const path of ["/people.json", `${v2}/people.json`, `${v3}/people.json`]) {
      expect(rowsIn(await session.get(path), "people")[0]).toMatchObject({ id: null });
    }
  });
});
