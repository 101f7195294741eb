import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { bearer, tokenAuth, type TestClaims } from "./tokens.js";

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: ["one", "two"].map((tenant) => ({ key: tenant, tenant, people: 5 })),
    access: { auth: tokenAuth, points: { perCaller: 4, perTenant: 6 } },
  });
});
afterAll(() => session.stop());

async function ask(claims: TestClaims, query = "{ me { tenant } }"): Promise<Response> {
  return fetch(`${session.url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(await bearer({ scope: "directory:read", ...claims })),
    },
    body: JSON.stringify({ query }),
  });
}

test("what is left is told with each answer, and who has nothing left is told when to come back", async () => {
  const ada = { tenant: "one", subject: "ada" };
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    const answer = await ask(ada);
    statuses.push(answer.status);
    expect(answer.headers.get("x-ratelimit-limit")).toBe("4");
    expect(answer.headers.get("x-ratelimit-remaining")).toBe(String(3 - index));
    const reset = Number(answer.headers.get("x-ratelimit-reset")) * 1_000 - Date.now();
    expect(reset).toBeLessThan(62_000);
  }
  expect(new Set(statuses)).toEqual(new Set([200]));
  const calls = session.calls("one").calls;
  const refused = await ask(ada, "{ users(first: 1) { nodes { id } } }");
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({
    errors: [{ extensions: { code: "LIMIT_EXCEEDED", retryable: true } }],
  });
  expect(session.calls("one").calls).toBe(calls);
  // Others of the tenant have what the tenant has left, and other tenants do not notice.
  const bob = await Promise.all(Array.from({ length: 10 }, () => ask({ tenant: "one", subject: "bob" })));
  expect(bob.filter(({ status }) => status === 200)).toHaveLength(2);
  expect((await ask({ tenant: "two", subject: "ada" })).headers.get("x-ratelimit-remaining")).toBe("3");
});

test("a request that costs more than is left, or than there ever is, is refused before anything is sent", async () => {
  const eve = { tenant: "two", subject: "eve" };
  const costing = (teams: number): string =>
    `{ users(first: 100) { nodes { teams(first: ${teams}) { nodes { id } } } } }`;
  expect((await ask(eve)).status).toBe(200);
  const tooEarly = await ask(eve, costing(34));
  const waitSeconds = Number(tooEarly.headers.get("retry-after"));
  expect([tooEarly.status, waitSeconds > 0, waitSeconds <= 15]).toEqual([429, true, true]);
  const tooMuch = await ask(eve, costing(60));
  expect([tooMuch.status, tooMuch.headers.get("retry-after")]).toEqual([400, null]);
  expect(await tooMuch.json()).toMatchObject({
    errors: [{ extensions: { code: "LIMIT_EXCEEDED", retryable: false } }],
  });
  // Neither took anything.
  expect((await ask(eve)).headers.get("x-ratelimit-remaining")).toBe("2");
  expect(session.calls("two").calls).toBe(0);
});
