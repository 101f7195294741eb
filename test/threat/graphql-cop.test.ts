import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startServiceProcess, type ServiceProcess } from "./service-process.js";
import { bearer } from "./tokens.js";

/** The questions that graphql-cop asks, and what it would take for a finding. */

let service: ServiceProcess;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  service = await startServiceProcess();
  headers = {
    ...(await bearer({ scope: "directory:read remote:read" })),
    "content-type": "application/json",
  };
});
afterAll(() => service.stop());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
    readonly length?: number;
  };
}

async function ask(path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(service.url + path, init);
  const text = await response.text();
  let json: Answer["json"] = {};
  try {
    json = JSON.parse(text) as Answer["json"];
  } catch {
    // A page, which is looked at as text.
  }
  return { status: response.status, text, json };
}

function post(body: unknown, own: Readonly<Record<string, string>> = headers): Promise<Answer> {
  return ask("/graphql", { method: "POST", headers: own, body: JSON.stringify(body) });
}

const anybody = { "content-type": "application/json" };

describe.each([
  ["with a token", () => headers],
  ["without a token", () => anybody],
])("%s", (_title, own) => {
  test("alias overloading: 101 aliases are refused", async () => {
    const aliases = Array.from({ length: 101 }, (_, index) => `alias${index}:__typename`).join(" ");
    const { json, status } = await post({ query: `query cop { ${aliases} }` }, own());
    expect([json.data, status >= 400]).toEqual([undefined, true]);
  });

  test("array batching: ten queries in a list are refused", async () => {
    const { json, status } = await post(
      Array.from({ length: 10 }, () => ({ query: "query cop { __typename }" })),
      own(),
    );
    expect([json.length, status >= 400]).toEqual([undefined, true]);
  });

  test("directive overloading: ten of the same directive are one error, not ten", async () => {
    const { json } = await post({ query: `query cop { __typename ${"@aa".repeat(10)} }` }, own());
    expect([json.data, json.errors?.length]).toEqual([undefined, 1]);
  });

  test("circular introspection is refused", async () => {
    const circle = "fields { type { ".repeat(5);
    const query = `query cop { __schema { types { ${circle} name ${"} } ".repeat(5)} } } }`;
    const { json, text } = await post({ query }, own());
    expect([json.data, text.includes('"types"')]).toEqual([undefined, false]);
  });

  test("field duplication: 500 times the same field is refused", async () => {
    const { json, status } = await post({ query: `query cop { ${"__typename \n".repeat(500)} }` }, own());
    expect([json.data, status >= 400]).toEqual([undefined, true]);
  });

  test("field suggestions are not made", async () => {
    for (const query of [
      "query cop { __schema { directive } }",
      "{ user { displayNam } }",
      "{ uses { id } }",
    ]) {
      const { text, json } = await post({ query }, own());
      expect(text).not.toContain("Did you mean");
      expect(json.data).toBeUndefined();
    }
  });

  test.each(["query cop{__typename}", "mutation cop{__typename}"])("GET answers no %s", async (query) => {
    const { authorization = "" } = own() as { authorization?: string };
    const plain = authorization === "" ? {} : { authorization };
    const { json, status } = await ask(`/graphql?query=${encodeURIComponent(query)}`, { headers: plain });
    expect([json.data, status >= 400]).toEqual([undefined, true]);
  });

  test.each(["/", "/graphiql", "/playground", "/graphql", "/console", "/graphiql/index.html", "/altair"])(
    "no IDE at %s",
    async (path) => {
      const { text, status } = await ask(path, { headers: { ...own(), accept: "text/html" } });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toMatch(/graphiql|playground|<html/iu);
    },
  );

  test("introspection is off, and so is the SDL", async () => {
    for (const query of [
      "query cop { __schema { types { name fields { name } } } }",
      '{ __type(name: "User") { name } }',
      "{ _service { sdl } }",
    ]) {
      const { json, text } = await post({ query }, own());
      expect([json.data ?? null, text.includes("displayName")]).toEqual([null, false]);
      expect(json.errors?.length).toBeGreaterThan(0);
      expect(text).not.toContain("Apollo");
    }
  });

  test("POST by a form is refused", async () => {
    for (const type of [
      "application/x-www-form-urlencoded",
      "text/plain",
      "multipart/form-data; boundary=x",
    ]) {
      const body = "query=query%20cop%20%7B__typename%7D";
      const { json, status } = await ask("/graphql", {
        method: "POST",
        headers: { ...own(), "content-type": type },
        body,
      });
      expect([json.data, status >= 400]).toEqual([undefined, true]);
    }
  });

  test("no tracing, whoever asks for it", async () => {
    const asked = { ...own(), "apollo-federation-include-trace": "ftv1", "x-apollo-tracing": "1" };
    const { text } = await post({ query: "query cop { __typename }" }, asked);
    expect(text).not.toMatch(/tracing|ftv1/u);
  });

  test("errors that nobody foresaw carry nothing", async () => {
    for (const query of [
      "qwerty cop { abc }",
      "query cop { abc",
      "{ user(id: 1.5e400) { id } }",
      "{ user(id: {}) { id } }",
    ]) {
      const { json, text, status } = await post({ query }, own());
      expect(status).toBeLessThan(500);
      expect(json.errors).toHaveLength(1);
      expect(text).not.toMatch(/exception|stacktrace|node_modules|\.js:/u);
    }
  });
});
