import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { bearer, tokenAuth, type TestClaims } from "./tokens.js";

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: ["one", "two"].map((tenant) => ({ key: tenant, tenant, people: 5 })),
    access: { auth: tokenAuth, points: { perCaller: 20, perTenant: 30 } },
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
  for (let index = 0; index < 20; index += 1) {
    const answer = await ask(ada);
    statuses.push(answer.status);
    expect(answer.headers.get("x-ratelimit-limit")).toBe("20");
    expect(answer.headers.get("x-ratelimit-remaining")).toBe(String(19 - index));
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
  const bob = await Promise.all(Array.from({ length: 15 }, () => ask({ tenant: "one", subject: "bob" })));
  expect(bob.filter(({ status }) => status === 200)).toHaveLength(10);
  expect((await ask({ tenant: "two", subject: "ada" })).headers.get("x-ratelimit-remaining")).toBe("19");
});

test("a request that costs more than is left is refused before anything is sent", async () => {
  const query =
    "{ users(first: 100) { nodes { teams(first: 100) { nodes { members { nodes { id } } } } } } }";
  const costly = await ask({ tenant: "two", subject: "eve" }, query.replace("members", "members(first: 2)"));
  expect(costly.status).toBe(429);
  expect(session.calls("two").calls).toBe(0);
});
