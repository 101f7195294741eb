import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Company } from "../company.js";
import { CallCounters } from "../counters.js";
import { deliver } from "../fault-delivery.js";
import { FaultRules } from "../faults.js";
import { closeAtOnce, listenOnLoopback, readBody } from "../loopback.js";
import { type Answer, crashed, json } from "./answer.js";
import type { JsonObject } from "./route.js";
import { answerCall, findDestination, type Incoming } from "./router.js";
import { seedState, type SeededTiledesk } from "./seed.js";
import { TokenMint } from "./tokens.js";

const bodyLimitBytes = 512_000;

export interface TiledeskOptions {
  readonly company: Company;
  readonly projects: number;
  readonly seed: number;
  /** For timestamps of what is written later; the seed has fixed ones. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TiledeskStandIn {
  readonly counters: CallCounters;
  readonly faults: FaultRules;
  readonly mint: TokenMint;
  /** Changes with each reset. */
  current(): SeededTiledesk;
  /** Milliseconds that every call waits, besides any fault. */
  delayCalls(ms: number): void;
  /** Back to the seed: people, counters, faults and delay. Tokens stay valid. */
  reset(): void;
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

/** A Tiledesk server of one seeded company. Not listening yet. */
export function createTiledeskStandIn(options: TiledeskOptions): TiledeskStandIn {
  const seed = (): SeededTiledesk => seedState({ clock: () => new Date(), ...options });
  const counters = new CallCounters();
  const faults = new FaultRules();
  const mint = new TokenMint();
  let seeded = seed();
  let delayMs = 0;

  const reply = (incoming: Incoming, body: string | undefined): Answer => {
    const { state } = seeded;
    const before = { revision: state.revision, emails: state.emailsSent };
    const answer = answerParsed({ state, mint }, incoming, body);
    counters.add({
      writes: state.revision === before.revision ? 0 : 1,
      emails: state.emailsSent - before.emails,
    });
    return answer;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = toIncoming(request);
    const body = await readBody(request, bodyLimitBytes);
    const route = findDestination(incoming).route?.template ?? "(unknown route)";
    counters.count(incoming.method, route);
    const fault = faults.take({ method: incoming.method, route, path: incoming.path });
    await deliver(fault, { request, response, delayMs, apply: () => reply(incoming, body) });
  };

  const server = createServer((request, response) => {
    // A caller that goes away in the middle of its request is its own business.
    serve(request, response).catch(() => response.destroy());
  });

  return {
    counters,
    faults,
    mint,
    current: () => seeded,
    delayCalls: (ms) => {
      delayMs = ms;
    },
    reset: () => {
      seeded = seed();
      delayMs = 0;
      faults.clear();
      counters.reset();
    },
    listen: (port) => listenOnLoopback(server, port),
    close: () => closeAtOnce(server),
  };
}

function toIncoming(request: IncomingMessage): Incoming {
  const [path = "/", search = ""] = (request.url ?? "/").split("?", 2);
  return {
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(search),
    headers: request.headers,
  };
}

/** The body is parsed before anything else is looked at, so a bad one is refused even without credentials. */
function answerParsed(
  backend: Parameters<typeof answerCall>[0],
  incoming: Incoming,
  body: string | undefined,
): Answer {
  if (body === undefined) return json(413, { err: "Request entity too large", limit: bodyLimitBytes });
  const parsed = parseBody(body, String(incoming.headers["content-type"] ?? ""));
  return parsed ? answerCall(backend, incoming, parsed) : crashed();
}

function parseBody(body: string, contentType: string): JsonObject | undefined {
  if (body === "") return {};
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  // Other types are left unparsed, and the routes then see nothing.
  if (!contentType.startsWith("application/json")) return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
