import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import type { Reply } from "./session.js";
import { startTalkdesk, type TalkdeskSession } from "./talkdesk-session.js";

const grant = { grant_type: "client_credentials" };
const refusal = { code: "unauthorized", message: "Unauthorized." };

describe("Talkdesk's token URL", () => {
  let session: TalkdeskSession;

  beforeEach(async () => {
    session = await startTalkdesk({ people: 40 });
  });
  afterEach(() => session.close());

  const client = (): { id: string; secret: string } => {
    const { clientId, clientSecret } = session.standIn.credentials;
    return { id: clientId, secret: clientSecret };
  };
  const inBody = (): Record<string, string> => ({ client_id: client().id, client_secret: client().secret });
  const basic = (id: string, secret: string): Record<string, string> => ({
    Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
  });
  const opens = async (reply: Reply): Promise<number> => {
    const { access_token } = reply.body as { access_token: string };
    return (await session.call("GET", "/users", { authorization: `Bearer ${access_token}` })).status;
  };

  it("takes the client in the body, and answers three fields", async () => {
    const reply = await session.askToken({ ...grant, ...inBody() });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({
      access_token: expect.stringMatching(/^[^.]+\.[^.]+\.[^.]+$/),
      token_type: "Bearer",
      expires_in: 3600,
    });
    expect(await opens(reply)).toBe(200);
  });

  it("takes the client as Basic, plain as in the documents and form-encoded as in the RFC", async () => {
    const { id, secret } = client();
    const encoded = new URLSearchParams({ secret }).toString().slice("secret=".length);
    expect(encoded).not.toBe(secret);
    for (const headers of [basic(id, secret), basic(id, encoded)]) {
      const reply = await session.askToken(grant, headers);
      expect(reply.status).toBe(200);
      expect(await opens(reply)).toBe(200);
    }
  });

  type Attempt = [form: Record<string, string>, headers?: Record<string, string>];

  it.each<[string, () => Attempt, string]>([
    ["a wrong secret", () => [{ ...grant, ...inBody(), client_secret: "no" }], "401 invalid_client"],
    ["a wrong secret as Basic", () => [grant, basic(client().id, "no")], "401 invalid_client"],
    ["no client", () => [grant], "401 invalid_client"],
    ["another scheme", () => [grant, { Authorization: "Bearer x" }], "401 invalid_client"],
    ["Basic without a colon", () => [grant, { Authorization: "Basic eA==" }], "401 invalid_client"],
    ["both ways at once", () => [{ ...grant, ...inBody() }, basic("a", "b")], "400 invalid_request"],
    ["no grant type", () => [inBody()], "400 invalid_request"],
    ["another grant", () => [{ ...inBody(), grant_type: "password" }], "400 unsupported_grant_type"],
    ["a scope not granted", () => [{ ...grant, ...inBody(), scope: "users:read scim" }], "400 invalid_scope"],
    ["a body that is no form", () => [inBody(), { "Content-Type": "text/plain" }], "400 invalid_request"],
  ])("refuses %s", async (_, attempt, refused) => {
    const reply = await session.askToken(...attempt());
    const { error } = reply.body as { error: string };
    expect(`${reply.status} ${error}`).toBe(refused);
    expect(reply.body).toEqual({ error, error_description: expect.any(String) });
    expect(reply.headers.has("www-authenticate")).toBe(reply.status === 401);
  });

  it("gives all granted scopes when none is asked for, and tells them by quirk", async () => {
    session.standIn.setQuirks({ tokenShowsScope: true, grantedScopes: ["users:read", "roles:read"] });
    const all = await session.askToken({ ...grant, ...inBody() });
    expect(all.body).toMatchObject({ scope: "users:read roles:read" });
    const one = await session.askToken({ ...grant, ...inBody(), scope: "roles:read" });
    expect(one.body).toMatchObject({ scope: "roles:read" });
    expect(await opens(one)).toBe(403);
  });

  it.each<[TalkdeskQuirks["expiresIn"], unknown]>([
    ["number", 90],
    ["text", "90"],
    ["missing", undefined],
  ])("tells the life of a token as %s", async (expiresIn, told) => {
    session.standIn.setQuirks({ expiresIn, tokenLifeSeconds: 90 });
    const { expires_in } = (await session.askToken({ ...grant, ...inBody() })).body as {
      expires_in?: unknown;
    };
    expect(expires_in).toEqual(told);
  });

  it("takes a new secret at once, and lets tokens of the old one live", async () => {
    const old = inBody();
    session.standIn.credentials.clientSecret = "rotated";
    expect((await session.askToken({ ...grant, ...old })).status).toBe(401);
    expect((await session.askToken({ ...grant, ...inBody() })).status).toBe(200);
    expect((await session.call("GET", "/users")).status).toBe(200);
  });

  it("counts sign-ins apart from calls, refused ones too", async () => {
    session.standIn.counters.reset();
    await session.askToken({ ...grant, ...inBody() });
    await session.askToken(grant);
    await session.call("GET", "/users");
    await session.call("GET", `/users/${session.state.users[0]?.id ?? ""}`);
    await session.call("GET", "/nowhere");
    expect(session.standIn.counters.read()).toEqual({
      calls: 3,
      callsByRoute: { "GET (unknown route)": 1, "GET /users": 1, "GET /users/:id": 1 },
      signIns: 2,
      emails: 0,
      writes: 0,
    });
  });
});

describe("Talkdesk's tokens on the REST surface", () => {
  let session: TalkdeskSession;

  beforeEach(async () => {
    session = await startTalkdesk({ people: 40, quirks: { tokenLifeSeconds: 60 } });
  });
  afterEach(() => session.close());

  it("live as long as they said, by the stand-in's clock", async () => {
    session.pass(59);
    expect((await session.call("GET", "/users")).status).toBe(200);
    session.pass(1);
    expect(await session.call("GET", "/users")).toMatchObject({ status: 401, body: refusal });
    expect((await session.call("GET", "/users", { authorization: await session.signIn() })).status).toBe(200);
  });

  it("end when they are revoked", async () => {
    session.standIn.credentials.revokeTokens();
    expect((await session.call("GET", "/users")).status).toBe(401);
    expect((await session.call("GET", "/users", { authorization: await session.signIn() })).status).toBe(200);
  });

  it.each<[string, () => string | null]>([
    ["no header", () => null],
    ["another token", () => "Bearer aaa.bbb.ccc"],
    ["no scheme", () => "aaa.bbb.ccc"],
    [
      "the client itself",
      () => `Basic ${Buffer.from(session.standIn.credentials.clientId).toString("base64")}`,
    ],
    ["the SCIM token", () => `Bearer ${session.standIn.credentials.scimToken}`],
  ])("are asked for on every route: a 401 without a hint for %s", async (_, authorization) => {
    for (const path of ["/users", "/users/nobody", "/nowhere"]) {
      const reply = await session.call("GET", path, { authorization: authorization() });
      expect([path, reply.status, reply.body]).toEqual([path, 401, refusal]);
    }
  });

  it.each([
    ["GET", "/users", "users:read"],
    ["GET", "/users/someone", "users:read"],
    ["POST", "/users", "users:write"],
    ["PATCH", "/users/someone", "users:write"],
    ["DELETE", "/users/someone", "users:delete"],
    ["GET", "/roles", "roles:read"],
    ["GET", "/ring-groups", "user-ring-groups:read"],
  ])("%s %s wants %s", async (method, path, scope) => {
    const others = session.standIn.quirks().grantedScopes.filter((one) => one !== scope);
    const without = await session.signIn(others.join(" "));
    const body = method === "POST" || method === "PATCH" ? { body: {} } : {};
    const refused = await session.call(method, path, { ...body, authorization: without });
    expect(refused).toMatchObject({ status: 403, body: { code: "forbidden", message: expect.any(String) } });
    const allowed = await session.call(method, path, { ...body, authorization: await session.signIn(scope) });
    expect([200, 404, 422]).toContain(allowed.status);
  });

  it("lose a scope at once when it is taken from the client, and gain one with the next token", async () => {
    session.standIn.setQuirks({ grantedScopes: ["users:read"] });
    expect((await session.call("GET", "/roles")).status).toBe(403);
    const narrow = await session.signIn();
    session.standIn.setQuirks({ grantedScopes: ["users:read", "roles:read"] });
    expect((await session.call("GET", "/roles", { authorization: narrow })).status).toBe(403);
    expect((await session.call("GET", "/roles", { authorization: await session.signIn() })).status).toBe(200);
  });
});

describe("Talkdesk's rate limit", () => {
  it("lets so many requests through in any second, tokens apart", async () => {
    const session = await startTalkdesk({ people: 40, quirks: { restPerSecond: 2 } });
    const status = async (): Promise<number> => (await session.call("GET", "/teams")).status;
    expect(await status()).toBe(200);
    session.pass(0.6);
    expect([await status(), await status()]).toEqual([200, 429]);
    await session.signIn();
    session.pass(0.4);
    // The first has left the window, the second has not.
    expect([await status(), await status()]).toEqual([200, 429]);
    const told = await session.call("GET", "/teams");
    expect(told.body).toMatchObject({ code: "too_many_requests" });
    expect(told.headers.get("retry-after")).toBe("1");
    session.standIn.setQuirks({ tellsRetryAfter: false });
    const untold = await session.call("GET", "/teams");
    expect([untold.status, untold.headers.has("retry-after")]).toEqual([429, false]);
    await session.close();
  });
});
