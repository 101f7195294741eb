import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { signToken, tokenAuth, tokenSecret } from "./tokens.js";

/** An identity provider that publishes keys. */
interface KeyServer {
  readonly url: string;
  keys: JWK[];
  isDown: boolean;
  requests: number;
  readonly close: () => void;
}

async function startKeyServer(): Promise<KeyServer> {
  const state = { keys: [] as JWK[], isDown: false, requests: 0 };
  const server = createServer((_request, response) => {
    state.requests += 1;
    if (state.isDown) response.writeHead(503).end("secret-canary");
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(state));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/keys`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  });
}

interface Signer {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

async function makeSigner(kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "ES256", use: "sig" } };
}

function tokenBy({ kid, privateKey }: Signer, subject: string, claims: object = {}): Promise<string> {
  return new SignJWT({ tenant: "default", scope: "directory:read", ...claims })
    .setProtectedHeader({ alg: "ES256", kid })
    .setSubject(subject)
    .setExpirationTime("5m")
    .sign(privateKey);
}

interface Seen {
  readonly status: number;
  readonly text: string;
  readonly data: { readonly me?: { readonly tenant: string; readonly subject: string | null } } | undefined;
}

async function ask(url: string, token: string | null): Promise<Seen> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query: "{ me { tenant subject scopes maxPrivilege } }" }),
  });
  const text = await response.text();
  const { data } = JSON.parse(text) as Pick<Seen, "data">;
  return { status: response.status, text, data };
}

describe("tokens signed with a secret", () => {
  let session: GraphSession;
  const second = "the second secret, which is good while they are exchanged";
  beforeAll(async () => {
    const auth = { ...tokenAuth, keys: { secrets: [second, tokenSecret] }, audience: "rollcall" };
    session = await startGraphSession({ accounts: [{ key: "chat", people: 5 }], access: { auth } });
  });
  afterAll(() => session.stop());

  interface Signing {
    readonly secret?: string;
    readonly alg?: string;
    readonly expires?: string | null;
  }

  function sign(claims: object, { secret = tokenSecret, alg = "HS256", expires = "5m" }: Signing = {}) {
    const token = new SignJWT({
      tenant: "default",
      aud: "rollcall",
      sub: "ada",
      ...claims,
    }).setProtectedHeader({ alg });
    return (expires === null ? token : token.setExpirationTime(expires)).sign(
      new TextEncoder().encode(secret),
    );
  }

  test.each([tokenSecret, second])("are good by either secret", async (secret) => {
    const token = await sign({ scope: "directory:read unknown:scope", maxPrivilege: "MEMBER" }, { secret });
    expect(await ask(session.url, token)).toMatchObject({
      status: 200,
      data: { me: { tenant: "default", subject: "ada", scopes: ["directory:read"], maxPrivilege: "MEMBER" } },
    });
  });

  test("are good with scopes as a list, and without a subject", async () => {
    const token = await sign({ scope: ["remote:read", "audit:read"], sub: undefined });
    expect(await ask(session.url, token)).toMatchObject({
      data: { me: { subject: null, scopes: ["remote:read", "audit:read"], maxPrivilege: null } },
    });
  });

  test.each<[string, () => Promise<string>]>([
    ["no tenant", () => sign({ tenant: undefined })],
    ["a tenant that is none", () => sign({ tenant: "../other" })],
    ["a list of tenants", () => sign({ tenant: ["default"] })],
    ["a privilege that is none", () => sign({ maxPrivilege: "EMPEROR" })],
    ["an unknown privilege by that name", () => sign({ maxPrivilege: "UNKNOWN" })],
    ["organizations that are no list", () => sign({ organizations: "projects:1" })],
    ["organizations without their account", () => sign({ organizations: ["1"] })],
    ["scopes that are no text", () => sign({ scope: { read: true } })],
    ["another audience", () => sign({ aud: "somebody-else" })],
    ["no end", () => sign({}, { expires: null })],
    ["an end that has passed", () => sign({}, { expires: "-2m" })],
    ["a beginning that is yet to come", () => sign({ nbf: Math.floor(Date.now() / 1_000) + 600 })],
    ["another secret", () => sign({}, { secret: "another secret, which is long enough, too" })],
    [
      "no signature",
      () => Promise.resolve(unsigned({ tenant: "default", aud: "rollcall", exp: 9_999_999_999 })),
    ],
    ["what is no token", () => Promise.resolve("not-a-token")],
    ["a token of 9,000 characters", () => sign({ padding: "x".repeat(9_000) })],
  ])("are refused with %s", async (_title, make) => {
    const { status, text } = await ask(session.url, await make());
    expect([status, JSON.parse(text)]).toEqual([
      401,
      {
        errors: [
          {
            message: "A valid bearer token is needed",
            extensions: { code: "UNAUTHENTICATED", retryable: false },
          },
        ],
      },
    ]);
  });

  test("are needed", async () => {
    expect((await ask(session.url, null)).status).toBe(401);
    expect(session.calls()).toMatchObject({ calls: 0, signIns: 0 });
  });

  test("end within the clock's skew of what they say", async () => {
    const within = await sign({}, { expires: "-20s" });
    const beyond = await sign({}, { expires: "-40s" });
    expect((await ask(session.url, within)).status).toBe(200);
    expect((await ask(session.url, beyond)).status).toBe(401);
  });
});

function unsigned(payload: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "none" })}.${encode(payload)}.`;
}

describe("tokens signed with published keys", () => {
  let server: KeyServer;
  let session: GraphSession;
  let first: Signer;
  beforeAll(async () => {
    server = await startKeyServer();
    first = await makeSigner("first");
    server.keys = [first.jwk];
    const auth = { ...tokenAuth, keys: { jwksUrl: server.url } };
    session = await startGraphSession({ accounts: [{ key: "chat", people: 5 }], access: { auth } });
  });
  afterAll(async () => {
    await session.stop();
    server.close();
  });

  test("are good, and the keys are fetched once", async () => {
    const seen = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => ask(session.url, await tokenBy(first, `user-${index}`))),
    );
    expect(seen.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    expect(seen[7]?.data?.me?.subject).toBe("user-7");
    expect(server.requests).toBe(1);
  });

  test("by an unknown key are refused, and do not make us flood the owner of the keys", async () => {
    const stranger = await makeSigner("stranger");
    const before = server.requests;
    for (let index = 0; index < 100; index += 1) {
      expect((await ask(session.url, await tokenBy(stranger, `user-${index}`))).status).toBe(401);
    }
    expect(server.requests - before).toBeLessThanOrEqual(2);
  });

  test("with the public key for a secret are refused", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(first.jwk));
    const forged = await new SignJWT({ tenant: "default", scope: "directory:read" })
      .setProtectedHeader({ alg: "HS256", kid: first.kid })
      .setExpirationTime("5m")
      .sign(secret);
    expect((await ask(session.url, forged)).status).toBe(401);
  });

  test("go on while the keys change: published first, then used, then the old one withdrawn", async () => {
    const second = await makeSigner("second");
    await session.restart();
    const tokens = await Promise.all([first, second].map((signer) => tokenBy(signer, signer.kid)));
    const [old = "", young = ""] = tokens;
    let failed = 0;
    const load = async (from: () => string, times: number): Promise<void> => {
      for (let round = 0; round < times; round += 1) {
        const seen = await Promise.all(Array.from({ length: 20 }, () => ask(session.url, from())));
        failed += seen.filter(({ status }) => status !== 200).length;
      }
    };
    server.keys = [first.jwk, second.jwk];
    await load(() => old, 10);
    await load(() => (Math.random() < 0.5 ? old : young), 20);
    server.keys = [second.jwk];
    await load(() => young, 10);
    expect(failed).toBe(0);
  });

  test("are nobody's fault while the keys cannot be had: no 401, and nothing of the answer", async () => {
    await session.restart();
    server.isDown = true;
    const { status, text } = await ask(session.url, await tokenBy(first, "ada"));
    server.isDown = false;
    expect([status, JSON.parse(text)]).toEqual([
      502,
      {
        errors: [
          {
            message: "The keys of the tokens cannot be had",
            extensions: { code: "UPSTREAM_UNAVAILABLE", retryable: true },
          },
        ],
      },
    ]);
    expect(text).not.toContain("canary");
  });
});

test("a token of another tenant reads that tenant, and never the accounts of others", async () => {
  const session = await startGraphSession({
    accounts: [
      { key: "chat", tenant: "one", people: 5 },
      { key: "chat", tenant: "two", people: 5, sharing: "chat" },
    ],
    access: { auth: tokenAuth },
  });
  const list = "{ linkedAccounts { nodes { id accountKey } } }";
  const idsOf = async (tenant: string): Promise<string> => {
    const authorization = `Bearer ${await signToken({ tenant, scope: "directory:read" })}`;
    const response = await fetch(`${session.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query: list }),
    });
    return response.text();
  };
  const [one, two, three] = await Promise.all(["one", "two", "three"].map(idsOf));
  expect(one).toContain('"accountKey":"chat"');
  expect(one).not.toBe(two);
  expect(JSON.parse(three ?? "")).toEqual({ data: { linkedAccounts: { nodes: [] } } });
  await session.stop();
});
