import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { FaultRule } from "../../sandbox/faults.js";
import { startGraphSession, type GraphSession, type Reply } from "../resolvers/graph-session.js";

interface Status {
  readonly linkedAccount: { readonly accountKey: string };
  readonly state: string;
  readonly code: string | null;
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;
}

interface Users {
  readonly users: {
    readonly nodes: readonly { readonly accountKey: string; readonly email: string }[] | null;
    readonly isComplete: boolean;
    readonly accountStatuses: readonly Status[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const everybody = `query ($first: Int!, $after: String, $emails: [String!], $requireComplete: Boolean = false) {
  users(first: $first, after: $after, filter: { emails: $emails }, requireComplete: $requireComplete) {
    nodes { accountKey email }
    isComplete
    pageInfo { hasNextPage endCursor }
    accountStatuses { linkedAccount { accountKey } state code httpStatus retryAfterMs }
  }
}`;
const walked = everybody.replace(", filter: { emails: $emails }", "").replace("$emails: [String!], ", "");

const down: FaultRule["fault"] = { kind: "status", status: 503, body: "down" };
const limited: FaultRule["fault"] = {
  kind: "status",
  status: 429,
  body: "",
  headers: { "Retry-After": "60" },
};

const deadlineMs = 10_000;
let session: GraphSession;

beforeAll(async () => {
  session = await startGraphSession({
    deadlineMs,
    accounts: [
      { key: "chat-eu" },
      { key: "chat-us", seed: 2 },
      { key: "voice-eu", provider: "talkdesk" },
      { key: "voice-us", provider: "talkdesk", seed: 2 },
      { key: "idp", provider: "scim" },
      { key: "idp-strict", provider: "scim", seed: 2, scim: { filters: "eq", pageSizeClamp: 20 } },
    ],
  });
});
afterAll(() => session.stop());
afterEach(async () => {
  for (const key of ["chat-us", "voice-eu", "idp"]) session.server(key).faults.clear();
  await session.restart();
});

/** One account down, one that asks to slow down, one whose token was revoked. */
function breakThree(): void {
  session.server("chat-us").faults.add([{ fault: down }]);
  session.server("voice-eu").faults.add([{ match: { method: "GET" }, fault: limited }]);
  session.server("idp").faults.add([{ fault: { kind: "status", status: 401, body: "" } }]);
}

const whole = ["chat-eu", "voice-us", "idp-strict"];

function statesOf({ users }: Users): Record<string, string> {
  return Object.fromEntries(
    users.accountStatuses.map(({ linkedAccount, state }) => [linkedAccount.accountKey, state]),
  );
}

describe("one request over six accounts, of which one is down, one rate-limited and one revoked", () => {
  test("answers the rest whole, and three different states for the three, within the deadline", async () => {
    const healthy = await walk();
    await session.restart();
    breakThree();
    const started = performance.now();
    const found = await walk();
    expect(performance.now() - started).toBeLessThan(deadlineMs);
    for (const key of whole) {
      expect(found.people.filter((one) => one.startsWith(`${key} `))).toEqual(
        healthy.people.filter((one) => one.startsWith(`${key} `)),
      );
    }
    expect(new Set(found.people.map((one) => one.split(" ")[0]))).toEqual(new Set(whole));
    expect(found.states).toEqual({
      ...{ "chat-eu": "OK", "voice-us": "OK", "idp-strict": "OK" },
      ...{ "chat-us": "UNAVAILABLE", "voice-eu": "RATE_LIMITED", idp: "REAUTH_REQUIRED" },
    });
    expect(healthy.isComplete).toBe(true);
    expect(found.isComplete).toBe(false);
  });

  test("looks for an address everywhere at once, and says where it could not look", async () => {
    const { data: all } = await session.ask<Users>(everybody, { first: 100, emails: [someone] });
    const accounts = new Set(all.users.nodes?.map(({ accountKey }) => accountKey));
    expect(accounts.size).toBeGreaterThan(2);
    await session.restart();
    breakThree();
    const { data, errors } = await session.ask<Users>(everybody, { first: 100, emails: [someone] });
    expect(errors).toEqual([]);
    expect(new Set(data.users.nodes?.map(({ accountKey }) => accountKey))).toEqual(
      new Set([...accounts].filter((key) => whole.includes(key))),
    );
    expect(Object.values(statesOf(data)).sort()).toEqual([
      ...["OK", "OK", "OK"],
      ...["RATE_LIMITED", "REAUTH_REQUIRED", "UNAVAILABLE"],
    ]);
    expect(data.users.isComplete).toBe(false);
    const limit = data.users.accountStatuses.find(({ state }) => state === "RATE_LIMITED");
    expect(limit).toMatchObject({ code: "UPSTREAM_RATE_LIMITED", httpStatus: 429, retryAfterMs: 60_000 });
  });

  test("is refused as a whole when all of it was asked for", async () => {
    breakThree();
    const asked = { first: 100, emails: [someone], requireComplete: true };
    const { errors } = await session.ask<Users>(everybody, asked);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions.code).toMatch(/^UPSTREAM_/u);
  });

  test("does not wait for an account that hangs longer than a try, and answers the others", async () => {
    session.server("idp").faults.add([{ fault: { kind: "hang" } }]);
    const { data } = await session.ask<Users>(everybody, { first: 100, emails: [someone] });
    expect(statesOf(data)).toMatchObject({ idp: "TIMED_OUT", "chat-eu": "OK", "voice-eu": "OK" });
  });
});

/** On Support's payroll, so that chat, voice and the identity provider all know her. */
const someone = "alvaro.castillo@acme.example";

/** The lazy walk to its end. */
async function walk(): Promise<{
  people: readonly string[];
  states: Record<string, string>;
  isComplete: boolean;
}> {
  const people: string[] = [];
  let states: Record<string, string> = {};
  let isComplete = true;
  for (let after: string | null = null; ;) {
    const { data, errors }: Reply<Users> = await session.ask<Users>(walked, { first: 100, after });
    expect(errors).toEqual([]);
    people.push(...(data.users.nodes ?? []).map(({ accountKey, email }) => `${accountKey} ${email}`));
    states = { ...states, ...statesOf(data) };
    isComplete &&= data.users.isComplete;
    if (!data.users.pageInfo.hasNextPage) return { people, states, isComplete };
    after = data.users.pageInfo.endCursor;
  }
}
