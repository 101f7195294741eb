import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { send, type Session, startSession } from "./session.js";

describe("the order of checks", () => {
  let session: Session;
  let base: string;

  beforeAll(async () => {
    session = await startSession();
    base = `/${session.projectIds[0] ?? ""}`;
  });
  afterAll(() => session.close());

  it("refuses an unreadable body before it looks at anything else", async () => {
    const reply = await session.call("POST", "/not-an-id/groups", { body: "{oops", authorization: null });
    expect(reply).toMatchObject({ status: 500, body: { err: "error" } });
  });

  it("refuses a body above 500 KB before it looks at anything else", async () => {
    const body = { name: "x".repeat(512_000) };
    const reply = await session.call("POST", `${base}/groups`, { body, authorization: null });
    expect(reply.status).toBe(413);
    expect(reply.body).toEqual({ err: "Request entity too large", limit: 512_000 });
  });

  it("looks for the project before the credentials", async () => {
    const malformed = await session.call("GET", "/not-an-id/project_users", { authorization: null });
    expect(malformed).toMatchObject({ status: 400, body: { error: "Invalid project id: not-an-id" } });
    const unknown = await session.call("GET", "/64b000000000000000000000/groups", { authorization: null });
    const error = "Project not found with id: 64b000000000000000000000";
    expect(unknown).toMatchObject({ status: 400, body: { error } });
  });

  it("takes a soft-deleted project for an unknown one", async () => {
    const mine = (await session.call("GET", "/projects")).body as {
      id_project: { _id: string; status: number } | null;
    }[];
    const deleted = mine.find(({ id_project }) => id_project?.status === 0)?.id_project?._id ?? "";
    expect(deleted).not.toBe("");
    expect((await session.call("GET", `/${deleted}/project_users`)).status).toBe(400);
    const read = await session.call("GET", `/projects/${deleted}`);
    expect(read).toMatchObject({ status: 404, body: { success: false, msg: "Object not found." } });
  });

  it.each([
    ["nothing", null],
    ["a bearer token", "Bearer abc"],
    ["a forged token", "JWT eyJhbGciOiJIUzI1NiJ9.e30.c2ln"],
    ["a wrong password", `Basic ${Buffer.from("nobody@acme.example:x").toString("base64")}`],
  ])("answers 401 in plain text, without a content type, to %s", async (_, authorization) => {
    const reply = await session.call("GET", `${base}/project_users`, { authorization });
    expect(reply).toMatchObject({ status: 401, text: "Unauthorized", contentType: null });
    expect(reply.headers.get("www-authenticate")).toBe('Basic realm="Users"');
  });

  it("knows the scheme in any case, and not another scheme in front of a good token", async () => {
    const token = session.ownerToken.replace("JWT ", "");
    expect((await session.call("GET", "/users", { authorization: `jwt ${token}` })).status).toBe(200);
    expect((await session.call("GET", "/users", { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it("takes ?secret_token= and then refuses it for want of the header", async () => {
    const token = session.ownerToken.replace("JWT ", "");
    const reply = await session.call("GET", `/users?secret_token=${token}`, { authorization: null });
    expect(reply).toMatchObject({ status: 403, body: { success: false, msg: "Unauthorized." } });
  });

  it("asks for membership before the role", async () => {
    const outsider = await session.signIn("eve.outsider@partner.example");
    const reply = await session.call("POST", `${base}/project_users/invite`, {
      authorization: outsider,
      body: {},
    });
    expect(reply).toMatchObject({ status: 403, body: { msg: "you dont belong to the project." } });
  });

  it("lets the instance's administrator through everywhere, and crashes on what he is not", async () => {
    const administrator = await session.signIn("admin@tiledesk.com");
    const list = await session.call("GET", `${base}/project_users`, { authorization: administrator });
    expect(list.status).toBe(200);
    const me = await session.call("GET", `${base}/project_users/me`, { authorization: administrator });
    expect(me).toMatchObject({ status: 500, body: { err: "error" } });
  });

  it("keeps guests out of the team's routes", async () => {
    const body = { id_project: session.projectIds[0], firstname: "Visitor" };
    const guest = await send(`${session.baseUrl}/auth/signinAnonymously`, "POST", { body });
    const { token } = guest.body as { token: string };
    const reply = await session.call("GET", `${base}/project_users`, { authorization: token });
    expect(reply).toMatchObject({ status: 403, body: { msg: "you dont have the required role." } });
  });

  it("answers an unknown route with a page", async () => {
    const reply = await session.call("GET", `${base}/nothing-here`);
    expect(reply).toMatchObject({ status: 404, contentType: "text/html; charset=utf-8" });
    expect(reply.text).toContain("Cannot GET");
  });

  it("gives a weak ETag, and 304 to who still has the body", async () => {
    const first = await session.call("GET", `${base}/groups`);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"/);
    const headers = { Authorization: session.ownerToken, "If-None-Match": etag };
    const again = await fetch(`${session.baseUrl}${base}/groups`, { headers });
    expect(again.status).toBe(304);
    await session.call("POST", `${base}/groups`, { body: { name: "New" } });
    expect((await fetch(`${session.baseUrl}${base}/groups`, { headers })).status).toBe(200);
  });
});
