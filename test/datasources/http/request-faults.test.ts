import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { createHostGuard } from "../../../src/datasources/http/host-guard.js";
import { drip, eventually, json, raw, silence, text } from "./fixture-server.js";
import { failureOf, inviteUser, listUsers, openAccount } from "./test-account.js";
import type { TestAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

let account: TestAccount;
beforeEach(async () => {
  account = await openAccount({ maxBytes: 1_000 });
});
afterEach(() => account.close());

/** Only where a try is to run out of time: a busy machine may take as long for what is to succeed. */
async function hurry(): Promise<void> {
  await account.close();
  account = await openAccount({ tryMs: 150 });
}

const head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

describe("a silent server", () => {
  beforeEach(hurry);

  it("ends the call with the try's time, and its socket", async () => {
    account.server.next(silence);
    const reading = testReading();
    const error = await failureOf(account.request.send(reading, listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_TIMEOUT", httpStatus: null });
    expect(reading.trace).toMatchObject([{ status: null, source: "LIVE" }]);
    await eventually(() => account.server.open === 0);
  });

  it("ends the call with the request's deadline where that is earlier", async () => {
    const patient = await openAccount({ tryMs: 60_000 });
    patient.server.next(silence);
    const error = await failureOf(patient.request.send(testReading({ withinMs: 100 }), listUsers));
    expect(error.code).toBe("UPSTREAM_TIMEOUT");
    await patient.close();
  });
});

describe("a server that drips", () => {
  beforeEach(hurry);

  it("ends with the try's time, and its socket", async () => {
    account.server.next(drip);
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_TIMEOUT", httpStatus: 200 });
    await eventually(() => account.server.open === 0);
  });

  it("ends also while the body of an error drips, with the error", async () => {
    account.server.next((response) => {
      response.writeHead(403).write("no");
    });
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.code).toBe("UPSTREAM_FORBIDDEN");
    await eventually(() => account.server.open === 0);
  });
});

describe("a deadline that has passed", () => {
  it("sends nothing", async () => {
    const error = await failureOf(account.request.send(testReading({ withinMs: -60_000 }), listUsers));
    expect(error.code).toBe("UPSTREAM_TIMEOUT");
    expect(account.server.connections).toBe(0);
  });
});

describe("a client that goes away", () => {
  it("closes the socket", async () => {
    account.server.next(silence);
    const reading = testReading();
    const failed = failureOf(account.request.send(reading, listUsers));
    await eventually(() => account.server.hits.length === 1);
    reading.client.abort(new Error("client gone"));
    expect(await failed).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", isRetryable: true });
    await eventually(() => account.server.open === 0);
  });

  it("closes the socket while the body arrives", async () => {
    const patient = await openAccount();
    patient.server.next(drip);
    const reading = testReading();
    const failed = failureOf(patient.request.send(reading, listUsers));
    await eventually(() => patient.server.hits.length === 1);
    setTimeout(() => {
      reading.client.abort();
    }, 60);
    expect((await failed).code).toBe("UPSTREAM_UNAVAILABLE");
    await eventually(() => patient.server.open === 0);
    await patient.close();
  });

  it("sends nothing when it has gone before", async () => {
    const reading = testReading();
    reading.client.abort();
    expect((await failureOf(account.request.send(reading, listUsers))).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(account.server.connections).toBe(0);
  });

  it("is told from a signal that timed out", async () => {
    account.server.next(silence);
    const reading = { ...testReading(), signal: AbortSignal.timeout(30) };
    expect((await failureOf(account.request.send(reading, listUsers))).code).toBe("UPSTREAM_TIMEOUT");
  });

  it("leaves no listener on the signal", async () => {
    account.server.always(json([]));
    const reading = testReading();
    let listeners = 0;
    const { signal } = reading;
    const add = signal.addEventListener.bind(signal) as (...args: unknown[]) => void;
    const remove = signal.removeEventListener.bind(signal) as (...args: unknown[]) => void;
    signal.addEventListener = (...args: unknown[]) => {
      listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: unknown[]) => {
      listeners -= 1;
      remove(...args);
    };
    await Promise.all(Array.from({ length: 9 }, () => account.request.send(reading, listUsers)));
    await eventually(() => listeners <= 0);
  });
});

describe("a body that is cut short", () => {
  const short = raw(`${head}content-length: 100\r\n\r\n[1,`);
  const chunked = raw(`${head}transfer-encoding: chunked\r\n\r\n4\r\n[1,2\r\n`);

  it.each([
    ["before its content-length", short],
    ["between its chunks", chunked],
    ["on a connection that closes", raw(`${head}connection: close\r\ncontent-length: 100\r\n\r\n[1,`)],
  ])("%s is read once more", async (_name, reply) => {
    account.server.next(reply, json([1]));
    expect((await account.request.send(testReading(), listUsers)).body).toEqual([1]);
  });

  it.each([
    ["before its content-length", short],
    ["between its chunks", chunked],
  ])("%s, twice, is an invalid response", async (_name, reply) => {
    account.server.next(reply, reply);
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", httpStatus: 200 });
  });

  it("is never sent again for a write", async () => {
    account.server.next(short);
    const error = await failureOf(account.request.send(testReading(), inviteUser));
    expect(error.code).toBe("UPSTREAM_INVALID_RESPONSE");
  });

  it("by the end of an unframed answer is bad JSON", async () => {
    account.server.next(raw(`${head}connection: close\r\n\r\n[1,`));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.code).toBe("UPSTREAM_INVALID_RESPONSE");
  });
});

describe("a reset", () => {
  it("in the middle of the body is read once more", async () => {
    account.server.next(raw(`${head}content-length: 100\r\n\r\n[1,`, "reset"), json([1]));
    expect((await account.request.send(testReading(), listUsers)).body).toEqual([1]);
  });

  it("before an answer is read up to twice more", async () => {
    account.server.next(raw("", "reset"), raw("", "reset"), json([1]));
    const reading = testReading();
    expect((await account.request.send(reading, listUsers)).body).toEqual([1]);
    expect(reading.trace.map((call) => call.status)).toEqual([null, null, 200]);
  });

  it("is unavailable in the end", async () => {
    account.server.next(raw("", "reset"), raw("", "reset"), raw("", "reset"));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", httpStatus: null });
  });

  it("of a write is final", async () => {
    account.server.next(raw("", "reset"));
    expect((await failureOf(account.request.send(testReading(), inviteUser))).code).toBe(
      "UPSTREAM_UNAVAILABLE",
    );
  });
});

describe("a body over the cap", () => {
  it.each([
    ["that its content-length announces", { "content-length": "1001" }, "x"],
    ["that comes in chunks", {}, "x".repeat(1_001)],
  ])("%s is refused before its end and its connection closed", async (_name, headers, begin) => {
    account.server.next((response) => {
      response.writeHead(200, { "content-type": "application/json", ...headers }).write(begin);
    });
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.message).toBe("The provider's answer is too large");
    expect(error.code).toBe("UPSTREAM_INVALID_RESPONSE");
    await eventually(() => account.server.open === 0);
  });

  it("does not read what never ends", async () => {
    let sent = 0;
    account.server.next((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const chunk = Buffer.alloc(1_000, 0x20);
      const timer = setInterval(() => {
        sent += chunk.length;
        response.write(chunk);
      }, 1);
      response.on("close", () => {
        clearInterval(timer);
      });
    });
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.message).toBe("The provider's answer is too large");
    await eventually(() => account.server.open === 0);
    expect(sent).toBeLessThan(100_000);
  });

  it("of the call's own is another", async () => {
    account.server.next(json("x".repeat(3_000)));
    const answer = await account.request.send(testReading(), { ...listUsers, maxBytes: 3_002 });
    expect(answer.bytes).toBe(3_002);
  });
});

describe("an answer that is not what it should be", () => {
  it.each([
    ["HTML", text("<html></html>", 200, { "content-type": "text/html" })],
    ["JSON without a content type", raw("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]")],
    ["bad JSON", text("{ secret", 200, { "content-type": "application/json" })],
    ["a gzip", text("...", 200, { "content-type": "application/json", "content-encoding": "gzip" })],
    ["no HTTP", raw("SSH-2.0-OpenSSH_9.2\r\n")],
    ["a wrong status line", raw("HTTP/1.1 2000 OK\r\n\r\n")],
    ["two lengths", raw(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\n[]`)],
    ["40 kB of headers", raw(`${head}x-a: ${"a".repeat(40_000)}\r\n\r\n`)],
  ])("%s is an invalid response", async (_name, reply) => {
    account.server.always(reply);
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.code).toBe("UPSTREAM_INVALID_RESPONSE");
    expect(error.message).not.toContain("secret");
  });
});

describe("a provider that cannot be reached", () => {
  it("because nobody listens is unavailable after two retries", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, "close");
    const gone = await openAccount({ baseUrl: new URL(`http://127.0.0.1:${port}`) });
    const reading = testReading();
    expect((await failureOf(gone.request.send(reading, listUsers))).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(reading.trace).toHaveLength(3);
    await gone.close();
  });

  it.each([
    ["ENOTFOUND", 1],
    ["EAI_AGAIN", 3],
  ])("because DNS says %s is unavailable after %d tries", async (code, tries) => {
    const guard = createHostGuard({
      allow: [],
      resolve: (_host, _options, callback) => {
        callback(Object.assign(new Error("dns"), { code }), []);
      },
    });
    const lost = await openAccount({ guard, baseUrl: new URL("https://provider.example") });
    const reading = testReading();
    expect((await failureOf(lost.request.send(reading, listUsers))).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(reading.trace).toHaveLength(tries);
    await lost.close();
  });

  it("because DNS hangs times out", async () => {
    const guard = createHostGuard({ allow: [], resolve: () => undefined });
    const lost = await openAccount({ guard, tryMs: 100, baseUrl: new URL("https://provider.example") });
    expect((await failureOf(lost.request.send(testReading(), listUsers))).code).toBe("UPSTREAM_TIMEOUT");
    await lost.close();
  });
});
