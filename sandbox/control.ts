import { createServer, type IncomingMessage, type Server } from "node:http";
import { parseFaultRules } from "./faults.js";
import type { JsonObject } from "./incoming.js";
import { readBody } from "./loopback.js";
import type { StandIn } from "./stand-in.js";

const bodyLimitBytes = 8_000_000;

/** What every stand-in can be told, under its name: `GET /tiledesk/counters`. */
const shared: Readonly<Record<string, (standIn: StandIn, body: unknown) => unknown>> = {
  "GET /counters": ({ counters }) => counters.read(),
  "POST /counters/reset": ({ counters }) => {
    counters.reset();
    return counters.read();
  },
  "GET /hash": (standIn) => ({ hash: standIn.hash() }),
  "POST /reset": (standIn) => {
    standIn.reset();
    return { hash: standIn.hash() };
  },
  "GET /faults": ({ faults }) => ({ rules: faults.read() }),
  "POST /faults": ({ faults }, body) => {
    faults.add(parseFaultRules(body));
    return { rules: faults.read() };
  },
  "DELETE /faults": ({ faults }) => {
    faults.clear();
    return { rules: [] };
  },
  "POST /latency": (standIn, body) => {
    const { ms } = asObject(body);
    if (typeof ms !== "number" || !(ms >= 0)) throw new Error("ms is a number of milliseconds.");
    standIn.delayCalls(ms);
    return { ms };
  },
};

/** Those that make sense without a name: done to every stand-in, and answered by name. */
const forAll = ["GET /counters", "POST /counters/reset", "POST /reset", "DELETE /faults", "POST /latency"];

/** The hand behind the curtain: on a port of its own, so that no provider route is in its way. Not listening yet. */
export function createControlServer(standIns: readonly StandIn[]): Server {
  const commands = new Map([
    ...standIns.flatMap(commandsOf),
    ...forAll.map((name) => [name, (body: unknown) => doToAll(standIns, name, body)] as const),
  ]);
  return createServer((request, response) => {
    void answerCommand(commands, request).then(({ status, value }) => {
      response.writeHead(status, { "Content-Type": "application/json; charset=utf-8" });
      response.end(JSON.stringify(value));
    });
  });
}

type Done = (body: unknown) => unknown;

function commandsOf(standIn: StandIn): [string, Done][] {
  const under = (name: string): string => name.replace(" /", ` /${standIn.name}/`);
  return [
    ...Object.entries(shared).map(([name, command]): [string, Done] => {
      return [under(name), (body) => command(standIn, body)];
    }),
    ...Object.entries(standIn.commands).map(([name, command]): [string, Done] => {
      return [under(name), (body) => command(asObject(body))];
    }),
  ];
}

function doToAll(standIns: readonly StandIn[], name: string, body: unknown): JsonObject {
  return Object.fromEntries(standIns.map((standIn) => [standIn.name, shared[name]?.(standIn, body)]));
}

async function answerCommand(
  commands: ReadonlyMap<string, Done>,
  request: IncomingMessage,
): Promise<{ status: number; value: unknown }> {
  const name = `${request.method ?? ""} ${(request.url ?? "").split("?")[0] ?? ""}`;
  const command = commands.get(name);
  if (!command)
    return { status: 404, value: { error: `${name} is none of ${[...commands.keys()].join(", ")}` } };
  try {
    const body = (await readBody(request, bodyLimitBytes)) ?? "";
    return { status: 200, value: command(body === "" ? {} : JSON.parse(body)) };
  } catch (error) {
    return { status: 400, value: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function asObject(body: unknown): JsonObject {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as JsonObject;
  throw new Error("Send a JSON object.");
}
