import { afterEach, expect, test } from "@jest/globals";
import { DirectoryError } from "../../src/directory/errors.js";
import { startToyHost, type ToyHost } from "./toy-host.js";

let toyHost: ToyHost | null = null;
afterEach(() => toyHost?.host.drain());

/** A host whose door always answers the same. */
async function startRefusing(error: DirectoryError): Promise<ToyHost> {
  toyHost = await startToyHost({ authenticator: { identify: () => Promise.reject(error) } });
  return toyHost;
}

test("what is not the caller's fault is told to the operator, too, and its words to nobody", async () => {
  const cause = new Error("secret-canary");
  const error = new DirectoryError("UPSTREAM_UNAVAILABLE", "The keys of the tokens cannot be had", { cause });
  const { post, lines, toy } = await startRefusing(error);
  const reply = await post({ query: "{ hello }" });
  expect([reply.status, toy.resolved]).toEqual([502, 0]);
  expect(lines).toContainEqual(
    expect.objectContaining({
      requestId: reply.headers.get("x-request-id"),
      err: expect.objectContaining({ code: "UPSTREAM_UNAVAILABLE", causes: ["Error"] }) as unknown,
    }),
  );
  expect(reply.text + JSON.stringify(lines)).not.toContain("canary");
});

test("of what is turned away for want of time there is no stack in the log: there may be a flood of it", async () => {
  const { post, lines } = await startRefusing(new DirectoryError("OVERLOADED", "Too many are waiting"));
  expect((await post({ query: "{ hello }" })).status).toBe(503);
  expect(lines.filter((line) => "err" in line)).toEqual([]);
  expect(lines).toContainEqual(expect.objectContaining({ status: 503, codes: ["OVERLOADED"] }));
});

test("what is the caller's fault is counted and not an error of ours", async () => {
  const { post, lines, send } = await startRefusing(new DirectoryError("UNAUTHENTICATED", "Who are you?"));
  const reply = await post({ query: "{ hello }" });
  expect([reply.status, reply.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
  expect(lines.filter((line) => "err" in line)).toEqual([]);
  expect(lines).toContainEqual(expect.objectContaining({ status: 401, codes: ["UNAUTHENTICATED"] }));
  expect((await send("/metrics")).text).toContain('rollcall_graphql_errors_total{code="UNAUTHENTICATED"} 1');
});
