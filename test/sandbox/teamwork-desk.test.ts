import { describe, expect, it } from "@jest/globals";
import { createControlServer } from "../../sandbox/control.js";
import { closeAtOnce, listenOnLoopback } from "../../sandbox/loopback.js";
import { defaultQuirks } from "../../sandbox/teamwork-desk/quirks.js";
import type { TeamworkDeskStandIn } from "../../sandbox/teamwork-desk/stand-in.js";
import { siteCredentials } from "../../sandbox/teamwork-site/authorization.js";
import { toInstallation } from "../../sandbox/teamwork-site/installation.js";
import { deskCompany, rowsIn, useDeskStandIn, type Json } from "./teamwork-desk-session.js";

const { open, ask, filter } = useDeskStandIn();

describe("authentication", () => {
  it("takes a token, and an API key in its place", async () => {
    await open();
    expect((await ask("users.json")).status).toBe(200);
    expect((await ask("users.json", `Bearer ${siteCredentials.apiKey}`)).status).toBe(200);
  });

  it.each([
    ["Basic", `Basic ${Buffer.from(`${siteCredentials.apiKey}:x`).toString("base64")}`],
    ["another token", "Bearer nonsense"],
    ["nothing", ""],
  ])("refuses %s", async (_, header) => {
    await open();
    for (const path of ["users.json", "inboxes/5001.json", "/me.json"]) {
      const { status, body } = await ask(path, header);
      expect([status, body]).toMatchObject([401, { errors: [{ code: "401" }] }]);
    }
  });
});

describe("lists", () => {
  it("are numbered pages, told in two ways", async () => {
    await open();
    const reply = await ask("users.json?page=2&pageSize=30");
    const { records, pages } = reply.body["pagination"] as { records: number; pages: number };
    expect(rowsIn(reply, "users")).toHaveLength(30);
    expect(pages).toBe(Math.ceil(records / 30));
    expect(reply.body).toMatchObject({
      pagination: { page: 2, pageSize: 30, hasMorePages: true },
      meta: { page: { count: records, pageOffset: 1, pageSize: 30, pages, hasMore: true } },
    });
    const last = await ask(`users.json?page=${String(pages)}&pageSize=30`);
    expect(last.body).toMatchObject({
      pagination: { hasMorePages: false },
      meta: { page: { hasMore: false } },
    });
  });

  it("are no longer than a hundred, without a word", async () => {
    await open();
    const reply = await ask("users.json?pageSize=500");
    expect(rowsIn(reply, "users")).toHaveLength(100);
    expect(reply.body).toMatchObject({ pagination: { pageSize: 100, hasMorePages: true } });
  });

  it("tell their pages in one way alone where they are told to", async () => {
    const server = await open({ paging: "pagination" });
    expect(Object.keys((await ask("inboxes.json")).body)).toEqual(["inboxes", "included", "pagination"]);
    server.setQuirks({ paging: "meta" });
    expect(Object.keys((await ask("inboxes.json")).body)).toEqual(["inboxes", "included", "meta"]);
  });

  it("hide those who are not at work, until a state is asked for", async () => {
    const server = await open();
    const statesIn = (rows: readonly Json[]): ReadonlySet<unknown> => new Set(rows.map(({ state }) => state));
    expect(statesIn(rowsIn(await ask("users.json?pageSize=100"), "users"))).toEqual(new Set(["active"]));
    expect(statesIn(rowsIn(await filter({ state: { $ne: "active" } }), "users"))).toEqual(
      new Set(["archived", "deleted"]),
    );
    const ids = server.state().agents.map(({ id }) => id);
    expect(statesIn(rowsIn(await filter({ id: { $in: ids } }), "users"))).toEqual(new Set(["active"]));
    server.setQuirks({ lists: "all" });
    expect(statesIn(rowsIn(await filter({ id: { $in: ids } }), "users")).size).toBe(3);
  });

  it("of agents include their inboxes, a list of them, where that is asked for", async () => {
    const server = await open();
    expect((await ask("users.json?pageSize=2")).body["included"]).toEqual({});
    for (const includes of ["inboxes", "users,inboxes", "all"]) {
      const { body } = await ask(`users.json?pageSize=2&includes=${includes}`);
      expect(body["included"]).toMatchObject({
        inboxes: expect.arrayContaining([expect.objectContaining({ id: 5001, users: expect.any(Array) })]),
      });
    }
    server.setQuirks({ includes: "never" });
    expect((await ask("users.json?pageSize=2&includes=all")).body["included"]).toEqual({});
  });

  it("of invitations have those who have not answered", async () => {
    const { agents } = (await open()).state();
    const { body } = await ask("agentinvites.json");
    expect(body).toMatchObject({
      agentinvites: [{ state: "pending", user: { type: "users" } }, {}, {}],
      included: { users: [{ email: expect.any(String) }, {}, {}] },
    });
    const invited = (body["agentinvites"] as { user: { id: number } }[]).map(({ user }) => user.id);
    expect(agents.filter(({ id }) => invited.includes(id))).toEqual([]);
  });
});

describe("the help desk", () => {
  it("is staffed from the installation, with the same ids as in its other products", async () => {
    const { agents } = (await open()).state();
    const people = new Map(toInstallation(deskCompany).people.map((one) => [one.id, one]));
    expect(agents.length).toBeGreaterThan(100);
    for (const { id, email } of agents)
      expect(people.get(id)).toMatchObject({ email, company: { isOwner: true } });
  });

  it("has agents of every kind and in every state", async () => {
    const { agents } = (await open()).state();
    expect(new Set(agents.map(({ state }) => state))).toEqual(new Set(["active", "archived", "deleted"]));
    expect(new Set(agents.map(({ role }) => role))).toEqual(new Set(["Admin", "admin", "Agent", "Wizard"]));
    expect(new Set(agents.map(({ isPartTime }) => isPartTime)).size).toBe(2);
    expect(agents.filter(({ isAppOwner }) => isAppOwner)).toHaveLength(1);
    expect(agents.some(({ updatedAt }) => updatedAt.startsWith("0001-"))).toBe(true);
    for (const { state, deletedAt } of agents) expect(deletedAt !== undefined).toBe(state === "deleted");
  });

  it("has an inbox of everybody, a personal one, an archived one and an empty one", async () => {
    const { agents, inboxes } = (await open()).state();
    const sizes = inboxes.map((inbox) => inbox.agents.length);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([0, agents.length]);
    expect(inboxes.map(({ type }) => type)).toContain("personal");
    expect(inboxes.map(({ state }) => state)).toContain("archived");
  });

  it("shows of an inbox what nobody should pass on", async () => {
    await open();
    expect((await ask("inboxes/5001.json")).body).toMatchObject({
      inbox: { id: 5001, name: "Support", smtpPassword: "smtp-s3cret", oauth2token: "oauth-s3cret" },
    });
  });

  it("has who is deleted by id, and nobody by another", async () => {
    const { agents } = (await open()).state();
    const gone = agents.find(({ state }) => state === "deleted");
    const { body } = await ask(`users/${String(gone?.id)}.json`);
    expect(body).toMatchObject({ user: { id: gone?.id, state: "deleted", deletedAt: expect.any(String) } });
    for (const path of ["users/1.json", "users/x.json", "inboxes/1.json", "me.json", "teams.json"]) {
      expect((await ask(path)).status).toBe(404);
    }
    expect((await ask("users.json", undefined, "POST")).status).toBe(404);
  });

  it("knows whose token it is through Projects, in its spelling", async () => {
    const { owner } = (await open()).state();
    expect((await ask("/me.json")).body).toMatchObject({
      STATUS: "OK",
      person: { id: String(owner.id), "email-address": owner.email, "in-owner-company": "1" },
    });
  });

  it("is back after a reset, and has another hash in between", async () => {
    const server = await open();
    const seeded = server.hash();
    const { id } = server
      .state()
      .addAgent({ firstName: "June", lastName: "Wolf", email: "june@acme.example" });
    expect(server.state().inboxesOf(id)).toHaveLength(1);
    expect(server.hash()).not.toBe(seeded);
    server.state().removeAgent(id);
    expect(server.hash()).toBe(seeded);
    server.state().removeAgent(server.state().owner.id);
    server.reset();
    expect(server.hash()).toBe(seeded);
  });
});

describe("limits", () => {
  it.each([
    ["epoch", String(Date.parse("2026-11-23T08:01:00Z") / 1_000)],
    ["delta", "60"],
  ] as const)(
    "are told in every answer, until when as %s, and begin anew after a minute",
    async (reset, until) => {
      let now = Date.parse("2026-11-23T08:00:00Z");
      await open({ perMinute: 2, throttleReset: reset }, () => new Date(now));
      const replies = [await ask("users.json"), await ask("users.json"), await ask("users.json")];
      expect(replies.map(({ status, headers }) => [status, headers.get("x-rate-limit-remaining")])).toEqual([
        [200, "1"],
        [200, "0"],
        [429, "0"],
      ]);
      expect(replies[0]?.headers.get("x-rate-limit-reset")).toBe(until);
      now += 60_000;
      expect((await ask("users.json")).status).toBe(200);
    },
  );
});

describe("the control of the stand-in", () => {
  type Send = (method: string, path: string, body?: unknown) => Promise<[number, unknown]>;

  async function withControl(
    run: (send: Send, standIn: TeamworkDeskStandIn) => Promise<void>,
  ): Promise<void> {
    const standIn = await open();
    const control = createControlServer([standIn]);
    const url = await listenOnLoopback(control, 0);
    try {
      await run(async (method, path, body) => {
        const response = await fetch(`${url}/teamworkDesk${path}`, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return [response.status, await response.json()];
      }, standIn);
    } finally {
      await closeAtOnce(control);
    }
  }

  it("sets some switches and shows all", () =>
    withControl(async (send) => {
      const expected = { ...defaultQuirks, paging: "meta", inboxesTellAgents: false };
      expect(await send("POST", "/quirks", { paging: "meta", inboxesTellAgents: false })).toEqual([
        200,
        expected,
      ]);
      expect(await send("GET", "/quirks")).toEqual([200, expected]);
    }));

  it.each([
    [{ paging: "none" }],
    [{ colour: "red" }],
    [{ constructor: "both" }],
    [{ pageSizeClamp: 0 }],
    [{ includes: true }],
    [{ perMinute: "many" }],
  ])("refuses %j", (quirks) =>
    withControl(async (send) => {
      expect((await send("POST", "/quirks", quirks))[0]).toBe(400);
    }),
  );

  it("changes the token", () =>
    withControl(async (send, standIn) => {
      const before = `Bearer ${standIn.credentials().accessToken}`;
      expect(await send("POST", "/access-token", { accessToken: "another" })).toEqual([
        200,
        { changed: true },
      ]);
      expect((await ask("users.json", before)).status).toBe(401);
      expect((await ask("users.json")).status).toBe(200);
      expect((await send("POST", "/access-token", {}))[0]).toBe(400);
    }));

  it("introduces the stand-in with what a linked account needs", async () => {
    const server = await open();
    expect(server.introduce("http://127.0.0.1:1")).toEqual({
      ...{ baseUrl: "http://127.0.0.1:1", accessToken: server.credentials().accessToken, site: "acme" },
    });
  });
});
