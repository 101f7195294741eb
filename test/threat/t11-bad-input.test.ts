import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Pool } from "undici";
import { badInput, typePairs, type BadInput } from "./bad-input.js";
import { startServiceProcess, type ServiceProcess } from "./service-process.js";
import { bearer } from "./tokens.js";

const atOnce = 50;

let service: ServiceProcess;
let pool: Pool;
let authorization: string;
beforeAll(async () => {
  service = await startServiceProcess();
  pool = new Pool(service.url, { connections: atOnce });
  ({ authorization } = await bearer({ scope: "directory:read remote:read" }));
}, 60_000);
afterAll(async () => {
  await pool.close();
  await service.stop();
});

async function send({ method, path, headers, body }: BadInput): Promise<{ status: number; text: string }> {
  const answer = await pool.request({ method, path, headers: { authorization, ...headers }, body });
  return { status: answer.statusCode, text: await answer.body.text() };
}

/** What is wrong with an answer to bad input; `null` when nothing is. */
function findFault(input: BadInput, { status, text }: { status: number; text: string }): string | null {
  if (status >= 500) return `status ${status}`;
  if (input.path !== "/graphql" || input.method === "HEAD") return null;
  return isGraphqlShaped(status, text) ? null : `status ${status} with ${text.slice(0, 200)}`;
}

/** Data, or errors that each have a code of the list, none of which says that the fault was ours. */
function isGraphqlShaped(status: number, text: string): boolean {
  try {
    const { data, errors } = JSON.parse(text) as Readonly<{ data?: unknown; errors?: readonly CodedError[] }>;
    if (status === 200 && data !== undefined) return true;
    const codes = errors?.map(({ extensions }) => extensions?.code) ?? [];
    return codes.length > 0 && codes.every((code) => typeof code === "string" && code !== "INTERNAL");
  } catch {
    return false;
  }
}

interface CodedError {
  readonly extensions?: { readonly code?: unknown };
}

async function sendAll(inputs: Iterable<BadInput>): Promise<string[]> {
  const faults: string[] = [];
  const iterator = inputs[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      const input = next.value;
      const fault = findFault(input, await send(input));
      if (fault !== null)
        faults.push(`${fault}: ${input.method} ${input.path} ${String(input.body).slice(0, 300)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return faults;
}

async function* lagSamples(signal: AbortSignal): AsyncGenerator<number> {
  while (!signal.aborted) yield await service.metric("nodejs_eventloop_lag_max_seconds");
}

/** The longest that the service's event loop stood still, while something went on. */
async function watchLag<T>(work: Promise<T>): Promise<{ result: T; worstMs: number }> {
  const end = new AbortController();
  const watched = (async () => {
    let worst = 0;
    for await (const lag of lagSamples(end.signal)) {
      worst = Math.max(worst, lag);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    return worst * 1_000;
  })();
  try {
    const result = await work;
    return { result, worstMs: await settled() };
  } finally {
    end.abort();
  }
  function settled(): Promise<number> {
    end.abort();
    return watched;
  }
}

test.each([
  ["a fixed seed", 20_261_123, 90_000],
  ["a seed of its own", Date.now() % 0x7fff_ffff, 10_000],
])(
  "by %s (%i), %i bad inputs: no 5xx, no crash, no call to a provider",
  async (_title, seed, count) => {
    const before = service.upstreamCalls();
    const inputs = fc.sample(badInput, { seed, numRuns: count });
    const { result: faults, worstMs } = await watchLag(sendAll(inputs));
    process.stdout.write(`longest stall of the event loop with seed ${seed}: ${worstMs.toFixed(0)} ms\n`);
    expect(faults.slice(0, 5)).toEqual([]);
    expect(service.isRunning()).toBe(true);
    expect(service.upstreamCalls()).toBe(before);
  },
  300_000,
);

test("of all pairs of a type and a charset, only JSON in UTF-8 is read", async () => {
  expect(typePairs.length).toBeGreaterThanOrEqual(60);
  const body = JSON.stringify({ query: "{ me { tenant } }" });
  const good = /^application\/json(?:; charset=utf-8)?$/iu;
  for (const type of typePairs) {
    const { status } = await send({
      method: "POST",
      path: "/graphql",
      headers: { "content-type": type },
      body,
    });
    expect([type, status]).toEqual([type, good.test(type) ? 200 : 415]);
  }
});
