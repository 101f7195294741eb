import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { signToken, tokenAuth } from "./tokens.js";

let session: GraphSession;
let own: string;
let stolen: string;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: ["own", "other"].map((tenant) => ({ key: tenant, tenant, people: 5 })),
    access: { auth: tokenAuth },
  });
  own = await signToken({ tenant: "own", subject: "ada", scope: "directory:read" });
  stolen = await signToken({ tenant: "other", subject: "eve", scope: "directory:read accounts:admin" });
});
afterAll(() => session.stop());

const names = [
  ..."x-user x-user-id x-userid x-username x-tenant x-tenant-id tenant x-scope x-scopes scope x-role x-roles".split(
    " ",
  ),
  ..."x-forwarded-user x-forwarded-email x-remote-user remote-user x-auth-user x-auth-request-user".split(
    " ",
  ),
  ..."x-authenticated-user x-authenticated-scope x-jwt-claims x-apollo-user apollo-user x-hasura-role".split(
    " ",
  ),
  ..."x-original-user x-consumer-username x-amzn-oidc-identity x-goog-authenticated-user-email".split(" "),
  ..."x-max-privilege maxprivilege organizations x-organizations x-is-router x-router router-authorization".split(
    " ",
  ),
];
const spellings: readonly (readonly [name: string, value: string])[] = [
  ...names.map((name) => [name, "other"] as const),
  ...names.slice(0, 12).map((name) => [name.toUpperCase(), "other"] as const),
  ...names.slice(0, 12).map((name) => [name.replaceAll("-", "_"), "other, own"] as const),
];

/** Sends header lines as they are, twice the same name included. */
function send(lines: readonly string[]): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(session.url);
  const body = JSON.stringify({
    query: "{ me { tenant subject scopes } linkedAccounts { nodes { accountKey } } }",
  });
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        path: "/graphql",
        method: "POST",
        headers: [
          "Host",
          hostname,
          "Content-Type",
          "application/json",
          "Content-Length",
          String(body.length),
          ...lines,
        ],
      },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, text });
        });
      },
    );
    sent.on("error", reject).end(body);
  });
}

test(`identity stays what the token says, whatever ${spellings.length} headers say beside it`, async () => {
  expect(spellings.length).toBeGreaterThanOrEqual(50);
  for (const [name, value] of spellings) {
    const { status, text } = await send(["Authorization", `Bearer ${own}`, name, value]);
    expect([name, status, JSON.parse(text)]).toEqual([
      name,
      200,
      {
        data: {
          me: { tenant: "own", subject: "ada", scopes: ["directory:read"] },
          linkedAccounts: { nodes: [{ accountKey: "own" }] },
        },
      },
    ]);
    expect((await send([name, value])).status).toBe(401);
  }
});

test.each([
  [
    "two tokens in two headers",
    () => ["Authorization", `Bearer ${own}`, "authorization", `Bearer ${stolen}`],
  ],
  ["the same token twice", () => ["Authorization", `Bearer ${own}`, "Authorization", `Bearer ${own}`]],
  ["two tokens in one header", () => ["Authorization", `Bearer ${own}, Bearer ${stolen}`]],
  ["another scheme", () => ["Authorization", `Basic ${own}`]],
  ["a token without its scheme", () => ["Authorization", own]],
  ["a token in a cookie", () => ["Cookie", `authorization=Bearer ${own}; token=${own}`]],
  ["a proxy's header", () => ["Proxy-Authorization", `Bearer ${own}`]],
])("%s are refused", async (_title, lines) => {
  const { status, text } = await send(lines());
  expect([status, text.includes("own")]).toEqual([401, false]);
});
