import net from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { errorCodes } from "../../src/directory/errors.js";
import { codeOf, startToyHost } from "./toy-host.js";
import type { Reply, ToyHost } from "./toy-host.js";

let toyHost: ToyHost;
beforeAll(async () => {
  toyHost = await startToyHost();
});
afterAll(() => toyHost.host.drain());
beforeEach(() => {
  toyHost.toy.resolved = 0;
});

function expectRefusal(reply: Reply, status: number): void {
  expect({ status: reply.status, text: reply.text }).toMatchObject({ status });
  expect(errorCodes).toContain(codeOf(reply));
  expect(reply.headers.get("content-type")).toMatch(/^application\/(json|graphql-response\+json)/);
  expect(toyHost.toy.resolved).toBe(0);
}

const hello = JSON.stringify({ query: "{ hello }" });

describe("bodies", () => {
  const bodies: readonly (readonly [name: string, body: string, status: number])[] = [
    ["nothing", "", 400],
    ["blanks", "   ", 400],
    ["no JSON", "{", 400],
    ["JSON with a trailing comma", '{"query":"{ hello }",}', 400],
    ["two documents", `${hello}${hello}`, 400],
    ["null", "null", 400],
    ["a string", '"{ hello }"', 400],
    ["a number", "1e999", 400],
    ["an empty array", "[]", 400],
    ["a batch", `[${hello},${hello}]`, 400],
    ["an empty object", "{}", 400],
    ["no query", '{"variables":{}}', 400],
    ["an empty query", '{"query":""}', 400],
    ["a null query", '{"query":null}', 400],
    ["a number as the query", '{"query":1}', 400],
    ["an array as the query", '{"query":["{ hello }"]}', 400],
    ["a syntax tree as the query", '{"query":{"kind":"Document","definitions":[]}}', 400],
    ["an unparsable query", '{"query":"{ hello"}', 400],
    ["a query of blanks", '{"query":"   "}', 400],
    ["a query of comments", '{"query":"# hello"}', 400],
    ["NUL in the query", '{"query":"{ hello \\u0000 }"}', 400],
    ["NUL in the body", `{"query":"{ hello \u0000 }"}`, 400],
    ["a lone surrogate in the query", '{"query":"{ hello \\ud800 }"}', 400],
    ["a lone surrogate in a literal", '{"query":"{ echo(text: \\"\\\\ud800\\") }"}', 400],
    ["variables as an array", '{"query":"{ hello }","variables":[]}', 400],
    ["variables as a string", '{"query":"{ hello }","variables":"{}"}', 400],
    ["variables as a number", '{"query":"{ hello }","variables":1}', 400],
    ["extensions as an array", '{"query":"{ hello }","extensions":[]}', 400],
    ["extensions as a string", '{"query":"{ hello }","extensions":"{}"}', 400],
    ["a number as the operation name", '{"query":"{ hello }","operationName":1}', 400],
    ["an unknown operation", '{"query":"query A { hello }","operationName":"B"}', 400],
    ["an operation named __proto__", '{"query":"query A { hello }","operationName":"__proto__"}', 400],
    ["no operation name for two operations", '{"query":"query A { hello } query B { hello }"}', 400],
    ["fragments only", '{"query":"fragment A on Query { hello }"}', 400],
    ["a schema as the query", '{"query":"type A { b: Int }"}', 400],
    ["a subscription", '{"query":"subscription { hello }"}', 400],
    ["an unknown field", '{"query":"{ unknown }"}', 400],
    ["the field constructor", '{"query":"{ constructor }"}', 400],
    ["the field toString in an unknown type", '{"query":"{ ... on toString { id } }"}', 400],
    ["an unknown fragment", '{"query":"{ ...A }"}', 400],
    ["an unknown argument", '{"query":"{ hello(a: 1) }"}', 400],
    ["a selection on a leaf", '{"query":"{ hello { id } }"}', 400],
    ["no selection on an object", '{"query":"{ team }"}', 400],
    ["a missing variable", '{"query":"query ($id: ID!) { node(id: $id) { id } }"}', 400],
    [
      "a variable of the wrong type",
      '{"query":"query ($n: Int) { users(first: $n) { nodes { id } } }","variables":{"n":"5"}}',
      400,
    ],
    [
      "a fraction for an integer",
      '{"query":"query ($n: Int) { users(first: $n) { nodes { id } } }","variables":{"n":1.5}}',
      400,
    ],
    [
      "1e999 for an integer",
      '{"query":"query ($n: Int) { users(first: $n) { nodes { id } } }","variables":{"n":1e999}}',
      400,
    ],
    ["1e999 for a text", '{"query":"query ($t: String) { echo(text: $t) }","variables":{"t":1e999}}', 400],
    ["1e999 in the document", '{"query":"{ users(first: 1e999) { nodes { id } } }"}', 400],
    [
      "an object for a text",
      '{"query":"query ($t: String) { echo(text: $t) }","variables":{"t":{"$ne":1}}}',
      400,
    ],
    [
      "an unknown input field",
      '{"query":"query ($f: UserFilter) { users(filter: $f) { nodes { id } } }","variables":{"f":{"x":1}}}',
      400,
    ],
    ["__proto__ in variables", '{"query":"{ hello }","variables":{"__proto__":{"polluted":1}}}', 400],
    [
      "__proto__ deep in variables",
      '{"query":"{ hello }","variables":{"a":[{"__proto__":{"polluted":1}}]}}',
      400,
    ],
    ["__proto__ in the body", '{"query":"{ hello }","__proto__":{"polluted":1}}', 400],
    [
      "constructor.prototype in variables",
      '{"query":"{ hello }","variables":{"constructor":{"prototype":{"polluted":1}}}}',
      400,
    ],
    ["a persisted query", '{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}', 400],
    [
      "a persisted query with its document",
      '{"query":"{ hello }","extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}',
      400,
    ],
    [
      "null by variable for a non-null argument with a default",
      '{"query":"mutation ($d: Boolean = false) { invite(email: \\"a@b.c\\", dryRun: $d) }","variables":{"d":null}}',
      200,
    ],
    ["more than 256 kB", JSON.stringify({ query: "{ hello }", operationName: "a".repeat(256 * 1024) }), 413],
  ];
  test.each(bodies)("%s", async (_name, body, status) => {
    expectRefusal(await toyHost.post(body), status);
  });

  test("no prototype was changed by any of them", () => {
    expect("polluted" in {}).toBe(false);
  });

  test("a body that is no UTF-8", async () => {
    const body = Buffer.concat([
      Buffer.from('{"query":"{ echo(text: \\"'),
      Buffer.from([0xff]),
      Buffer.from('\\") }"}'),
    ]);
    const headers = { "content-type": "application/json" };
    expectRefusal(await toyHost.send("/graphql", { method: "POST", headers, body }), 400);
  });

  test("a long value is not sent back whole", async () => {
    const query = "query ($n: Int) { users(first: $n) { nodes { id } } }";
    const reply = await toyHost.post({ query, variables: { n: "x".repeat(200_000) } });
    expectRefusal(reply, 400);
    expect(reply.text.length).toBeLessThan(1_000);
  });
});

describe("content types", () => {
  const bad = [
    "text/plain",
    "text/plain; charset=utf-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/graphql",
    "application/graphql-response+json",
    "application/jsonp",
    "application/json-patch+json",
    "application/ json",
    "application/json; charset=utf-16",
    "application/json; charset=utf-16le",
    "application/json; charset=utf-32",
    "application/json; charset=utf-7",
    "application/json; charset=iso-8859-1",
    "application/json; charset=ibm037",
    "application/json; charset=utf8",
    "application/json; charset=",
    "application/json; charset='utf-8'",
    'application/json; charset="utf-8',
    "application/json; charset=utf-8; charset=utf-16",
    "application/json; charset=utf-16; charset=utf-8",
    "application/json; charset*=utf-8''utf-16",
    "application/json; boundary=x",
    "application/json, text/plain",
    "text/plain, application/json",
    "application/json;;charset=utf-8",
    "*/*",
    "json",
    ";",
  ];
  test.each(bad)("%s", async (type) => {
    expectRefusal(await toyHost.post(hello, { "content-type": type }), 415);
  });

  test("none", async () => {
    const reply = await toyHost.send("/graphql", { method: "POST", body: Buffer.from(hello) });
    expectRefusal(reply, 415);
  });

  test("a compressed body", async () => {
    expectRefusal(await toyHost.post(hello, { "content-encoding": "gzip" }), 415);
  });

  const good = [
    "application/json",
    "Application/JSON",
    "application/json;charset=utf-8",
    "application/json; charset=UTF-8",
    'application/json; charset="utf-8"',
    "application/json ; charset=utf-8",
  ];
  test.each(good)("%s is served", async (type) => {
    expect((await toyHost.post(hello, { "content-type": type })).status).toBe(200);
  });
});

describe("accept", () => {
  test.each([
    ["*/*", "application/json; charset=utf-8"],
    ["application/json", "application/json; charset=utf-8"],
    ["application/graphql-response+json", "application/graphql-response+json; charset=utf-8"],
    [
      "application/graphql-response+json, application/json;q=0.9",
      "application/graphql-response+json; charset=utf-8",
    ],
  ])("%s", async (accept, type) => {
    const reply = await toyHost.post(hello, { accept });
    expect({ status: reply.status, type: reply.headers.get("content-type") }).toEqual({ status: 200, type });
  });

  test("anything else is refused before the operation runs", async () => {
    expectRefusal(
      await toyHost.post({ query: 'mutation { invite(email: "a@b.c") }' }, { accept: "text/html" }),
      406,
    );
  });
});

describe("methods and routes", () => {
  test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s /graphql", async (method) => {
    const reply = await toyHost.send("/graphql?query={hello}", { method });
    expect(reply.status).toBe(405);
    expect(reply.headers.get("allow")).toBe("POST");
    expect(reply.headers.get("cache-control")).toBe("private, no-store");
    if (method !== "HEAD") expect(codeOf(reply)).toBe("BAD_USER_INPUT");
  });

  test.each(["/", "/graphql/", "/graphqlx", "/GRAPHQL", "/../etc/passwd", "/%00", "/graphql%2f"])(
    "%s",
    async (path) => {
      const reply = await toyHost.send(path, {
        method: "POST",
        headers: { "content-type": "text/plain" },
        body: "x",
      });
      expectRefusal(reply, 404);
    },
  );

  test("a URL that cannot be decoded", async () => {
    expectRefusal(await toyHost.send("/%ff"), 400);
  });
});

describe("bytes that are no request", () => {
  async function exchange(bytes: string): Promise<string> {
    const { port } = new URL(toyHost.url);
    const socket = net.connect(Number(port), "127.0.0.1");
    socket.end(bytes);
    let answer = "";
    for await (const chunk of socket) answer += String(chunk);
    return answer;
  }
  const graphqlShape = /\r\n\r\n\{"errors":\[\{"message":"[^"]+","extensions":\{"code":"[A-Z_]+"\}\}\]\}/;

  test.each([
    ["nonsense", "hello\r\n\r\n", 400],
    ["a method in small letters", "post /graphql HTTP/1.1\r\nhost: a\r\n\r\n", 400],
    [
      "two lengths",
      "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n12",
      400,
    ],
    [
      "a length and chunks",
      "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      400,
    ],
    ["no host", "POST /graphql HTTP/1.1\r\n\r\n", 400],
    ["a head of 17 kB", `GET /livez HTTP/1.1\r\nhost: a\r\nx: ${"a".repeat(17 * 1024)}\r\n\r\n`, 431],
  ])("%s", async (name, bytes, status) => {
    const answer = await exchange(bytes);
    expect(answer.split("\r\n")[0]).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    // Node itself answers a missing host, without a body and before Fastify sees the request.
    if (name !== "no host") expect(answer).toMatch(graphqlShape);
  });

  test("a host header that is no host name does no harm", async () => {
    const request = `POST /graphql HTTP/1.1\r\nhost: a b[\r\ncontent-type: application/json\r\nconnection: close\r\n`;
    const answer = await exchange(`${request}content-length: ${hello.length}\r\n\r\n${hello}`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});
