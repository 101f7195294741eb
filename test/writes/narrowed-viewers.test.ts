import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { scopes } from "../../src/access/scopes.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { bearer, tokenAuth, type TestClaims } from "../threat/tokens.js";

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession({ accounts: [{ key: "chat", people: 16 }], access: { auth: tokenAuth } });
});
afterAll(() => session.stop());

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(query: string, claims: TestClaims): Promise<Answer> {
  const response = await fetch(`${session.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(await bearer({ scope: [...scopes], ...claims })) },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as Answer;
}

describe("a viewer of single organizations", () => {
  test.each([
    ['{ operation(id: "nobody") { id } }'],
    ["{ pendingOperations { nodes { id } } }"],
    ["{ auditEvents { nodes { seq } } }"],
    ['mutation { operationResolve(id: "nobody", outcome: APPLIED, note: "x") { userErrors { code } } }'],
  ])("is not shown what all have done: %s", async (query) => {
    const { errors } = await ask(query, { organizations: ["chat:1"] });
    expect(errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });
});

describe("a token", () => {
  const invite = async (role: string, claims: TestClaims): Promise<unknown> => {
    const { data } = await ask('{ linkedAccount(accountKey: "chat") { id } }', {});
    const { id } = data?.["linkedAccount"] as { id: string };
    const answer = await ask(
      `mutation { userInvite(dryRun: true, input: { linkedAccount: "${id}", email: "new@partner.example",
        role: { name: "${role}" } }) { userErrors { code } } }`,
      claims,
    );
    return answer.data?.["userInvite"];
  };

  test.each([
    ["agent", undefined, ["PRIVILEGE_EXCEEDED"]],
    ["agent", "GUEST", ["PRIVILEGE_EXCEEDED"]],
    ["agent", "MEMBER", []],
    ["admin", "MEMBER", ["PRIVILEGE_EXCEEDED"]],
    ["supervisor", "MANAGER", []],
    ["admin", "ADMIN", []],
    ["admin", "OWNER", []],
    // Passes every check of the server, so it is worth an administrator.
    ["auditor", "MANAGER", ["PRIVILEGE_EXCEEDED"]],
  ] as const)("grants %s with maxPrivilege %s: %j", async (role, maxPrivilege, codes) => {
    const answer = await invite(role, maxPrivilege === undefined ? {} : { maxPrivilege });
    expect(answer).toEqual({ userErrors: codes.map((code) => ({ code })) });
  });
});
