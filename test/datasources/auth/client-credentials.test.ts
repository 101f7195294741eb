import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import {
  createClientCredentialsAuth,
  type ClientCredentialsAuth,
  type ClientCredentialsOptions,
} from "../../../src/datasources/auth/client-credentials.js";
import { createProviderRequest, type ProviderRequest } from "../../../src/datasources/http/request.js";
import { FixtureServer, json, text, type Hit, type Reply } from "../http/fixture-server.js";
import { failureOf, listUsers, localGuard } from "../http/test-account.js";
import { testReading, testTiming } from "../http/test-reading.js";

const clientSecret = "s+cret/of=Voice&%25:2026 ü";

let tokens: FixtureServer;
let api: FixtureServer;
let tokenRequest: ProviderRequest;
let apiRequest: ProviderRequest;
let now = 1_000;

beforeEach(async () => {
  now = 1_000;
  tokens = await FixtureServer.start();
  api = await FixtureServer.start();
  const usual = { account: "chat", auth: null, guard: localGuard, timing: testTiming() };
  tokenRequest = createProviderRequest({ ...usual, baseUrl: new URL("/oauth/token", tokens.url) });
  apiRequest = createProviderRequest({ ...usual, baseUrl: api.url, queue: 1_000 });
});
afterEach(async () => {
  await Promise.all([tokenRequest.close(), apiRequest.close()]);
  await Promise.all([tokens.stop(), api.stop()]);
});

function open(options: Partial<ClientCredentialsOptions> = {}): ClientCredentialsAuth {
  return createClientCredentialsAuth({
    account: "chat",
    request: tokenRequest,
    clientId: "client:1",
    clientSecret,
    clientAuth: "body",
    now: () => now,
    ...options,
  });
}

/** Numbers the tokens that it gives. */
function granting(more: object = { expires_in: 600 }): Reply {
  let count = 0;
  return (response, hit) => {
    count += 1;
    json({ access_token: `token.${String(count)}`, token_type: "Bearer", ...more })(response, hit);
  };
}

function formOf({ body }: Hit): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

const headersOf = async (auth: ClientCredentialsAuth): Promise<unknown> => auth.headers(testReading());

describe("asking for a token", () => {
  it("posts the client in the form, to the token URL itself", async () => {
    tokens.next(granting());
    expect(await headersOf(open())).toEqual({ authorization: "Bearer token.1" });
    const [hit] = tokens.hits;
    expect(hit).toMatchObject({ method: "POST", target: "/oauth/token" });
    expect(hit?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(hit?.headers.authorization).toBeUndefined();
    expect(hit === undefined ? {} : formOf(hit)).toEqual({
      grant_type: "client_credentials",
      client_id: "client:1",
      client_secret: clientSecret,
    });
  });

  it("posts the client as Basic, form-encoded, and not in the form", async () => {
    tokens.next(granting());
    await headersOf(open({ clientAuth: "basic", scope: "users:read roles:read" }));
    const [hit] = tokens.hits;
    const [scheme, credential = ""] = (hit?.headers.authorization ?? "").split(" ");
    const [id = "", secret = ""] = Buffer.from(credential, "base64").toString().split(":");
    expect(scheme).toBe("Basic");
    expect(Object.fromEntries(new URLSearchParams(`id=${id}&secret=${secret}`))).toEqual({
      id: "client:1",
      secret: clientSecret,
    });
    expect(hit === undefined ? {} : formOf(hit)).toEqual({
      grant_type: "client_credentials",
      scope: "users:read roles:read",
    });
  });

  it("is tried again when the token URL is not there for a moment", async () => {
    tokens.next(text("", 503), granting());
    expect(await headersOf(open())).toEqual({ authorization: "Bearer token.1" });
  });
});

describe("a token", () => {
  it.each([
    ["a number", { expires_in: 600 }],
    ["text", { expires_in: "600" }],
  ])("is renewed before the end that expires_in tells as %s", async (_, more) => {
    tokens.always(granting(more));
    const auth = open();
    await headersOf(auth);
    now += 479_000;
    expect(await headersOf(auth)).toEqual({ authorization: "Bearer token.1" });
    now += 122_000;
    expect(await headersOf(auth)).toEqual({ authorization: "Bearer token.2" });
  });

  it.each([{}, { expires_in: null }, { expires_in: "soon" }, { expires_in: -1 }])(
    "is kept until it is rejected when nothing tells how long it lives: %j",
    async (more) => {
      tokens.always(granting(more));
      const auth = open();
      const first = (await headersOf(auth)) as Record<string, string>;
      now += 365 * 86_400_000;
      expect(await headersOf(auth)).toBe(first);
      expect(await auth.renew?.(testReading(), first)).toEqual({ authorization: "Bearer token.2" });
    },
  );

  it("tells its scopes, or those that were asked for, or nothing", async () => {
    tokens.next(granting({ scope: "users:read  roles:read" }), granting(), granting());
    const [told, asked, neither] = [open(), open({ scope: "users:read" }), open()];
    expect(told.grantedScopes()).toBeNull();
    for (const auth of [told, asked, neither]) await headersOf(auth);
    expect(told.grantedScopes()).toEqual(new Set(["users:read", "roles:read"]));
    expect(asked.grantedScopes()).toEqual(new Set(["users:read"]));
    expect(neither.grantedScopes()).toBeNull();
  });

  it.each(["bearer", "BEARER", undefined])("may be called %s", async (type) => {
    tokens.next(json({ access_token: "abc", token_type: type }));
    expect(await headersOf(open())).toEqual({ authorization: "Bearer abc" });
  });

  it.each([
    { access_token: "abc", token_type: "mac" },
    { access_token: "" },
    { access_token: "a\r\nx-evil: 1" },
    { token_type: "bearer" },
    [],
  ])("that cannot be used is an invalid answer: %j", async (body) => {
    tokens.next(json(body));
    expect((await failureOf(headersOf(open()))).code).toBe("UPSTREAM_INVALID_RESPONSE");
  });
});

describe("a refusal", () => {
  it.each([
    [401, { error: "invalid_client", error_description: "canary" }, "client id and secret"],
    [400, { error: "invalid_scope", error_description: "canary" }, "a scope that is asked for"],
    [400, { error: "something_new", error_description: "canary" }, "refuses the client"],
    [401, { code: "canary", message: "canary" }, "refuses the client"],
  ])("%i %j is the configuration's fault, and rests", async (status, body, message) => {
    tokens.next(json(body, status));
    const auth = open();
    const failures = await Promise.all(Array.from({ length: 50 }, () => failureOf(headersOf(auth))));
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: "UPSTREAM_UNAUTHORIZED", httpStatus: status });
      expect(failure.message).toContain(message);
      expect(failure.message).not.toContain("canary");
    }
    await failureOf(headersOf(auth));
    expect(tokens.hits).toHaveLength(1);
  });

  it("by a page of HTML is one too", async () => {
    tokens.next(text("<h1>canary</h1>", 401, { "content-type": "text/html" }));
    expect((await failureOf(headersOf(open()))).code).toBe("UPSTREAM_UNAUTHORIZED");
  });

  it("says nothing of the secret", async () => {
    tokens.next(json({ error: "invalid_client" }, 401));
    const failure = await failureOf(headersOf(open()));
    expect(JSON.stringify([failure.message, failure.cause])).not.toContain("s+cret");
  });
});

describe("many calls at once", () => {
  it("of an API on another origin have one token among 200, and another after a 401", async () => {
    tokens.always(granting());
    let valid = "Bearer token.1";
    api.always((response, hit) => {
      if (hit.headers.authorization === valid) json([])(response, hit);
      else text("", 401)(response, hit);
    });
    const request = apiRequest.withAuth(open());
    const ask = (): Promise<unknown> =>
      Promise.all(Array.from({ length: 200 }, () => request.send(testReading(), listUsers)));
    await ask();
    expect(tokens.hits).toHaveLength(1);
    valid = "Bearer token.2";
    await ask();
    expect(tokens.hits).toHaveLength(2);
    expect(api.hits.every(({ body }) => body === "")).toBe(true);
  });

  it("at the end of a token have one new one", async () => {
    tokens.always(granting());
    const auth = open();
    await headersOf(auth);
    now += 600_000;
    const all = await Promise.all(Array.from({ length: 500 }, () => headersOf(auth)));
    expect(new Set(all).size).toBe(1);
    expect(tokens.hits).toHaveLength(2);
  });
});
