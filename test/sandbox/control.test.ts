import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createControlServer } from "../../sandbox/control.js";
import { closeAtOnce, listenOnLoopback } from "../../sandbox/loopback.js";
import { type Reply, send, type Session, startSession } from "./session.js";

describe("the control server", () => {
  let session: Session;
  let server: Server;
  let controlUrl: string;

  beforeEach(async () => {
    session = await startSession();
    server = createControlServer([session.standIn]);
    controlUrl = await listenOnLoopback(server, 0);
  });
  afterEach(async () => {
    await closeAtOnce(server);
    await session.close();
  });

  const control = (method: string, path: string, body?: unknown): Promise<Reply> => {
    return send(`${controlUrl}${path}`, method, body === undefined ? {} : { body });
  };
  const base = (): string => `/${session.projectIds[0] ?? ""}`;

  it("counts calls by route, sign-ins apart, mails and writes", async () => {
    await session.call("GET", `${base()}/project_users`);
    await session.call("GET", `${base()}/project_users?trashed=true`);
    const invite = (email: string): Promise<Reply> => {
      return session.call("POST", `${base()}/project_users/invite`, { body: { email, role: "agent" } });
    };
    await invite("eve.outsider@partner.example");
    await invite("eve.outsider@partner.example");
    await invite("nobody.yet@partner.example");
    await session.call("GET", "/nowhere");
    expect((await control("GET", "/tiledesk/counters")).body).toEqual({
      calls: 6,
      callsByRoute: {
        "GET (unknown route)": 1,
        "GET /:pid/project_users": 2,
        "POST /:pid/project_users/invite": 3,
      },
      signIns: 1,
      emails: 2,
      writes: 2,
    });
    const empty = { calls: 0, callsByRoute: {}, signIns: 0, emails: 0, writes: 0 };
    expect((await control("POST", "/tiledesk/counters/reset")).body).toEqual(empty);
  });

  it("hashes the state: reads leave it, a write changes it, a reset brings it back", async () => {
    const hash = async (): Promise<unknown> => (await control("GET", "/tiledesk/hash")).body;
    const first = await hash();
    await session.call("GET", `${base()}/activities`);
    expect(await hash()).toEqual(first);
    await session.call("POST", `${base()}/groups`, { body: { name: "New" } });
    expect(await hash()).not.toEqual(first);
    expect((await control("POST", "/tiledesk/reset")).body).toEqual(first);
    expect((await session.call("GET", `${base()}/groups`)).status).toBe(200);
  });

  it("sets, shows and clears faults, and says what is wrong with them", async () => {
    const rules = [{ match: { method: "GET" }, times: 1, fault: { kind: "status", status: 503 } }];
    expect((await control("POST", "/tiledesk/faults", rules)).body).toEqual({
      rules: [{ ...rules[0], hits: 0 }],
    });
    expect((await session.call("GET", "/users")).status).toBe(503);
    expect((await control("GET", "/tiledesk/faults")).body).toEqual({ rules: [{ ...rules[0], hits: 1 }] });
    expect((await control("DELETE", "/tiledesk/faults")).body).toEqual({ rules: [] });
    const wrong = await control("POST", "/tiledesk/faults", [{ fault: { kind: "earthquake" } }]);
    expect(wrong.status).toBe(400);
    expect((wrong.body as { error: string }).error).toContain("fault.kind is one of");
  });

  it("takes a fixed delay and refuses what is none", async () => {
    expect((await control("POST", "/tiledesk/latency", { ms: 3 })).body).toEqual({ ms: 3 });
    expect((await session.call("GET", "/users")).status).toBe(200);
    expect((await control("POST", "/tiledesk/latency", { ms: "long" })).status).toBe(400);
  });

  it("changes a password: tokens live on, the old password does not", async () => {
    const { email } = session.standIn.current();
    const old = `Basic ${Buffer.from(`${email}:Passw0rd!`).toString("base64")}`;
    expect((await session.call("GET", "/users", { authorization: old })).status).toBe(200);
    expect((await control("POST", "/tiledesk/password", { email, password: "other" })).status).toBe(200);
    expect((await session.call("GET", "/users", { authorization: old })).status).toBe(401);
    expect((await session.call("GET", "/users")).status).toBe(200);
    expect(await session.signIn(email)).toBeUndefined();
    expect(await session.signIn(email, "other")).toMatch(/^JWT /);
    expect((await control("POST", "/tiledesk/password", { email: "no@one.example" })).status).toBe(400);
  });

  it("revokes every token, and new ones work", async () => {
    await control("POST", "/tiledesk/revoke-tokens");
    expect((await session.call("GET", "/users")).status).toBe(401);
    const authorization = await session.signIn(session.standIn.current().email);
    expect((await session.call("GET", "/users", { authorization })).status).toBe(200);
  });

  it("sets presence on the active memberships of a user", async () => {
    const me = (await session.call("GET", "/users")).body as { _id: string };
    const before = (await session.call("GET", `${base()}/project_users/me`)).body as object[];
    expect(before[0]).not.toHaveProperty("presence");
    const presence = { userId: me._id, status: "online" };
    expect((await control("POST", "/tiledesk/presence", presence)).body).toEqual({ memberships: 3 });
    const online = await session.call("GET", `${base()}/project_users?presencestatus=online&role=owner`);
    expect(online.body).toMatchObject([{ id_user: { _id: me._id }, presence: { status: "online" } }]);
    expect((await control("POST", "/tiledesk/presence", { userId: me._id, status: "away" })).status).toBe(
      400,
    );
  });

  it("switches the history off, as most servers have it", async () => {
    await control("POST", "/tiledesk/activities", { enabled: false });
    const reply = await session.call("GET", `${base()}/activities`);
    expect(reply.body).toEqual({ perPage: 40, count: 0, activities: [] });
    await control("POST", "/tiledesk/activities", { enabled: true });
    const back = (await session.call("GET", `${base()}/activities?limit=5`)).body as {
      activities: unknown[];
    };
    expect(back.activities).toHaveLength(5);
  });

  it("answers an unknown command with the known ones", async () => {
    const reply = await control("GET", "/teapot");
    expect(reply.status).toBe(404);
    expect((reply.body as { error: string }).error).toContain("POST /tiledesk/reset");
  });
});
