import { afterEach, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "./graph-session.js";

let session: GraphSession;
afterEach(() => session.stop());

const budget = "{ linkedAccounts { nodes { accountKey rateBudget { limit remaining resetsAt source } } } }";

interface Budgets {
  readonly linkedAccounts: {
    readonly nodes: readonly {
      readonly accountKey: string;
      readonly rateBudget: {
        readonly limit: number | null;
        readonly remaining: number | null;
        readonly resetsAt: string | null;
        readonly source: string;
      } | null;
    }[];
  };
}

async function budgetsOf(): Promise<Budgets["linkedAccounts"]["nodes"]> {
  return (await session.ask<Budgets>(budget)).data.linkedAccounts.nodes;
}

test("a rate that is configured is told with what is left of it, and none where none is known", async () => {
  session = await startGraphSession({
    accounts: [{ key: "chat" }, { key: "idp", provider: "scim", settings: { ratePerSecond: 40 } }],
  });
  expect(await budgetsOf()).toEqual([
    { accountKey: "chat", rateBudget: null },
    { accountKey: "idp", rateBudget: { limit: 40, remaining: 40, resetsAt: null, source: "CONFIGURED" } },
  ]);
});

test("what a provider tells of its limit is passed on, and heeded when nothing is left", async () => {
  session = await startGraphSession({ deadlineMs: 2_000, accounts: [{ key: "idp", provider: "scim" }] });
  const spent = { "X-RateLimit-Limit": "120", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "20" };
  const fault = {
    kind: "status" as const,
    status: 200,
    body: { Resources: [], totalResults: 0 },
    headers: spent,
  };
  session.server("idp").faults.add([{ fault, times: 1 }]);
  const users = "{ users { nodes { email } isComplete accountStatuses { state retryAfterMs } } }";
  await session.ask(users);
  const [idp] = await budgetsOf();
  expect(idp?.rateBudget).toMatchObject({ limit: 120, remaining: 0, source: "HEADERS" });
  expect(Date.parse(idp?.rateBudget?.resetsAt ?? "")).toBeGreaterThan(Date.now());

  const before = session.calls("idp").calls;
  const teams = "{ teams { nodes { name } accountStatuses { state } } }";
  const { data } = await session.ask<{ teams: { nodes: unknown; accountStatuses: unknown } }>(teams);
  expect(data.teams).toEqual({ nodes: null, accountStatuses: [{ state: "RATE_LIMITED" }] });
  expect(session.calls("idp").calls).toBe(before);
});
