import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { auditServer } from "graphql-http";
import { getIntrospectionQuery } from "graphql";
import { startToyHost } from "./toy-host.js";
import type { ToyHost } from "./toy-host.js";

let toyHost: ToyHost;
beforeAll(async () => {
  toyHost = await startToyHost();
});
afterAll(() => toyHost.host.drain());

test("graphql-http's audits find no error", async () => {
  const results = await auditServer({ url: `${toyHost.url}/graphql` });
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  const errors = results.flatMap((result) => (result.status === "error" ? [result.name] : []));
  console.log(
    `audits: ${count("ok")} ok, ${count("notice")} notices, ${count("warn")} warnings, ${errors.length} errors`,
  );
  expect(errors).toEqual([]);
  // Notices are about GET, warnings about 200 for what Rollcall answers with 400.
  expect({ ok: count("ok"), notices: count("notice"), warnings: count("warn") }).toEqual({
    ok: 55,
    notices: 3,
    warnings: 3,
  });
});

test("the standard introspection query passes all limits", async () => {
  const query = getIntrospectionQuery({
    descriptions: true,
    directiveIsRepeatable: true,
    inputValueDeprecation: true,
    oneOf: true,
    schemaDescription: true,
    specifiedByUrl: true,
  });
  const reply = await toyHost.post({ query });
  expect(reply.status).toBe(200);
  expect(reply.json?.errors).toBeUndefined();
});
