import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import type { Answer } from "../../sandbox/answer.js";
import { deliver } from "../../sandbox/fault-delivery.js";

let answer: unknown;
let server: Server;
beforeAll(async () => {
  server = createServer((request, response) => {
    const fault = { kind: "mutateRows", index: 1, replace: { name: 7, "user.name": 7 } } as const;
    const body = Buffer.from(JSON.stringify(answer));
    const apply = (): Answer => ({
      status: 200,
      body,
      headers: {},
    });
    void deliver(fault, { request, response, delayMs: 0, apply });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
});

async function spoilt(given: unknown): Promise<unknown> {
  answer = given;
  const { port } = server.address() as AddressInfo;
  return (await fetch(`http://127.0.0.1:${port}/`)).json();
}

const [one, two] = [{ name: "a" }, { name: "b" }];
const broken = { name: 7 };

it.each<[string, unknown, unknown]>([
  ["a list", [one, two], [one, broken]],
  ["people", { STATUS: "OK", people: [one, two] }, { STATUS: "OK", people: [one, broken] }],
  ["projects beside others", { tags: ["x"], projects: [one, two] }, { tags: ["x"], projects: [one, broken] }],
  ["rows in _embedded", { _embedded: { queues: [one, two] } }, { _embedded: { queues: [one, broken] } }],
  [
    "rows that wrap their object",
    { users: [{ user: one }, { user: two }] },
    { users: [{ user: one }, { user: broken, name: 7 }] },
  ],
  ["no row there", { meta: {}, users: [] }, { meta: {}, users: [] }],
  ["one object with a list of its own", { id: 1, groups: [one, two] }, { id: 1, groups: [one, two] }],
])("the second row is spoilt of %s", async (_title, given, expected) => {
  expect(await spoilt(given)).toEqual(expected);
});
