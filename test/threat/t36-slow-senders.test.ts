import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startServiceProcess, type ServiceProcess } from "./service-process.js";
import { bearer } from "./tokens.js";

const eachKind = 300;
const closedWithinMs = 14_000;

let service: ServiceProcess;
let authorization: string;
beforeAll(async () => {
  service = await startServiceProcess();
  ({ authorization } = await bearer());
}, 60_000);
afterAll(() => service.stop());

/** A connection that sends its first bytes at once and then one each second. */
async function openSlow(head: string, drip: string): Promise<Socket> {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  // Being cut off is what it is for.
  socket.on("error", () => undefined);
  socket.resume();
  await once(socket, "connect");
  socket.write(head);
  const timer = setInterval(() => socket.write(drip), 1_000);
  socket.once("close", () => {
    clearInterval(timer);
  });
  return socket;
}

function slowHead(): Promise<Socket> {
  return openSlow("POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: ", "a");
}

function slowBody(): Promise<Socket> {
  const head = `POST /graphql HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/json\r\n`;
  return openSlow(`${head}Content-Length: 1000\r\n\r\n{`, " ");
}

async function probe(): Promise<number> {
  const answer = await fetch(`${service.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query: "{ me { tenant } }" }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

test("300 slow heads and 300 slow bodies are cut off, and others are served meanwhile", async () => {
  const sockets = await Promise.all([
    ...Array.from({ length: eachKind }, slowHead),
    ...Array.from({ length: eachKind }, slowBody),
  ]);
  const end = performance.now() + closedWithinMs;
  const statuses: number[] = [];
  while (performance.now() < end && sockets.some(({ closed }) => !closed)) {
    statuses.push(await probe());
    await delay(200);
  }
  expect(sockets.filter(({ closed }) => !closed)).toHaveLength(0);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(statuses.length).toBeGreaterThan(10);
}, 40_000);

test("a head of more than 16 kB is refused", async () => {
  const answer = await fetch(`${service.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization, "x-flood": "a".repeat(17_000) },
    body: "{}",
  });
  expect(answer.status).toBe(431);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: "LIMIT_EXCEEDED" } }] });
});
