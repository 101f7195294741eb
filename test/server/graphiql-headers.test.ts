import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import Fastify from "fastify";
import { request } from "undici";
import { registerGraphiql } from "../../src/server/graphiql.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

let server: GraphSession;
let page: string;

const get = async (path: string, headers: Record<string, string> = {}) => {
  const { statusCode, headers: answered, body } = await request(server.url + path, { headers });
  return { statusCode, headers: answered, body: Buffer.from(await body.arrayBuffer()) };
};

/** The hashed files that the page names. */
const assetPaths = (): string[] =>
  [...page.matchAll(/"(graphiql\/assets\/[^"]+)"/g)].map(([, name]) => `/${name}`);

const scriptPath = (): string => assetPaths().find((name) => name.endsWith(".js")) ?? "";

beforeAll(async () => {
  server = await startGraphSession({ graphiql: true });
  page = (await get("/graphiql")).body.toString();
});

afterAll(async () => {
  await server.stop();
});

describe("the page", () => {
  test("is checked for a newer version each time", async () => {
    const { statusCode, headers } = await get("/graphiql");
    expect(statusCode).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(headers["cache-control"]).toBe("no-cache");
    expect((await get("/graphiql", { "if-none-match": String(headers["etag"]) })).statusCode).toBe(304);
  });

  test("allows this origin only, no frames and no inline script", async () => {
    const { headers } = await get("/graphiql");
    const policy = String(headers["content-security-policy"]).split("; ");
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(page).not.toMatch(/<script(?![^>]* src=)/);
    expect(page).not.toMatch(/\b(?:src|href)="(?:https?:)?\/\//);
  });

  test("is found with a slash at the end as well", async () => {
    const { statusCode, headers } = await get("/graphiql/");
    expect(statusCode).toBe(308);
    expect(new URL(String(headers["location"]), `${server.url}/graphiql/`).pathname).toBe("/graphiql");
  });

  test("names a script, a style sheet and an icon that exist", async () => {
    const answers = await Promise.all(assetPaths().map((name) => get(name)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
  });
});

describe("the assets", () => {
  test("may be kept for ever and carry the policy too, for the workers", async () => {
    const { headers } = await get(scriptPath());
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["content-security-policy"]).toContain("default-src 'self'");
  });

  test.each([
    ["br", "br, gzip", "br"],
    ["gzip", "gzip", "gzip"],
    ["nothing", "identity", undefined],
  ])("are sent as %s to a client that accepts %s", async (_name, accepted, encoding) => {
    const { statusCode, headers, body } = await get(scriptPath(), { "accept-encoding": accepted });
    expect(statusCode).toBe(200);
    expect(headers["content-encoding"]).toBe(encoding);
    expect(headers["vary"]).toContain("accept-encoding");
    expect(headers["content-type"]).toContain("javascript");
    expect(headers["content-length"]).toBe(String(body.length));
  });

  test.each([
    "/graphiql/assets/",
    "/graphiql/assets/absent.js",
    "/graphiql/assets/..%2findex.html",
    "/graphiql/assets/%2e%2e/%2e%2e/package.json",
    "/graphiql/absent",
  ])("do not include %s", async (path) => {
    expect([403, 404]).toContain((await get(path)).statusCode);
  });
});

describe("the rest of the server", () => {
  test("does not get GraphiQL's policy", async () => {
    expect((await get("/absent")).headers["content-security-policy"]).toBeUndefined();
  });

  test("does not start without a built GraphiQL, and says what to run", async () => {
    const start = registerGraphiql(Fastify(), { directory: "test/server" });
    await expect(start).rejects.toThrow('run "npm run build"');
  });
});
