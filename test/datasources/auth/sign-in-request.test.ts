import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createSignInAuth } from "../../../src/datasources/auth/sign-in.js";
import type { Call } from "../../../src/datasources/http/call.js";
import type { ProviderRequest } from "../../../src/datasources/http/request.js";
import { json, text } from "../http/fixture-server.js";
import type { Reply } from "../http/fixture-server.js";
import { failureOf, inviteUser, listUsers, openAccount } from "../http/test-account.js";
import type { TestAccount } from "../http/test-account.js";
import { testReading } from "../http/test-reading.js";

const password = "hunter2-canary";
const email = "ada-canary@example.com";
const signIn: Call = {
  method: "POST",
  path: "auth/signin",
  template: "auth/signin",
  kind: "read",
  body: { email, password },
};

let account: TestAccount;
let request: ProviderRequest;
beforeEach(async () => {
  account = await openAccount({ connections: 2, queue: 1_000 });
  request = account.request.withAuth(
    createSignInAuth({
      account: "chat",
      signIn: async (reading) => {
        const { body } = await account.request.send(reading, signIn);
        return { authorization: (body as { token: string }).token };
      },
    }),
  );
});
afterEach(() => account.close());

/** A provider that accepts only the token of its latest sign-in. */
function provider(options: { accepts?: (authorization: string | undefined) => boolean } = {}) {
  const seen = { signIns: 0, valid: "", revoke: () => (seen.valid = "") };
  const { accepts = (authorization) => authorization === seen.valid } = options;
  const reply: Reply = (response, hit) => {
    if (hit.target.endsWith("/signin")) {
      seen.signIns += 1;
      seen.valid = `JWT token-canary-${seen.signIns}`;
      json({ success: true, token: seen.valid })(response, hit);
    } else if (accepts(hit.headers.authorization)) json([1])(response, hit);
    else text("Unauthorized", 401)(response, hit);
  };
  account.server.always(reply);
  return seen;
}

describe("signing in", () => {
  it("comes before the first call, outside its budget, traced as AUTH", async () => {
    const seen = provider();
    const reading = testReading({ calls: 1 });
    expect((await request.send(reading, listUsers)).body).toEqual([1]);
    expect(reading.trace).toMatchObject([
      { path: "auth/signin", source: "AUTH", status: 200 },
      { path: "users", source: "LIVE", status: 200 },
    ]);
    expect(reading.budget.remaining).toBe(0);
    expect(seen.signIns).toBe(1);
    expect(account.server.hits[0]?.headers.authorization).toBeUndefined();
  });

  it("happens once for 50 calls, although only 2 may be on the wire", async () => {
    const seen = provider();
    const reading = testReading();
    await Promise.all(Array.from({ length: 50 }, () => request.send(reading, listUsers)));
    expect(seen.signIns).toBe(1);
    expect(account.server.hits).toHaveLength(51);
  });

  it("happens once more for 500 calls whose token was revoked", async () => {
    const seen = provider();
    await request.send(testReading(), listUsers);
    seen.revoke();
    const calls = Array.from({ length: 500 }, () => request.send(testReading(), listUsers));
    const answers = await Promise.all(calls);
    expect(answers.map((answer) => answer.status)).toEqual(Array(500).fill(200));
    expect(seen.signIns).toBe(2);
  });
});

describe("a 401", () => {
  it("is answered by a new token, reads and writes alike, and the try is counted", async () => {
    const seen = provider();
    await request.send(testReading(), listUsers);
    seen.revoke();
    const reading = testReading({ calls: 2 });
    expect((await request.send(reading, inviteUser)).body).toEqual([1]);
    expect(reading.trace.map(({ source, status }) => [source, status])).toEqual([
      ["LIVE", 401],
      ["AUTH", 200],
      ["LIVE", 200],
    ]);
    expect(reading.budget.remaining).toBe(0);
  });

  it("twice is UPSTREAM_UNAUTHORIZED, and does not hammer the sign-in", async () => {
    const seen = provider({ accepts: () => false });
    for (let call = 0; call < 5; call += 1) {
      const error = await failureOf(request.send(testReading(), listUsers));
      expect(error).toMatchObject({ code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401, isRetryable: false });
    }
    expect(seen.signIns).toBe(2);
  });

  it("that the caller wants is an answer", async () => {
    provider({ accepts: () => false });
    const answer = await request.send(testReading(), { ...listUsers, answers: [401] });
    expect(answer).toMatchObject({ status: 401, body: "Unauthorized" });
  });

  it("without authentication is final", async () => {
    account.server.next(text("Unauthorized", 401));
    expect((await failureOf(account.request.send(testReading(), listUsers))).code).toBe(
      "UPSTREAM_UNAUTHORIZED",
    );
  });
});

describe("wrong credentials", () => {
  it("are sent once, however many calls there are", async () => {
    account.server.next(json({ success: false, msg: "Wrong password" }, 401));
    const codes = await Promise.all(
      Array.from({ length: 30 }, async () => (await failureOf(request.send(testReading(), listUsers))).code),
    );
    expect(codes).toEqual(Array(30).fill("UPSTREAM_UNAUTHORIZED"));
    expect((await failureOf(request.send(testReading(), listUsers))).code).toBe("UPSTREAM_UNAUTHORIZED");
    expect(account.server.hits).toHaveLength(1);
  });
});

describe("what clients see of a failure", () => {
  const echo = (status: number): Reply =>
    text(`${email} ${password} token-canary https://secret.example/`, status, {
      location: "https://secret.example/",
    });

  it.each([200, 301, 400, 401, 403, 404, 408, 409, 429, 500, 501, 502, 503, 504, 599])(
    "of a %d is neither secret nor address nor body",
    async (status) => {
      account.server.always(echo(status));
      for (const call of [listUsers, inviteUser, signIn]) {
        const error = await failureOf(account.request.send(testReading(), { ...call, query: { email } }));
        const shown = `${error.message} ${JSON.stringify(error)}`;
        expect(shown).not.toMatch(/canary|secret|127\.0\.0\.1|http:|users|signin/);
      }
    },
  );

  it("of a wrong sign-in is neither", async () => {
    account.server.always(echo(401));
    const error = await failureOf(request.send(testReading(), listUsers));
    expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/canary|secret|127/);
  });
});
