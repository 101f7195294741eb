import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createControlServer } from "../../sandbox/control.js";
import { closeAtOnce, listenOnLoopback } from "../../sandbox/loopback.js";
import { defaultQuirks } from "../../sandbox/talkdesk/quirks.js";
import { type Reply, send, type Session, startSession } from "./session.js";
import { idsIn, startTalkdesk, type TalkdeskSession, usersIn } from "./talkdesk-session.js";

describe("the control server of several stand-ins", () => {
  let chat: Session;
  let voice: TalkdeskSession;
  let server: Server;
  let controlUrl: string;

  beforeEach(async () => {
    [chat, voice] = await Promise.all([startSession({ people: 30 }), startTalkdesk({ people: 60 })]);
    server = createControlServer([chat.standIn, voice.standIn]);
    controlUrl = await listenOnLoopback(server, 0);
  });
  afterEach(async () => {
    await Promise.all([closeAtOnce(server), chat.close(), voice.close()]);
  });

  const control = (method: string, path: string, body?: unknown): Promise<Reply> => {
    return send(`${controlUrl}${path}`, method, body === undefined ? {} : { body });
  };

  it("counts, spoils and resets each apart", async () => {
    await chat.call("GET", "/users");
    await voice.call("GET", "/roles");
    await voice.call("GET", "/roles");
    expect((await control("GET", "/talkdesk/counters")).body).toMatchObject({ calls: 2 });
    expect((await control("GET", "/tiledesk/counters")).body).toMatchObject({ calls: 1 });
    await control("POST", "/talkdesk/faults", [{ fault: { kind: "status", status: 503 } }]);
    expect([(await voice.call("GET", "/roles")).status, (await chat.call("GET", "/users")).status]).toEqual([
      503, 200,
    ]);
    await control("POST", "/talkdesk/reset");
    expect((await voice.call("GET", "/roles")).status).toBe(200);
    expect((await control("GET", "/tiledesk/counters")).body).toMatchObject({ calls: 2 });
  });

  it("tells, resets, heals and delays all of them without a name", async () => {
    await voice.call("GET", "/roles");
    const counters = {
      tiledesk: expect.objectContaining({ calls: 0 }),
      talkdesk: expect.objectContaining({ calls: 1 }),
    };
    expect((await control("GET", "/counters")).body).toEqual(counters);
    for (const name of ["tiledesk", "talkdesk"]) {
      await control("POST", `/${name}/faults`, [{ fault: { kind: "status", status: 503 } }]);
    }
    await control("DELETE", "/faults");
    expect([(await voice.call("GET", "/roles")).status, (await chat.call("GET", "/users")).status]).toEqual([
      200, 200,
    ]);
    expect((await control("POST", "/latency", { ms: 1 })).body).toEqual({
      tiledesk: { ms: 1 },
      talkdesk: { ms: 1 },
    });
    const hash = voice.standIn.hash();
    await voice.call("DELETE", `/users/${voice.state.users[0]?.id ?? ""}`);
    expect((await control("POST", "/reset")).body).toMatchObject({ talkdesk: { hash } });
    expect((await control("GET", "/counters")).body).toMatchObject({ talkdesk: { calls: 0, writes: 0 } });
  });

  it("has no hash and takes no faults without a name", async () => {
    for (const [method, path] of [
      ["GET", "/hash"],
      ["POST", "/faults"],
      ["GET", "/zendesk/counters"],
    ] as const) {
      expect((await control(method, path)).status).toBe(404);
    }
  });

  it("refuses a body that is no object where a command wants one", async () => {
    expect(await control("POST", "/talkdesk/quirks", [1])).toMatchObject({ status: 400 });
  });

  it("sets some quirks of Talkdesk, shows all, and a reset brings back those of the start", async () => {
    const reply = await control("POST", "/talkdesk/quirks", { pageSizeClamp: 3, status: "upper" });
    expect(reply.body).toEqual({ ...defaultQuirks, pageSizeClamp: 3, status: "upper" });
    expect(usersIn(await voice.call("GET", "/users"))).toMatchObject([{ status: "ACTIVE" }, {}, {}]);
    await control("POST", "/talkdesk/quirks", { licences: 5 });
    expect(voice.state.licences).toBe(5);
    await control("POST", "/talkdesk/reset");
    expect((await control("GET", "/talkdesk/quirks")).body).toEqual(defaultQuirks);
    expect(idsIn(await voice.call("GET", "/users"))).toHaveLength(20);
  });

  it.each([
    [{ colour: "red" }, "colour is none of dialect"],
    [{ dialect: "xml" }, "dialect cannot be"],
    [{ pageSizeClamp: 0 }, "pageSizeClamp cannot be 0"],
    [{ pageSizeClamp: 1.5 }, "pageSizeClamp"],
    [{ restPerSecond: "4" }, "restPerSecond"],
    [{ grantedScopes: "users:read" }, "grantedScopes"],
    [{ tokenShowsScope: "yes" }, "tokenShowsScope"],
    [{ createStatus: 418 }, "createStatus"],
  ])("refuses the quirks %j and sets none of them", async (quirks, words) => {
    const reply = await control("POST", "/talkdesk/quirks", { getShows: "minimal", ...quirks });
    expect(reply.status).toBe(400);
    expect((reply.body as { error: string }).error).toContain(words);
    expect(voice.standIn.quirks()).toEqual(defaultQuirks);
  });

  it("revokes tokens and changes both secrets, until a reset", async () => {
    await control("POST", "/talkdesk/revoke-tokens");
    expect((await voice.call("GET", "/users")).status).toBe(401);
    await control("POST", "/talkdesk/client-secret", { clientSecret: "rotated" });
    await control("POST", "/talkdesk/scim-token", { scimToken: "rotated-too" });
    expect(voice.standIn.introduce("http://here")).toMatchObject({
      clientSecret: "rotated",
      scimToken: "rotated-too",
    });
    expect((await voice.call("GET", "/users", { authorization: await voice.signIn() })).status).toBe(200);
    expect((await control("POST", "/talkdesk/client-secret", { clientSecret: "" })).status).toBe(400);
    const seeded = {
      clientSecret: "Acme+secret/of=Voice&%25:2026",
      scimToken: "scim0Acme0Voice0opaque0token0",
    };
    await control("POST", "/talkdesk/reset");
    expect(voice.standIn.introduce("http://here")).toMatchObject(seeded);
  });
});

describe("faults at Talkdesk", () => {
  let session: TalkdeskSession;
  beforeEach(async () => {
    session = await startTalkdesk({ people: 60 });
  });
  afterEach(() => session.close());

  it("spoil rows of both envelopes, and a user as a whole", async () => {
    const remove = { fault: { kind: "mutateRows" as const, remove: ["email"], index: 1 } };
    session.standIn.faults.add([remove]);
    for (const query of ["", "?page=1"]) {
      const rows = usersIn(await session.call("GET", `/users${query}`));
      expect([rows[0], rows[1]].map((row) => "email" in (row ?? {}))).toEqual([true, false]);
    }
    session.standIn.faults.clear();
    session.standIn.faults.add([{ fault: { kind: "mutateRows", replace: { teams: "none" } } }]);
    const { id } = session.state.users[0] ?? {};
    expect((await session.call("GET", `/users/${id ?? ""}`)).body).toMatchObject({ id, teams: "none" });
  });

  it("let a write land whose answer is lost, and count it and its mail", async () => {
    session.standIn.faults.add([
      { match: { method: "POST", route: "/users" }, fault: { kind: "lostAnswer" } },
    ]);
    const body = { name: "June Lake", email: "june.lake@acme.example", role: "agent" };
    await expect(session.call("POST", "/users", { body })).rejects.toThrow();
    expect(idsIn(await session.call("GET", "/users?email=june.lake@acme.example"))).toHaveLength(1);
    expect(session.standIn.counters.read()).toMatchObject({ writes: 1, emails: 1 });
  });

  it("can be put on the token URL alone", async () => {
    session.standIn.faults.add([
      { match: { route: "/oauth/token" }, fault: { kind: "status", status: 502 } },
    ]);
    expect((await session.call("GET", "/users")).status).toBe(200);
    await expect(session.signIn()).rejects.toThrow();
  });
});
