import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  buildSchema,
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  parse,
  validate,
  ValuesOfCorrectTypeRule,
} from "graphql";
import { startServiceProcess, type ServiceProcess } from "./service-process.js";
import { realBombs, type RealBomb } from "./t10-real-bombs.js";
import { bearer } from "./tokens.js";

let service: ServiceProcess;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  service = await startServiceProcess();
  headers = {
    ...(await bearer({ scope: "directory:read remote:read" })),
    "content-type": "application/json",
  };
}, 60_000);
afterAll(() => service.stop());

interface Refusal {
  readonly status: number;
  readonly message: string;
}

async function send({ body }: RealBomb): Promise<Refusal> {
  const answer = await fetch(`${service.url}/graphql`, { method: "POST", headers, body });
  const { errors } = (await answer.json()) as { readonly errors?: readonly { readonly message: string }[] };
  return { status: answer.status, message: errors?.[0]?.message ?? "" };
}

function cpuMs(): Promise<number> {
  return service.metric("process_cpu_seconds_total").then((seconds) => seconds * 1_000);
}

/** CPU of the service for one bomb, the two looks at its metrics included; the least of three. */
async function costOf(bomb: RealBomb): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = await cpuMs();
    await send(bomb);
    costs.push((await cpuMs()) - before);
  }
  return Math.min(...costs);
}

/** The graph as it is served, with what federation adds to it. */
const graph = buildSchema(
  `${readFileSync("schema.federated.graphql", "utf8")}
  scalar _Any
  union _Entity = LinkedAccount | Organization | Role | Team | User | Workspace
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`,
  { assumeValidSDL: true },
);
const nameRules = [
  FieldsOnCorrectTypeRule,
  KnownArgumentNamesRule,
  KnownTypeNamesRule,
  ValuesOfCorrectTypeRule,
];

/** Whether the graph has all that a bomb names, so that nothing but a limit can stop it. */
function isKnownHere({ query }: RealBomb): boolean {
  return !query.startsWith("mutation") && validate(graph, parse(query), nameRules).length === 0;
}

test("most bombs name nothing that the graph does not have", () => {
  expect(realBombs.filter(isKnownHere).length).toBeGreaterThanOrEqual(45);
});

/** A refusal for a name that the graph does not know proves no limit. */
const unknownName = /^(?:Cannot query|Unknown|Field ".*" is not defined)/u;

test("every bomb is refused, costs little, and no provider hears of it", async () => {
  const costs: (readonly [ms: number, name: string])[] = [];
  const refusals: (Refusal & { readonly name: string })[] = [];
  for (const bomb of realBombs) {
    refusals.push({ name: bomb.name, ...(await send(bomb)) });
    costs.push([await costOf(bomb), bomb.name]);
  }
  expect(refusals.filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
  expect(refusals.filter(({ message }) => !unknownName.test(message)).length).toBeGreaterThanOrEqual(60);
  const worst = costs.sort(([one], [other]) => other - one).slice(0, 3);
  process.stdout.write(
    `CPU of the worst bombs: ${worst.map(([ms, name]) => `${ms.toFixed(0)} ms ${name}`).join(", ")}\n`,
  );
  expect(worst[0]?.[0]).toBeLessThan(100);
  expect(service.upstreamCalls()).toBe(0);
  expect(service.isRunning()).toBe(true);
}, 120_000);
