import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { errorCodes } from "../../src/directory/errors.js";
import { codeOf, startToyHost } from "./toy-host.js";
import type { Reply, ToyHost } from "./toy-host.js";

let toyHost: ToyHost;
beforeAll(async () => {
  toyHost = await startToyHost();
});
afterAll(() => toyHost.host.drain());

function expectNoServerError({ status, json, text }: Reply): void {
  expect({ isServerError: status >= 500, text }).toEqual({ isServerError: false, text });
  if (status === 200) return;
  expect(json?.errors?.length).toBeGreaterThan(0);
  expect(errorCodes).toContain(codeOf({ status, json, text, headers: new Headers() }));
}

const json = { "content-type": "application/json" };
const shards = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ":",
  "!",
  "$a",
  "...",
  "@skip",
  "on",
  "query",
  "mutation",
  "fragment",
];
const names = [
  "hello",
  "users",
  "nodes",
  "first",
  "id",
  "team",
  "Team",
  "__typename",
  "_entities",
  "F",
  '"',
  "#",
  "1",
];
const document = fc.array(fc.constantFrom(...shards, ...names, "\n", "\u0000", "\ufeff"), { maxLength: 60 });

test("any bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      expectNoServerError(
        await toyHost.send("/graphql", { method: "POST", headers: json, body: Buffer.from(bytes) }),
      );
    }),
    { numRuns: 150 },
  );
});

test("any JSON", async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (body) => {
      expectNoServerError(await toyHost.post(body));
    }),
    { numRuns: 150 },
  );
});

test("any values in a request's fields", async () => {
  const value = fc.oneof(fc.jsonValue(), fc.string({ unit: "binary" }));
  const body = fc.record(
    {
      query: fc.oneof(value, fc.constant("query Q($a: Int) { hello }")),
      variables: value,
      operationName: value,
      extensions: value,
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(body, async (sent) => {
      expectNoServerError(await toyHost.post(sent));
    }),
    { numRuns: 200 },
  );
});

test("any shards of GraphQL, with any variables", async () => {
  await fc.assert(
    fc.asyncProperty(document, fc.dictionary(fc.string(), fc.jsonValue()), async (shard, variables) => {
      expectNoServerError(await toyHost.post({ query: shard.join(" "), variables }));
    }),
    { numRuns: 200 },
  );
});

test("any variables for typed arguments", async () => {
  const query =
    "query ($n: Int, $f: UserFilter, $r: [_Any!] = []) { users(first: $n, filter: $f) { nodes { id } } _entities(representations: $r) { __typename } }";
  await fc.assert(
    fc.asyncProperty(
      fc.record({ n: fc.jsonValue(), f: fc.jsonValue(), r: fc.jsonValue() }),
      async (variables) => {
        expectNoServerError(await toyHost.post({ query, variables }));
      },
    ),
    { numRuns: 150 },
  );
});

test("any content type", async () => {
  const type = fc.stringMatching(/^[\x20-\x7e]{0,40}$/).map((text) => text.trim());
  const near = fc
    .tuple(fc.constantFrom("application/json", "text/plain", "*/*"), type)
    .map((parts) => parts.join(";"));
  await fc.assert(
    fc.asyncProperty(fc.oneof(type, near), async (contentType) => {
      const reply = await toyHost.post({ query: "{ hello }" }, { "content-type": contentType });
      expect([200, 415]).toContain(reply.status);
    }),
    { numRuns: 150 },
  );
});
