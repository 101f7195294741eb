import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { startServiceProcess, type ServiceProcess } from "./service-process.js";
import { bearer } from "./tokens.js";

/** What a client library never lets out: heads and bodies that are broken as HTTP. */

const atOnce = 50;
/** After this a client that sent only a part hangs up. */
const patienceMs = 300;
const body = JSON.stringify({ query: "{ me { tenant } }" });
const size = body.length.toString(16);
const chunked = `${size}\r\n${body}\r\n0\r\n\r\n`;

let service: ServiceProcess;
let authorization: string;
beforeAll(async () => {
  service = await startServiceProcess();
  ({ authorization } = await bearer({ scope: "directory:read remote:read" }));
}, 60_000);
afterAll(() => service.stop());

interface Parts {
  readonly line?: string;
  readonly fields?: readonly string[];
  readonly host?: string;
  readonly body: string;
}

function toBytes({
  line = "POST /graphql HTTP/1.1",
  fields = [],
  host = "Host: x",
  body: sent,
}: Parts): string {
  const always = [`Authorization: ${authorization}`, "Content-Type: application/json", "Connection: close"];
  return `${[line, host, ...always, ...fields].filter((one) => one !== "").join("\r\n")}\r\n\r\n${sent}`;
}

/** All that comes back until the server closes, or, for a request that never gets whole, until we do. */
function exchange(sent: string, hangsUp = false): Promise<string> {
  const { hostname, port } = new URL(service.url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(sent, "latin1");
    });
    const timer = hangsUp ? setTimeout(() => socket.end(), patienceMs) : undefined;
    socket
      .on("data", (bytes) => {
        answer += bytes.toString("latin1");
      })
      // A reset is an answer too: nothing came.
      .on("error", () => undefined)
      .on("close", () => {
        clearTimeout(timer);
        resolve(answer);
      });
  });
}

function statusesOf(answer: string): readonly number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3})/gu)].map(([, status]) => Number(status));
}

const withLength = (length: string): Parts => ({ fields: [`Content-Length: ${length}`], body });
const inChunks = (sent: string, ...fields: readonly string[]): Parts => ({
  fields: ["Transfer-Encoding: chunked", ...fields],
  body: sent,
});
const whole = `Content-Length: ${body.length}`;
/** A second request that hides behind the first one's end. */
const smuggled = "POST /graphql HTTP/1.1\r\nHost: y\r\nContent-Length: 0\r\n\r\n";

const cases: readonly (readonly [name: string, statuses: readonly number[], parts: Parts])[] = [
  ["a length, as it should be", [200], withLength(String(body.length))],
  ["chunks, as they should be", [200], inChunks(chunked)],
  ["a length and chunks", [400], inChunks(chunked + smuggled, whole)],
  ["chunks and a length", [400], { fields: [whole, "Transfer-Encoding: chunked"], body: chunked + smuggled }],
  ["two lengths", [400], { fields: [whole, "Content-Length: 5"], body }],
  ["two lengths in one field", [400], withLength(`${body.length}, 5`)],
  ["a negative length", [400], withLength("-1")],
  ["a length with a sign", [400], withLength(`+${body.length}`)],
  ["a length in hexadecimal", [400], withLength("0x1f")],
  ["a length beyond 64 bits", [400], withLength("99999999999999999999")],
  ["a length above the limit", [413], withLength("300000")],
  ["chunks above the limit", [413], inChunks(`493e0\r\n${" ".repeat(300_000)}\r\n0\r\n\r\n`)],
  ["a chunk whose size is no number", [400], inChunks(`zz\r\n${body}\r\n0\r\n\r\n`)],
  ["a chunk whose size is negative", [400], inChunks(`-1f\r\n${body}\r\n0\r\n\r\n`)],
  ["a chunk beyond 64 bits", [400], inChunks(`ffffffffffffffffff\r\n${body}\r\n0\r\n\r\n`)],
  ["a chunk longer than its size", [400], inChunks(`5\r\n${body}\r\n0\r\n\r\n`)],
  ["chunks that end in bare line feeds", [400], inChunks(chunked.replaceAll("\r\n", "\n"))],
  [
    "a chunk with 20 kB of extensions",
    [400],
    inChunks(`${size};${"a".repeat(20_000)}\r\n${body}\r\n0\r\n\r\n`),
  ],
  [
    "an encoding that ends in something else",
    [400],
    { fields: ["Transfer-Encoding: chunked, identity"], body: chunked },
  ],
  ["an encoding that nobody knows", [400], { fields: ["Transfer-Encoding: xchunked"], body: chunked }],
  ["a space before the colon", [400], { fields: [`Content-Length : ${body.length}`], body }],
  ["a zero byte in a field", [400], { fields: [whole, "X-A: a\u0000b"], body }],
  ["a bare carriage return in a field", [400], { fields: [whole, "X-A: a\rX-B: b"], body }],
  ["no host", [400], { ...withLength(String(body.length)), host: "" }],
  ["another version", [400], { ...withLength(String(body.length)), line: "POST /graphql HTTP/9.9" }],
  [
    "a method that nobody knows",
    [400],
    { ...withLength(String(body.length)), line: "POSTS /graphql HTTP/1.1" },
  ],
  ["the head of HTTP/2", [400], { line: "PRI * HTTP/2.0", host: "", body: "SM\r\n\r\n" }],
  ["an expectation that nobody knows", [417], { fields: [whole, "Expect: 200-maybe"], body }],
];

test.each(cases)("%s: %j", async (_name, statuses, parts) => {
  const answer = await exchange(toBytes(parts));
  expect(statusesOf(answer)).toEqual(statuses);
  expect(service.isRunning()).toBe(true);
  expect(service.upstreamCalls()).toBe(0);
});

const edit = fc.tuple(
  fc.nat(2_000),
  fc.nat(3),
  fc.oneof(
    fc.constantFrom("\r\n", "\n", "\r", "\u0000", ":", " ", "0", "f", "\u00ff", "\r\n\r\n"),
    fc.constantFrom("\r\nTransfer-Encoding: chunked", "\r\nContent-Length: 3", "\r\nUpgrade: h2c"),
    fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  ),
);
const edits = fc.tuple(fc.boolean(), fc.array(edit, { minLength: 1, maxLength: 4 }));

test("3,000 requests with bytes put in, taken out and changed: no 5xx, no crash, no call", async () => {
  const inputs = fc.sample(edits, { seed: 20_261_123, numRuns: 3_000 }).values();
  const counts = new Map<number, number>();
  const worker = async (): Promise<void> => {
    for (const [isChunked, changes] of inputs) {
      const good = toBytes(isChunked ? inChunks(chunked) : withLength(String(body.length)));
      const bad = changes.reduce((text, [at, cut, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + cut);
      }, good);
      for (const status of statusesOf(await exchange(bad, true))) {
        counts.set(status, (counts.get(status) ?? 0) + 1);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  expect([...counts.keys()].filter((status) => status >= 500)).toEqual([]);
  // Were all of them reset or left unanswered, the line above would say nothing.
  expect(counts.get(400)).toBeGreaterThan(500);
  expect(counts.get(401)).toBeGreaterThan(100);
  expect(service.isRunning()).toBe(true);
  expect(service.upstreamCalls()).toBe(0);
  expect(statusesOf(await exchange(toBytes(inChunks(chunked))))).toEqual([200]);
}, 60_000);
