import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "./graph-session.js";

interface UserSeen {
  readonly accountKey: string;
  readonly email: string | null;
  readonly sameEmail: readonly { readonly accountKey: string; readonly email: string }[] | null;
}

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: [
      { key: "alpha", people: 40 },
      { key: "beta", people: 30, isReadOnly: true },
      { key: "foreign", people: 30, tenant: "other" },
    ],
  });
});
afterAll(() => session.stop());

async function accountId(key: string): Promise<string> {
  const reply = await session.ask<{ linkedAccount: { id: string } | null }>(
    `{ linkedAccount(accountKey: "${key}") { id } }`,
  );
  return reply.data.linkedAccount?.id ?? "";
}

describe("the accounts argument", () => {
  const query = `query ($accounts: [ID!]) { users(first: 100, accounts: $accounts) {
    nodes { accountKey } accountStatuses { linkedAccount { accountKey } }
  } }`;
  interface Answer {
    readonly users: {
      readonly nodes: readonly { readonly accountKey: string }[];
      readonly accountStatuses: readonly { readonly linkedAccount: { readonly accountKey: string } }[];
    };
  }

  test.each([
    [["beta"], ["beta"]],
    [
      ["beta", "alpha"],
      ["alpha", "beta"],
    ],
    [["beta", "beta"], ["beta"]],
  ])("%j asks those accounts, in the order of the configuration", async (given, asked) => {
    const accounts = await Promise.all(given.map(accountId));
    const { users } = (await session.ask<Answer>(query, { accounts })).data;
    expect([...new Set(users.nodes.map(({ accountKey }) => accountKey))]).toEqual(asked);
    expect(users.accountStatuses.map(({ linkedAccount }) => linkedAccount.accountKey)).toEqual(asked);
  });

  test("null asks all of the tenant, and none of another tenant", async () => {
    const { users } = (await session.ask<Answer>(query, { accounts: null })).data;
    expect(users.accountStatuses.map(({ linkedAccount }) => linkedAccount.accountKey)).toEqual([
      "alpha",
      "beta",
    ]);
    expect(session.calls("foreign")).toMatchObject({ calls: 0, signIns: 0 });
  });

  test("an empty list asks nobody and finds nobody", async () => {
    const reply = await session.ask<Answer>(query, { accounts: [] });
    expect(reply.errors).toEqual([]);
    expect(reply.data.users).toEqual({ nodes: [], accountStatuses: [] });
  });

  test("an account that does not exist, or is another tenant's, is NOT_FOUND for the list", async () => {
    const alpha = await accountId("alpha");
    const foreign = Buffer.from(
      JSON.stringify([1, "other", "foreign", "LinkedAccount", "account", null, "foreign"]),
    ).toString("base64url");
    for (const accounts of [["nonsense"], [alpha, "nonsense"], [foreign], ["alpha"]]) {
      for (const field of ["users", "roles", "teams", "workspaces", "organizations", "activities"]) {
        const reply = await session.ask(
          `query ($accounts: [ID!]) { ${field}(accounts: $accounts) { totalCount } }`,
          { accounts },
        );
        expect(reply.errors).toMatchObject([{ path: [field], extensions: { code: "NOT_FOUND" } }]);
      }
    }
  });
});

describe("sameEmail", () => {
  test("names the Users with the same address in the tenant's other accounts", async () => {
    const reply = await session.ask<{ users: { nodes: UserSeen[] } }>(
      `{ users(first: 100, filter: { states: [ACTIVE, INVITED, DISABLED, DELETED] }) {
        nodes { accountKey email sameEmail { accountKey email } }
      } }`,
    );
    expect(reply.errors).toEqual([]);
    const people = reply.data.users.nodes;
    const addressesOf = (account: string): (string | null)[] =>
      people.filter(({ accountKey }) => accountKey === account).map(({ email }) => email);
    const [alpha, beta] = [addressesOf("alpha"), addressesOf("beta")];
    for (const { accountKey, email, sameEmail } of people) {
      if (email === null) {
        expect(sameEmail).toBeNull();
        continue;
      }
      const [other, there] = accountKey === "alpha" ? ["beta", beta] : ["alpha", alpha];
      const expected = there.filter((one) => one === email).map(() => ({ accountKey: other, email }));
      expect(sameEmail).toEqual(expected);
    }
    expect(people.some(({ sameEmail }) => sameEmail?.length === 1)).toBe(true);
    expect(people.some(({ sameEmail }) => sameEmail?.length === 0)).toBe(true);
  });

  test("costs each other account two lists, however many people are asked", async () => {
    await session.restart();
    session.standIn("beta").counters.reset();
    const accounts = [await accountId("alpha")];
    const query = "query ($a: [ID!]) { users(first: 100, accounts: $a) { nodes { sameEmail { email } } } }";
    const reply = await session.ask(query, { a: accounts });
    expect(reply.errors).toEqual([]);
    expect(session.calls("beta").callsByRoute).toEqual({
      "GET /projects": 1,
      "GET /:pid/project_users": 1,
      "GET /:pid/pendinginvitations": 1,
    });
  });
});

describe("meta", () => {
  test("is LIVE for what this request read and CACHE for what an earlier one did", async () => {
    await session.restart();
    const query = `{ users(first: 3) { nodes { meta { source ageMs fetchedAt surface } } } }`;
    interface Answer {
      readonly users: {
        readonly nodes: readonly {
          readonly meta: { readonly source: string; readonly ageMs: number; readonly fetchedAt: string };
        }[];
      };
    }
    const first = (await session.ask<Answer>(query)).data.users.nodes.map(({ meta }) => meta);
    const second = (await session.ask<Answer>(query)).data.users.nodes.map(({ meta }) => meta);
    expect(first.map(({ source }) => source)).toEqual(["LIVE", "LIVE", "LIVE"]);
    expect(second.map(({ source }) => source)).toEqual(["CACHE", "CACHE", "CACHE"]);
    expect(second.map(({ fetchedAt }) => fetchedAt)).toEqual(first.map(({ fetchedAt }) => fetchedAt));
    for (const { ageMs } of [...first, ...second]) expect(ageMs).toBeGreaterThanOrEqual(0);
    expect(second[0]).toMatchObject({ surface: "tiledesk" });
  });
});

describe("the explain header", () => {
  async function extensions(headers: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${session.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: "{ users(first: 1) { nodes { id } } }" }),
    });
    return ((await response.json()) as { extensions?: unknown }).extensions;
  }

  test("adds the upstream calls, by templates without ids", async () => {
    const told = JSON.stringify(await extensions({ "x-rollcall-explain": "1" }));
    expect(told).toContain("/{project}/project_users");
    expect(told).not.toMatch(/[0-9a-f]{24}/u);
  });

  test.each([{}, { "x-rollcall-explain": "0" }, { "x-rollcall-explain": "true" }])(
    "is asked for by 1 alone: %j",
    async (headers) => {
      expect(await extensions(headers as Record<string, string>)).toBeUndefined();
    },
  );
});

describe("what follows from the configuration", () => {
  test("isReadOnly, label and capabilities of each account", async () => {
    const reply = await session.ask(
      `{ linkedAccounts { nodes { accountKey label isReadOnly provider roleCardinality
         capabilities { operation support note } filters { field execution } } totalCount } }`,
    );
    const { capabilities, filters } = tableOf(reply.data);
    expect(reply.data).toMatchObject({
      linkedAccounts: {
        totalCount: 2,
        nodes: [
          { accountKey: "alpha", label: "Account alpha", isReadOnly: false, roleCardinality: "ONE" },
          { accountKey: "beta", label: "Account beta", isReadOnly: true, provider: "TILEDESK" },
        ],
      },
    });
    expect(capabilities).toMatchObject({
      USERS_LIST: "NATIVE",
      ORGANIZATIONS_LIST: "UNSUPPORTED",
      USER_INVITE: "NATIVE",
      ROLE_UNASSIGN: "UNSUPPORTED",
    });
    expect(filters).toMatchObject({
      workspace: "UPSTREAM",
      emails: "LOCAL",
      licenses: "UNSUPPORTED",
      organization: "UNSUPPORTED",
    });
  });

  test("capabilities of an account whose credential cannot be asked: what its provider can, and a doubt", async () => {
    await session.restart();
    session.standIn("alpha").faults.add([{ fault: { kind: "status", status: 503, body: "" } }]);
    const { data, errors } = await session.ask<Capable>(
      "{ linkedAccounts { nodes { accountKey capabilities { operation support note } } } }",
    );
    session.standIn("alpha").faults.clear();
    await session.restart();
    expect(errors).toEqual([]);
    const [alpha, beta] = data.linkedAccounts.nodes;
    const listing = (one: typeof alpha) =>
      one?.capabilities.find(({ operation }) => operation === "USERS_LIST");
    const doubt = "Whether the credential may is not known: The provider is not available";
    expect(listing(alpha)).toMatchObject({ support: "NATIVE", note: expect.stringContaining(doubt) });
    expect(listing(beta)?.note).not.toContain(doubt);
    const unsupported = alpha?.capabilities.filter(({ support }) => support === "UNSUPPORTED") ?? [];
    expect(unsupported.some(({ note }) => note?.includes(doubt))).toBe(false);
  });

  test("capabilities name the fields of each input, and none for what is only read", async () => {
    const reply = await session.ask<InputsSeen>(
      "{ linkedAccounts { nodes { capabilities { operation support inputFields { name support } } } } }",
    );
    const [account] = reply.data.linkedAccounts.nodes;
    const fieldsOf = (operation: string): readonly { name: string; support: string }[] | null | undefined =>
      account?.capabilities.find((one) => one.operation === operation)?.inputFields;
    expect(fieldsOf("USERS_LIST")).toBeNull();
    expect(fieldsOf("USER_DISABLE")).toEqual([]);
    expect(fieldsOf("USER_INVITE")).toContainEqual({ name: "name.given", support: "UNSUPPORTED" });
    expect(fieldsOf("USER_UPDATE")?.map(({ name }) => name)).toContain("maxConversations");
    for (const { support, inputFields } of account?.capabilities ?? []) {
      if (support === "UNSUPPORTED")
        expect((inputFields ?? []).every((field) => field.support === "UNSUPPORTED")).toBe(true);
    }
  });

  test("me: the identity behind the credential of each account", async () => {
    const reply = await session.ask<{ me: { users: { accountKey: string; email: string }[] } }>(
      "{ me { tenant subject scopes users { accountKey email } } }",
    );
    const owners = ["alpha", "beta"].map((accountKey) => ({
      accountKey,
      email: session.standIn(accountKey).current().email,
    }));
    expect(reply.data.me).toMatchObject({ tenant: "default", subject: null, users: owners });
  });

  test("organizations are null with a note, since no provider here has them", async () => {
    const reply = await session.ask(
      "{ organizations { nodes { name } edges { cursor } isComplete accountStatuses { state notes { code } } } }",
    );
    const status = { state: "OK", notes: [{ code: "UNSUPPORTED_BY_PROVIDER" }] };
    expect(reply.errors).toEqual([]);
    expect(reply.data).toEqual({
      organizations: { nodes: null, edges: null, isComplete: true, accountStatuses: [status, status] },
    });
  });
});

interface InputsSeen {
  readonly linkedAccounts: {
    readonly nodes: readonly {
      readonly capabilities: readonly {
        readonly operation: string;
        readonly support: string;
        readonly inputFields: readonly { readonly name: string; readonly support: string }[] | null;
      }[];
    }[];
  };
}

interface Capable {
  readonly linkedAccounts: {
    readonly nodes: readonly {
      readonly capabilities: readonly { operation: string; support: string; note: string | null }[];
    }[];
  };
}

function tableOf(data: unknown): {
  capabilities: Record<string, string>;
  filters: Record<string, string>;
} {
  const { linkedAccounts } = data as {
    linkedAccounts: {
      nodes: {
        capabilities: { operation: string; support: string }[];
        filters: { field: string; execution: string }[];
      }[];
    };
  };
  const [first] = linkedAccounts.nodes;
  return {
    capabilities: Object.fromEntries(
      first?.capabilities.map(({ operation, support }) => [operation, support]) ?? [],
    ),
    filters: Object.fromEntries(first?.filters.map(({ field, execution }) => [field, execution]) ?? []),
  };
}
