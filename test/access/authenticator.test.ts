import { expect, test } from "@jest/globals";
import { createAuthenticator } from "../../src/access/authenticator.js";
import { noRouter, type RouterConfig } from "../../src/access/router-proof.js";
import { scopes } from "../../src/access/scopes.js";
import { signRequest } from "../threat/router-requests.js";

const key = { id: "one", secret: "a key of the router, long enough to sign with" };
const router: RouterConfig = {
  ...noRouter,
  signature: { keys: [key], maxAgeSeconds: 60 },
  secret: { header: "router-authorization", values: ["a secret of the router"] },
};

/** Whether a request with such headers may share its connection with others. */
async function isShared(headers: Record<string, string>, config = router): Promise<boolean> {
  const auth = { mode: "none", tenant: "default", scopes } as const;
  const { identify } = createAuthenticator({ auth, router: config, introspection: false });
  const arrival = await identify({
    method: "POST",
    path: "/graphql",
    headers,
    rawHeaders: Object.entries(headers).flat(),
    remoteAddress: "127.0.0.1",
  });
  return arrival.isShared;
}

test("a connection is shared that carries a router's proof, or a signature that is not checked yet", async () => {
  const signed = await signRequest("{}", { key });
  expect(await isShared({ "router-authorization": "a secret of the router" })).toBe(true);
  expect(await isShared(signed.headers)).toBe(true);
});

test("a connection is a caller's own without proof, with a wrong one, and where none is known", async () => {
  const signed = await signRequest("{}", { key });
  expect(await isShared({})).toBe(false);
  expect(await isShared({ "router-authorization": "another secret" })).toBe(false);
  expect(await isShared(signed.headers, noRouter)).toBe(false);
});
