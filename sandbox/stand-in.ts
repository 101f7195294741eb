import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Answer } from "./answer.js";
import { CallCounters } from "./counters.js";
import { deliver } from "./fault-delivery.js";
import { FaultRules } from "./faults.js";
import { type Incoming, type JsonObject, toIncoming } from "./incoming.js";
import { closeAtOnce, listenOnLoopback, readBody } from "./loopback.js";

/** Does what its name says and answers what the control server shows; a thrown Error is a 400 with its words. */
type Command = (body: JsonObject) => unknown;

/** Own commands by method and path, for example `POST /password`, which is then `POST /tiledesk/password`. */
export type Commands = Readonly<Record<string, Command>>;

/** What one provider's stand-in knows; everything that all of them do is in `createStandIn`. */
export interface Backend {
  /** The provider's name, under which control commands and the ready line know it. */
  readonly name: string;
  readonly bodyLimitBytes: number;
  /** The route that counts as a sign-in and not as a call, for example `POST /auth/signin`. */
  readonly signInRoute?: string;
  readonly commands: Commands;
  /** The template of the route that a request goes to, for counters and fault rules; `undefined` for an unknown one. */
  routeOf(incoming: Incoming): string | undefined;
  /** Lets the call take effect. The body is `undefined` when it is longer than the limit. */
  answer(incoming: Incoming, body: string | undefined): Answer;
  /** Numbers that grow with each change of a document and with each e-mail sent, by which writes are counted. */
  tally(): { readonly revision: number; readonly emails: number };
  /** Over everything it remembers. */
  hash(): string;
  /** Back to the seed. */
  reset(): void;
  /** What the ready line says of it: where it is and how to sign in. */
  introduce(baseUrl: string): object;
}

/** A provider's stand-in as the control server and the process work with it. */
export interface StandIn {
  readonly name: string;
  readonly counters: CallCounters;
  readonly faults: FaultRules;
  readonly commands: Commands;
  /** Milliseconds that every call waits, besides any fault. */
  delayCalls(ms: number): void;
  hash(): string;
  /** Back to the seed: documents, counters, faults and delay. */
  reset(): void;
  introduce(baseUrl: string): object;
  /** Port 0 takes a free one. Resolves with the base URL. */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

/** Puts a backend behind HTTP, with counters, faults and delay. Not listening yet. */
export function createStandIn(backend: Backend): StandIn {
  const counters = new CallCounters(backend.signInRoute);
  const faults = new FaultRules();
  let delayMs = 0;

  const reply = (incoming: Incoming, body: string | undefined): Answer => {
    const before = backend.tally();
    const answer = backend.answer(incoming, body);
    const after = backend.tally();
    counters.add({
      writes: after.revision === before.revision ? 0 : 1,
      emails: after.emails - before.emails,
    });
    return answer;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const incoming = toIncoming(request);
    const body = await readBody(request, backend.bodyLimitBytes);
    const route = backend.routeOf(incoming) ?? "(unknown route)";
    counters.count(incoming.method, route);
    const fault = faults.take({ method: incoming.method, route, path: incoming.path });
    await deliver(fault, { request, response, delayMs, apply: () => reply(incoming, body) });
  };

  const server = createServer((request, response) => {
    // A caller that goes away in the middle of its request is its own business.
    serve(request, response).catch(() => response.destroy());
  });

  return {
    name: backend.name,
    counters,
    faults,
    commands: backend.commands,
    delayCalls: (ms) => {
      delayMs = ms;
    },
    hash: () => backend.hash(),
    reset: () => {
      backend.reset();
      delayMs = 0;
      faults.clear();
      counters.reset();
    },
    introduce: (baseUrl) => backend.introduce(baseUrl),
    listen: (port) => listenOnLoopback(server, port),
    close: () => closeAtOnce(server),
  };
}
