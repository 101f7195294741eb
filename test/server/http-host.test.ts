import { once } from "node:events";
import { request } from "node:http";
import net from "node:net";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import { codeOf, startToyHost } from "./toy-host.js";
import type { ToyHost, ToyOptions } from "./toy-host.js";

const open: ToyHost[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ host }) => host.drain()));
});

async function start(options?: ToyOptions): Promise<ToyHost> {
  const toyHost = await startToyHost(options);
  open.push(toyHost);
  return toyHost;
}

/** Holds the field `held` until the returned function is called. */
function hold({ toy }: ToyHost): () => void {
  let release = (): void => undefined;
  toy.gate = new Promise((resolve) => {
    release = resolve;
  });
  return () => {
    release();
  };
}

async function until(condition: () => boolean | undefined): Promise<void> {
  while (condition() !== true) await delay(5);
}

describe("health", () => {
  test("livez and readyz answer 200", async () => {
    const { send } = await start();
    expect(await send("/livez")).toMatchObject({ status: 200, json: { status: "ok" } });
    expect(await send("/readyz")).toMatchObject({ status: 200, json: { status: "ready" } });
  });

  test.each([() => false, () => Promise.resolve(false), () => Promise.reject(new Error("no store"))])(
    "readyz answers 503 when what is behind is not there",
    async (isReady) => {
      const toyHost = await start({ isReady });
      const reply = await toyHost.send("/readyz");
      expect({ status: reply.status, state: reply.json?.status, code: codeOf(reply) }).toEqual({
        status: 503,
        state: "not ready",
        code: "OVERLOADED",
      });
      expect((await toyHost.send("/livez")).status).toBe(200);
    },
  );
});

describe("metrics", () => {
  test("count by operation type, status class and code, with nobody's data", async () => {
    const { post, send } = await start();
    await post({ query: "query Ada { hello }" });
    await post({ query: 'mutation { invite(email: "ada@example.com") }' });
    await post({ query: "{ invalidCursor }" });
    await post("{");
    const { text, headers } = await send("/metrics");
    expect(headers.get("content-type")).toMatch(/^text\/plain/);
    const name = "rollcall_graphql_request_duration_seconds_count";
    expect(text).toContain(`${name}{operation="query",status="2xx"} 1`);
    expect(text).toContain(`${name}{operation="mutation",status="2xx"} 1`);
    expect(text).toContain(`${name}{operation="query",status="4xx"} 1`);
    expect(text).toContain(`${name}{operation="none",status="4xx"} 1`);
    expect(text).toContain('rollcall_graphql_errors_total{code="INVALID_CURSOR"} 1');
    expect(text).toContain("rollcall_graphql_requests_in_flight 0");
    expect(text).toContain("process_cpu_seconds_total");
    expect(text).not.toMatch(/Ada|ada@|invite/);
  });

  test("two hosts in one process count apart", async () => {
    const [first, second] = [await start(), await start()];
    await first.post({ query: "{ hello }" });
    expect((await second.send("/metrics")).text).not.toContain('operation="query"');
  });
});

describe("the log", () => {
  test("has one line for each request, without query, variables or people", async () => {
    const { post, lines } = await start();
    const query = 'query FindAda { echo(text: "ada@example.com") }';
    const reply = await post(
      { query, variables: { secret: "hunter2" } },
      { authorization: "Bearer hunter2" },
    );
    await until(() => lines.some(({ msg }) => msg === "request"));
    const requests = lines.filter(({ msg }) => msg === "request");
    expect(requests).toMatchObject([
      { status: 200, operationType: "query", operationName: "FindAda", codes: [], isAnswered: true },
    ]);
    expect(requests[0]?.["requestId"]).toBe(reply.headers.get("x-request-id"));
    expect(JSON.stringify(lines)).not.toMatch(/hunter2|ada@example|echo/);
  });

  test("leaves out names that are too long to be names", async () => {
    const { post, lines } = await start();
    await post({ query: `query ${"A".repeat(65)} { hello }` });
    await until(() => lines.some(({ msg }) => msg === "request"));
    expect(lines.find(({ msg }) => msg === "request")).toMatchObject({ operationName: null });
  });

  test("takes no request id from the client", async () => {
    const { post } = await start();
    const reply = await post({ query: "{ hello }" }, { "x-request-id": "mine", "request-id": "mine" });
    expect(reply.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("CORS", () => {
  const preflight = (origin: string): RequestInit => ({
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "content-type",
    },
  });

  test("is off by default", async () => {
    const { send, post } = await start();
    const reply = await send("/graphql", preflight("https://app.example.com"));
    expect(reply.status).toBe(405);
    expect(reply.headers.has("access-control-allow-origin")).toBe(false);
    const answer = await post({ query: "{ hello }" }, { origin: "https://app.example.com" });
    expect(answer.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("lets in exactly the listed origins", async () => {
    const listed = "https://app.example.com";
    const { send, post } = await start({ corsOrigins: [listed] });
    const { status, headers } = await send("/graphql", preflight(listed));
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe(listed);
    expect(headers.get("access-control-allow-methods")).toBe("POST");
    expect(headers.get("access-control-allow-headers")).toContain("content-type");
    expect(headers.has("access-control-allow-credentials")).toBe(false);
    const answer = await post({ query: "{ hello }" }, { origin: listed });
    expect(answer.headers.get("access-control-allow-origin")).toBe(listed);
    expect(answer.headers.get("vary")?.toLowerCase()).toContain("origin");
  });

  test.each([
    "https://app.example.com.evil.test",
    "http://app.example.com",
    "https://app.example.com:8443",
    "null",
  ])("keeps out %s", async (origin) => {
    const { send, post } = await start({ corsOrigins: ["https://app.example.com"] });
    expect((await send("/graphql", preflight(origin))).headers.has("access-control-allow-origin")).toBe(
      false,
    );
    const answer = await post({ query: "{ hello }" }, { origin });
    expect(answer.headers.has("access-control-allow-origin")).toBe(false);
  });
});

describe("a request's signal", () => {
  test("aborts when the client goes away", async () => {
    const toyHost = await start();
    const release = hold(toyHost);
    const client = new AbortController();
    const answer = fetch(`${toyHost.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ held }" }),
      signal: client.signal,
    });
    await until(() => toyHost.toy.lastSignal !== null);
    expect(toyHost.toy.lastSignal?.aborted).toBe(false);
    client.abort();
    await expect(answer).rejects.toThrow();
    await until(() => toyHost.toy.lastSignal?.aborted);
    release();
  });

  test("aborts at the deadline, which the context knows", async () => {
    const deadlines: number[] = [];
    const toyHost = await start({
      deadlineMs: 50,
      createContext: ({ signal, deadline }) => {
        deadlines.push(deadline - performance.now());
        toyHost.toy.lastSignal = signal;
        return { trace: { calls: [] }, signal, deadline, toy: toyHost.toy };
      },
    });
    const release = hold(toyHost);
    const answer = toyHost.post({ query: "{ held }" });
    await until(() => toyHost.toy.lastSignal?.aborted);
    expect(toyHost.toy.lastSignal?.reason).toMatchObject({ code: "UPSTREAM_TIMEOUT" });
    release();
    expect((await answer).status).toBe(200);
    expect(deadlines[0]).toBeLessThanOrEqual(50);
  });

  test("does not abort after the answer", async () => {
    const toyHost = await start({ deadlineMs: 30 });
    expect((await toyHost.post({ query: "{ held }" })).status).toBe(200);
    await delay(60);
    expect(toyHost.toy.lastSignal?.aborted).toBe(false);
  });
});

describe("draining", () => {
  test("finishes what is in flight, is not ready meanwhile, and closes every socket", async () => {
    const toyHost = await startToyHost({ drain: { graceMs: 200 } });
    const release = hold(toyHost);
    const held = toyHost.post({ query: "{ held }" });
    await until(() => toyHost.toy.lastSignal !== null);
    let isDrained = false;
    const drained = toyHost.host.drain().then(() => {
      isDrained = true;
    });
    const readiness = await toyHost.send("/readyz");
    expect(readiness.status).toBe(503);
    // Within the grace new connections are still served, and told not to stay.
    const late = await toyHost.post({ query: "{ hello }" });
    expect({ status: late.status, connection: late.headers.get("connection") }).toEqual({
      status: 200,
      connection: "close",
    });
    await delay(300);
    await expect(fetch(`${toyHost.url}/livez`)).rejects.toThrow();
    expect(isDrained).toBe(false);
    release();
    expect((await held).json?.data).toEqual({ held: "released" });
    await drained;
  });

  test("closes idle sockets that clients keep alive", async () => {
    const toyHost = await startToyHost();
    const socket = net.connect(Number(new URL(toyHost.url).port), "127.0.0.1");
    socket.write("GET /livez HTTP/1.1\r\nhost: a\r\n\r\n");
    await once(socket, "data");
    const closed = once(socket, "close");
    await toyHost.host.drain();
    await closed;
  });

  test("cuts requests that never end, and may be asked for twice", async () => {
    const toyHost = await startToyHost({ drain: { graceMs: 0, finishMs: 50 } });
    const release = hold(toyHost);
    const held = toyHost.post({ query: "{ held }" });
    const failed = expect(held).rejects.toThrow();
    await until(() => toyHost.toy.lastSignal !== null);
    await Promise.all([toyHost.host.drain(), toyHost.host.drain()]);
    await failed;
    await until(() => toyHost.toy.lastSignal?.aborted);
    release();
  });

  test("serves a request that comes through an open socket", async () => {
    const toyHost = await startToyHost();
    const release = hold(toyHost);
    const held = toyHost.post({ query: "{ held }" });
    const sent = request(`${toyHost.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
    });
    sent.write('{"query":');
    await until(() => toyHost.toy.lastSignal !== null);
    await delay(20);
    const drained = toyHost.host.drain();
    sent.end('"{ hello }"}');
    const [response] = (await once(sent, "response")) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(200);
    release();
    await held;
    await drained;
  });
});

describe("slow senders", () => {
  test("time-outs are short", async () => {
    const toyHost = await start({
      registerRoutes: ({ server }) => {
        expect(server).toMatchObject({ headersTimeout: 5_000, requestTimeout: 8_000, timeout: 30_000 });
      },
    });
    expect((await toyHost.send("/livez")).status).toBe(200);
  });
});

test("further routes can be served beside GraphQL", async () => {
  const { send } = await start({ registerRoutes: (app) => void app.get("/more", () => ({ more: true })) });
  expect((await send("/more")).text).toBe('{"more":true}');
});
