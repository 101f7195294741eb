import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { queryBombs, type QueryBomb } from "../server/query-bombs.js";
import { startServiceProcess, type ServiceProcess } from "./service-process.js";
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

/** The bomb on the real graph, which has no field of the toy's: they would only be unknown. */
function onRealGraph({ query }: QueryBomb): string {
  return query
    .replaceAll(/\bteam\b(?= ?[{.])/gu, 'team(id: "x")')
    .replaceAll(/\b(?:hello|strict|bug|held|invalidCursor)\b/gu, "__typename");
}

async function send(bomb: QueryBomb): Promise<number> {
  const query = JSON.stringify(onRealGraph(bomb));
  const variables = bomb.variablesJson ?? JSON.stringify(bomb.variables ?? {});
  const answer = await fetch(`${service.url}/graphql`, {
    method: "POST",
    headers,
    body: `{"query":${query},"variables":${variables}}`,
  });
  await answer.arrayBuffer();
  return answer.status;
}

function cpuMs(): Promise<number> {
  return service.metric("process_cpu_seconds_total").then((seconds) => seconds * 1_000);
}

/** CPU of the service for one bomb, the two looks at its metrics included; the least of three. */
async function costOf(bomb: QueryBomb): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = await cpuMs();
    await send(bomb);
    costs.push((await cpuMs()) - before);
  }
  return Math.min(...costs);
}

/** Nothing of these is left of the toy graph: what is repeated is free here, or the name is nobody's. */
const harmlessHere = new Set(["6 root fields", "6 root fields in fragments"]);

test("every bomb is refused, costs little, and no provider hears of it", async () => {
  const bombs = queryBombs.filter(({ name }) => !harmlessHere.has(name));
  expect(bombs.length).toBeGreaterThanOrEqual(60);
  const costs: (readonly [ms: number, name: string])[] = [];
  for (const bomb of bombs) {
    const status = await send(bomb);
    expect([bomb.name, status >= 400 && status < 500]).toEqual([bomb.name, true]);
    costs.push([await costOf(bomb), bomb.name]);
  }
  const worst = costs.sort(([one], [other]) => other - one).slice(0, 3);
  process.stdout.write(
    `CPU of the worst bombs: ${worst.map(([ms, name]) => `${ms.toFixed(0)} ms ${name}`).join(", ")}\n`,
  );
  expect(worst[0]?.[0]).toBeLessThan(100);
  expect(service.upstreamCalls()).toBe(0);
  expect(service.isRunning()).toBe(true);
}, 120_000);
