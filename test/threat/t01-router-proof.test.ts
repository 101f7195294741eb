import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Pool } from "undici";
import type { RouterConfig } from "../../src/access/router-proof.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { signRequest, type SignedRequest } from "./router-requests.js";
import { bearer, tokenAuth } from "./tokens.js";

const keys = {
  old: { id: "old", secret: "the key that is on its way out, long enough" },
  young: { id: "young", secret: "the key that has just come in, long enough" },
};
const router: RouterConfig = {
  isRequired: true,
  signature: { keys: [keys.old, keys.young], maxAgeSeconds: 60 },
  proxy: null,
  secret: {
    header: "router-authorization",
    values: ["an old secret of the router", "a new secret of the router"],
  },
};

let session: GraphSession;
let pool: Pool;
let authorization: string;

beforeAll(async () => {
  ({ authorization } = await bearer({ scope: "directory:read" }));
  session = await startGraphSession({
    accounts: [{ key: "chat", people: 5 }],
    access: { auth: tokenAuth, router },
  });
  pool = new Pool(session.url, { connections: 32 });
});
afterAll(async () => {
  await pool.close();
  await session.stop();
});
beforeEach(() => {
  session.server("chat").counters.reset();
});

const query = JSON.stringify({ query: "{ users(first: 1) { nodes { id } } }" });

interface Seen {
  readonly status: number;
  readonly body: { data?: unknown; errors?: { extensions: { code: string } }[] };
}

async function send({ headers, body }: SignedRequest, method: "POST" | "GET" = "POST"): Promise<Seen> {
  const answer = await pool.request({
    path: "/graphql",
    method,
    headers,
    ...(method === "GET" ? {} : { body }),
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as Seen["body"] };
}

function sign(body = query, others: Partial<Parameters<typeof signRequest>[1]> = {}): Promise<SignedRequest> {
  return signRequest(body, { key: keys.young, authorization, ...others });
}

async function expectRefused(request: SignedRequest, method?: "GET"): Promise<void> {
  const { status, body } = await send(request, method);
  expect([status, body.errors?.[0]?.extensions.code, body.data]).toEqual([401, "UNAUTHENTICATED", undefined]);
}

/** Sign-ins included: nothing at all went out. */
function expectNothingSent(): void {
  expect(session.calls().calls).toBe(0);
}

describe("a router that signs", () => {
  test("is let in, with either key", async () => {
    for (const key of [keys.old, keys.young]) {
      const { status, body } = await send(await sign(query, { key }));
      expect([status, body.errors]).toEqual([200, undefined]);
    }
  });

  test("is shown the SDL, which is nobody else's", async () => {
    const { body } = await send(await sign(JSON.stringify({ query: "{ _service { sdl } }" })));
    expect(body.data).toMatchObject({ _service: { sdl: expect.stringContaining("type User") as unknown } });
  });

  test("has room for its own kind of requests", async () => {
    const representations = Array.from({ length: 3_000 }, () => ({ __typename: "User", id: "nobody" }));
    const entities = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }";
    const body = JSON.stringify({ query: entities, variables: { r: representations } });
    expect((await send(await sign(body))).status).toBe(200);
  });
});

function withHeader(body: string, name: string, value: string): Promise<SignedRequest> {
  const headers = { "content-type": "application/json", authorization, [name]: value };
  return Promise.resolve({ headers, body: Buffer.from(body) });
}

describe("whoever is not the router", () => {
  const bodies = {
    query,
    "a mutation": JSON.stringify({ query: "mutation { __typename }" }),
    "the SDL": JSON.stringify({ query: "{ _service { sdl } }" }),
    entities: JSON.stringify({
      query: 'query { _entities(representations: [{ __typename: "User", id: "x" }]) { __typename } }',
    }),
    "a persisted query": JSON.stringify({
      extensions: { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } },
    }),
    "what is no JSON": "{",
  };
  const unproven: Readonly<Record<string, (body: string) => Promise<SignedRequest>>> = {
    "no proof": async (body) => {
      const { headers, body: bytes } = await sign(body);
      const others = Object.entries(headers).filter(([name]) => !name.startsWith("signature"));
      return { headers: Object.fromEntries(others), body: bytes };
    },
    "a key of another router": (body) =>
      sign(body, { key: { ...keys.old, secret: "another secret, long enough" } }),
    "an unknown key": (body) => sign(body, { key: { ...keys.old, id: "older" } }),
    "an expired signature": (body) => sign(body, { created: new Date(Date.now() - 200_000) }),
    "a signature that says it is good for long": (body) =>
      sign(body, { created: new Date(Date.now() - 200_000), expires: new Date(Date.now() + 200_000) }),
    "a signature of tomorrow": (body) => sign(body, { created: new Date(Date.now() + 86_400_000) }),
    "a signature that ended before it began": (body) =>
      sign(body, { expires: new Date(Date.now() - 10_000) }),
    "a short nonce": (body) => sign(body, { nonce: "1" }),
    "a body that is not covered": (body) => sign(body, { fields: ["@method", "@path", "authorization"] }),
    "a token that is not covered": (body) => sign(body, { fields: ["@method", "@path", "content-digest"] }),
    "a signature of another method": (body) => sign(body, { method: "PUT" }),
    "a signature of another body": async (body) => ({
      headers: (await sign(`${body} `)).headers,
      body: Buffer.from(body),
    }),
    "two signatures": async (body) => {
      const { headers, body: bytes } = await sign(body);
      const doubled = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [
          name,
          name.startsWith("signature") ? `${value}, ${value.replace("router", "other")}` : value,
        ]),
      );
      return { headers: doubled, body: bytes };
    },
    "a wrong shared secret": (body) => withHeader(body, "router-authorization", "guess"),
    "a header of a proxy that is not configured": (body) => withHeader(body, "x-client-cert", "router"),
  };

  test.each(
    Object.keys(unproven).flatMap((proof) => Object.keys(bodies).map((body) => [proof, body] as const)),
  )("by %s is refused %s", async (proof, body) => {
    const text = bodies[body as keyof typeof bodies];
    await expectRefused((await unproven[proof]?.(text)) ?? { headers: {}, body: Buffer.alloc(0) });
    expectNothingSent();
  });

  test("is refused by GET, proven or not", async () => {
    await expectRefused({ headers: { authorization }, body: Buffer.alloc(0) }, "GET");
    await expectRefused({ headers: (await sign()).headers, body: Buffer.alloc(0) }, "GET");
  });

  test("is refused with a request that was let in before", async () => {
    const captured = await sign();
    expect((await send(captured)).status).toBe(200);
    session.server("chat").counters.reset();
    for (let times = 0; times < 20; times += 1) await expectRefused(captured);
    const others = await Promise.all(Array.from({ length: 20 }, () => send(captured)));
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 401));
    expectNothingSent();
  });

  test("is let in once when the same request comes twenty times at once", async () => {
    const captured = await sign();
    const seen = await Promise.all(Array.from({ length: 20 }, () => send(captured)));
    expect(seen.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

test("a captured request that was altered by one bit is refused, 10,000 times", async () => {
  const signedParts = ["signature", "signature-input", "content-digest", "authorization"] as const;
  // Never sent as it is, so that each alteration stands by itself and not behind its nonce.
  const captured = await sign();
  const seed = Date.now() % 1_000_000;
  const lengths = [...signedParts.map((name) => captured.headers[name]?.length ?? 0), captured.body.length];
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const position = fc
    .integer({ min: 0, max: total * 8 - 1 })
    .filter((one) => canBeSent(alter(captured, signedParts, one)));
  const positions = fc.sample(position, { numRuns: 10_000, seed });
  let refused = 0;
  const flip = async (position: number): Promise<void> => {
    const altered = alter(captured, signedParts, position);
    const { status } = await send(altered);
    if (status >= 400 && status < 500) refused += 1;
    else throw new Error(`Bit ${position} of seed ${seed}: ${status}`);
  };
  for (let begin = 0; begin < positions.length; begin += 50) {
    await Promise.all(positions.slice(begin, begin + 50).map(flip));
  }
  expect(refused).toBe(10_000);
  expectNothingSent();
  // It was good all along.
  expect((await send(captured)).status).toBe(200);
});

/** undici refuses bytes that no header can hold, and its pool does not go on after that. */
function canBeSent({ headers }: SignedRequest): boolean {
  return Object.values(headers).every((value) => /^[\t\x20-\x7e\x80-\xff]*$/u.test(value));
}

function alter({ headers, body }: SignedRequest, parts: readonly string[], position: number): SignedRequest {
  let left = position;
  for (const name of parts) {
    const value = headers[name] ?? "";
    if (left < value.length * 8) {
      const bytes = flipBit(Buffer.from(value, "latin1"), left);
      return { headers: { ...headers, [name]: bytes.toString("latin1") }, body };
    }
    left -= value.length * 8;
  }
  return { headers, body: flipBit(body, left) };
}

function flipBit(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = bit >> 3;
  copy[index] = (copy[index] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

test("keys change under load without a failed request", async () => {
  const total = 2_000;
  let failed = 0;
  const one = async (index: number): Promise<void> => {
    // The router's processes change over one by one.
    const key = Math.random() < index / total ? keys.young : keys.old;
    const { status, body } = await send(await sign(query, { key }));
    if (status !== 200 || body.errors !== undefined) failed += 1;
  };
  for (let begin = 0; begin < total; begin += 40) {
    await Promise.all(Array.from({ length: 40 }, (_, index) => one(begin + index)));
  }
  expect(failed).toBe(0);
});

test("either shared secret is good, and a header that came twice is none", async () => {
  const headers = { "content-type": "application/json", authorization };
  const sent = (secret: string): Promise<Seen> =>
    send({ headers: { ...headers, "router-authorization": secret }, body: Buffer.from(query) });
  for (const secret of router.secret?.values ?? []) expect((await sent(secret)).status).toBe(200);
  const [secret = ""] = router.secret?.values ?? [];
  expect((await sent(`${secret}, ${secret}`)).status).toBe(401);
  const twice = await pool.request({
    path: "/graphql",
    method: "POST",
    headers: [
      "content-type",
      "application/json",
      "authorization",
      authorization,
      "router-authorization",
      secret,
      "Router-Authorization",
      secret,
    ],
    body: query,
  });
  expect(twice.statusCode).toBe(401);
  await twice.body.dump();
});
