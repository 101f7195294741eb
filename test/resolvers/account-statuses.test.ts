import { afterEach, describe, expect, test } from "@jest/globals";
import type { FaultRule } from "../../sandbox/faults.js";
import { startGraphSession, type GraphSession, type Reply, type SessionSetup } from "./graph-session.js";

interface UsersAnswer {
  readonly users: {
    readonly nodes: readonly { readonly displayName: string; readonly accountKey: string }[] | null;
    readonly isComplete: boolean;
    readonly totalCount: number | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly accountStatuses: readonly StatusSeen[];
  };
}

interface StatusSeen {
  readonly state: string;
  readonly code: string | null;
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;
  readonly linkedAccount: { readonly accountKey: string };
}

const statusFields = "state code httpStatus retryAfterMs linkedAccount { accountKey }";
const query = `query ($accounts: [ID!], $requireComplete: Boolean! = false) {
  users(first: 100, accounts: $accounts, requireComplete: $requireComplete) {
    nodes { displayName accountKey } isComplete totalCount pageInfo { hasNextPage endCursor }
    accountStatuses { ${statusFields} }
  }
}`;
const filtered = query.replace("first: 100", "first: 100, filter: { kinds: [HUMAN] }");
const sorted = query.replace("first: 100", "first: 100, orderBy: { field: EMAIL }");
const deadlineMs = 2_000;
/** What an answer may take beyond its deadline, on a busy machine. */
const graceMs = 5_000;

let session: GraphSession;
afterEach(() => session.stop());

async function start(setup: SessionSetup = {}): Promise<void> {
  session = await startGraphSession({ deadlineMs, ...setup });
}

interface Failure {
  readonly title: string;
  readonly state: string;
  readonly code: string;
  readonly httpStatus: number | null;
  readonly retryable: boolean;
  readonly spoil: (key?: string) => Promise<void> | void;
}

function fault(...rules: FaultRule[]): Failure["spoil"] {
  return (key) => {
    session.standIn(key).faults.add(rules);
  };
}

const failures: readonly Failure[] = [
  {
    title: "a password that was changed",
    state: "REAUTH_REQUIRED",
    code: "UPSTREAM_UNAUTHORIZED",
    httpStatus: 401,
    retryable: false,
    spoil: (key) => {
      const { state, email } = session.standIn(key).current();
      const owner = state.userByEmail(email);
      if (owner === undefined) throw new Error("No owner");
      state.setPassword(owner, "another");
    },
  },
  {
    title: "a server that is down",
    state: "UNAVAILABLE",
    code: "UPSTREAM_UNAVAILABLE",
    httpStatus: null,
    retryable: true,
    spoil: (key) => session.standIn(key).close(),
  },
  {
    title: "a server that never answers",
    state: "TIMED_OUT",
    code: "UPSTREAM_TIMEOUT",
    httpStatus: null,
    retryable: true,
    spoil: fault({ match: { route: "/projects" }, fault: { kind: "hang" } }),
  },
  {
    title: "a 403",
    state: "FORBIDDEN",
    code: "UPSTREAM_FORBIDDEN",
    httpStatus: 403,
    retryable: false,
    spoil: fault({ match: { route: "/projects" }, fault: { kind: "status", status: 403, body: {} } }),
  },
  {
    title: "a 429",
    state: "RATE_LIMITED",
    code: "UPSTREAM_RATE_LIMITED",
    httpStatus: 429,
    retryable: true,
    spoil: fault({
      match: { route: "/projects" },
      fault: { kind: "status", status: 429, body: {}, headers: { "Retry-After": "20" } },
    }),
  },
  {
    title: "a 500",
    state: "UNAVAILABLE",
    code: "UPSTREAM_UNAVAILABLE",
    httpStatus: 500,
    retryable: true,
    spoil: fault({ match: { route: "/projects" }, fault: { kind: "status", status: 500, body: {} } }),
  },
  {
    title: "garbage instead of JSON",
    state: "INVALID_RESPONSE",
    code: "UPSTREAM_INVALID_RESPONSE",
    httpStatus: 200,
    retryable: false,
    spoil: fault({
      match: { route: "/projects" },
      fault: { kind: "garbage", body: "<html>It works!</html>", contentType: "text/html" },
    }),
  },
  {
    title: "an object instead of a list",
    state: "INVALID_RESPONSE",
    code: "UPSTREAM_INVALID_RESPONSE",
    httpStatus: null,
    retryable: false,
    spoil: fault({
      match: { route: "/projects" },
      fault: { kind: "garbage", body: { projects: [] }, contentType: "application/json" },
    }),
  },
];

async function askInTime(
  text: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Reply<UsersAnswer>> {
  const begun = performance.now();
  const reply = await session.ask<UsersAnswer>(text, variables);
  expect(performance.now() - begun).toBeLessThan(deadlineMs + graceMs);
  return reply;
}

describe.each(failures)("$title", ({ state, code, httpStatus, retryable, spoil }) => {
  test.each([
    ["as they come", query],
    ["filtered", filtered],
    ["sorted", sorted],
  ])("is an error with its code and no empty list, %s", async (_how, text) => {
    await start();
    await spoil();
    const reply = await askInTime(text);
    expect(reply.status).toBe(200);
    expect(reply.data.users).toMatchObject({ nodes: null, isComplete: false, totalCount: null });
    expect(reply.data.users.accountStatuses).toMatchObject([
      { state, code, ...(httpStatus === null ? {} : { httpStatus }), linkedAccount: { accountKey: "chat" } },
    ]);
    expect(reply.errors).toMatchObject([
      { path: ["users", "nodes"], extensions: { code, account: "chat", retryable } },
    ]);
    expect(reply.text).not.toMatch(/127\.0\.0\.1|Passw0rd|It works|JWT /u);
  });

  test("of one of two accounts leaves the other one whole", async () => {
    await start({ accounts: [{ key: "alpha" }, { key: "beta", seed: 2 }] });
    await spoil("beta");
    for (const text of [query, filtered, sorted]) {
      const reply = await askInTime(text);
      expect(reply.errors).toEqual([]);
      const { users } = reply.data;
      expect(users.nodes).toHaveLength(54);
      expect(new Set(users.nodes?.map((node) => node.accountKey))).toEqual(new Set(["alpha"]));
      expect(users).toMatchObject({ isComplete: false, pageInfo: { hasNextPage: false } });
      expect(users.accountStatuses).toMatchObject([
        { state: "OK", code: null, linkedAccount: { accountKey: "alpha" } },
        { state, code, linkedAccount: { accountKey: "beta" } },
      ]);
    }
  });

  test("fails the whole list where the caller wants all or nothing", async () => {
    await start({ accounts: [{ key: "alpha" }, { key: "beta", seed: 2 }] });
    await spoil("beta");
    const reply = await askInTime(query, { requireComplete: true });
    expect(reply.text).toContain('"data":null');
    expect(reply.errors).toMatchObject([{ path: ["users"], extensions: { code, account: "beta" } }]);
  });
});

describe("requireComplete", () => {
  test("changes nothing where nothing is missing", async () => {
    await start();
    const reply = await askInTime(query, { requireComplete: true });
    expect(reply.errors).toEqual([]);
    expect(reply.data.users.nodes).toHaveLength(54);
  });

  test("fails when a row had to be left out", async () => {
    await start();
    session.standIn().faults.add([
      {
        match: { route: "/:pid/project_users" },
        fault: { kind: "mutateRows", index: 3, replace: { _id: 17 } },
      },
    ]);
    const partial = await askInTime(query);
    expect(partial.errors).toEqual([]);
    expect(partial.data.users).toMatchObject({ isComplete: false, accountStatuses: [{ state: "OK" }] });
    const refused = await askInTime(query, { requireComplete: true });
    expect(refused.errors).toMatchObject([{ extensions: { code: "UPSTREAM_INVALID_RESPONSE" } }]);
  });
});

describe("a failed account", () => {
  test("keeps the list incomplete to its last page, though it is not asked again", async () => {
    await start({ accounts: [{ key: "alpha" }, { key: "beta", seed: 2 }] });
    await failures[3]?.spoil("alpha");
    const paged = `query ($after: String) {
      users(first: 30, after: $after) {
        nodes { displayName accountKey } isComplete totalCount pageInfo { hasNextPage endCursor }
        accountStatuses { ${statusFields} }
      }
    }`;
    const first = await askInTime(paged);
    expect(first.data.users).toMatchObject({ isComplete: false, pageInfo: { hasNextPage: true } });
    session.standIn("alpha").faults.clear();
    const second = await askInTime(paged, { after: first.data.users.pageInfo.endCursor });
    expect(second.data.users).toMatchObject({ isComplete: false, pageInfo: { hasNextPage: false } });
    const names = [...(first.data.users.nodes ?? []), ...(second.data.users.nodes ?? [])];
    expect(names).toHaveLength(54);
    expect(session.calls("alpha").calls).toBeLessThanOrEqual(1);
  });

  test("is asked anew by the next request", async () => {
    await start();
    session
      .standIn()
      .faults.add([
        { match: { route: "/projects" }, times: 1, fault: { kind: "status", status: 403, body: {} } },
      ]);
    expect((await askInTime(query)).data.users.nodes).toBeNull();
    const again = await askInTime(query);
    expect(again.data.users).toMatchObject({ isComplete: true });
    expect(again.data.users.nodes).toHaveLength(54);
  });

  test("tells what is wrong in linkedAccount.status too", async () => {
    await start();
    await failures[0]?.spoil();
    const reply = await session.ask<{ linkedAccount: { status: { state: string; message: string } } }>(
      '{ linkedAccount(accountKey: "chat") { status { state message checkedAt } } }',
    );
    expect(reply.errors).toEqual([]);
    expect(reply.data.linkedAccount.status.state).toBe("REAUTH_REQUIRED");
    expect(reply.data.linkedAccount.status.message).not.toBe("");
  });
});

describe("a part of the answer that fails", () => {
  test("is an error at its own path, with the people beside it", async () => {
    await start();
    session
      .standIn()
      .faults.add([
        { match: { route: "/:pid/groups" }, fault: { kind: "status", status: 403, body: { msg: "no" } } },
      ]);
    const reply = await session.ask<{
      users: { nodes: { displayName: string; teams: null }[]; isComplete: boolean };
    }>("{ users(first: 3) { nodes { displayName teams { nodes { name } } } isComplete } }");
    expect(reply.data.users.nodes).toHaveLength(3);
    expect(reply.data.users.nodes.map(({ teams }) => teams)).toContain(null);
    for (const error of reply.errors) {
      expect(error.path?.slice(0, 2)).toEqual(["users", "nodes"]);
      expect(error.path?.[3]).toBe("teams");
      expect(error.extensions.code).toBe("UPSTREAM_FORBIDDEN");
    }
    expect(reply.errors.length).toBeGreaterThan(0);
  });

  test("leaves one project of several out, and says so", async () => {
    await start({ accounts: [{ key: "chat", people: 60, projects: 2 }] });
    const [first = ""] = [...session.standIn().current().projectIds].sort();
    session
      .standIn()
      .faults.add([
        { match: { route: `/${first}/project_users` }, fault: { kind: "status", status: 403, body: {} } },
      ]);
    const reply = await askInTime(query);
    expect(reply.errors).toEqual([]);
    expect(reply.data.users.nodes?.length).toBeGreaterThan(20);
    expect(reply.data.users).toMatchObject({
      isComplete: false,
      accountStatuses: [{ state: "FORBIDDEN", code: "UPSTREAM_FORBIDDEN" }],
    });
  });
});
