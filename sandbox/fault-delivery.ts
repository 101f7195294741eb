import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, noBody } from "./answer.js";
import type { Fault, FaultKind, FaultOf } from "./faults.js";
import { isJsonObject } from "./incoming.js";
import { cutShort, drip, padTo } from "./slow-bodies.js";

/** One call on the wire: what came, where to answer, and how to let it take effect. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly delayMs: number;
  /** Applies the call to the state and tells what the provider answers. Not called when a fault comes first. */
  readonly apply: () => Answer;
}

export async function deliver(fault: Fault | undefined, exchange: Exchange): Promise<void> {
  // Refuse before waiting would make a slow provider look quick at saying no.
  if (exchange.delayMs > 0) await sleep(exchange.delayMs);
  if (fault) await deliverFault(fault, exchange);
  else send(exchange, exchange.apply());
}

/** Kinds that say nothing of `apply` leave the state untouched. */
const deliveries: {
  [Kind in FaultKind]: (fault: FaultOf<Kind>, exchange: Exchange) => Promise<void> | void;
} = {
  latency: async ({ ms, maxMs = ms }, exchange) => {
    await sleep(ms + Math.random() * (maxMs - ms));
    send(exchange, exchange.apply());
  },
  lateApply: applyLate,
  status: ({ status, body = "", contentType, headers }, exchange) => {
    const type = contentType ?? (typeof body === "string" ? undefined : "application/json; charset=utf-8");
    const typed = type === undefined ? {} : { "Content-Type": type };
    send(exchange, { status, body: asBytes(body), headers: { ...typed, ...headers } });
  },
  truncate: (fault, exchange) => {
    const answer = exchange.apply();
    const bytes = fault.bytes ?? Math.floor(answer.body.length / 2);
    cutShort(exchange.response, answer, { bytes, contentLength: fault.contentLength ?? "right" });
  },
  oversize: (fault, exchange) => padTo(exchange.response, exchange.apply(), fault),
  drip: ({ bytesPerSecond }, exchange) => drip(exchange.response, exchange.apply(), bytesPerSecond),
  hang: () => undefined,
  reset: (_, exchange) => {
    exchange.request.socket.resetAndDestroy();
  },
  lostAnswer: (_, exchange) => {
    exchange.apply();
    exchange.request.socket.destroy();
  },
  garbage: ({ body, contentType = "application/json; charset=utf-8", status = 200 }, exchange) => {
    send(exchange, { status, body: asBytes(body), headers: { "Content-Type": contentType } });
  },
  mutateRows: (fault, exchange) => {
    const answer = exchange.apply();
    send(exchange, { ...answer, body: Buffer.from(mutated(answer.body.toString(), fault)) });
  },
  hideYoung: ({ ms }, exchange) => {
    const answer = exchange.apply();
    send(exchange, { ...answer, body: Buffer.from(withoutYoung(answer.body.toString(), Date.now() - ms)) });
  },
  redirect: ({ location, status = 302 }, exchange) => {
    send(exchange, { status, body: noBody, headers: { Location: location } });
  },
  badJson: (_, exchange) => {
    const answer = exchange.apply();
    send(exchange, { ...answer, body: Buffer.concat([answer.body, Buffer.from(",,")]) });
  },
  contentEncoding: ({ encoding = "gzip" }, exchange) => {
    const answer = exchange.apply();
    send(exchange, { ...answer, headers: { ...answer.headers, "Content-Encoding": encoding } });
  },
};

function deliverFault<Kind extends FaultKind>(
  fault: FaultOf<Kind>,
  exchange: Exchange,
): Promise<void> | void {
  return deliveries[fault.kind](fault, exchange);
}

/** What a provider behind a gateway does: the caller has given up or been told 504, and the write still lands. */
async function applyLate(fault: FaultOf<"lateApply">, exchange: Exchange): Promise<void> {
  if (fault.answer === "late") {
    const answer = exchange.apply();
    await sleep(fault.ms);
    send(exchange, answer);
    return;
  }
  if (fault.answer === "cut") exchange.request.socket.destroy();
  else send(exchange, gatewayTimeout(fault.status ?? 504));
  // A process that ends before has never applied it, as a provider that crashed.
  await sleep(fault.ms, undefined, { ref: false });
  exchange.apply();
}

function send({ response }: Exchange, answer: Answer): void {
  const length = answer.status === 304 ? {} : { "Content-Length": answer.body.length };
  response.writeHead(answer.status, { ...answer.headers, ...length });
  response.end(answer.body);
}

function gatewayTimeout(status: number): Answer {
  const body = `<html>\r\n<head><title>${status} Gateway Time-out</title></head>\r\n<body></body>\r\n</html>\r\n`;
  return { status, body: Buffer.from(body), headers: { "Content-Type": "text/html" } };
}

function asBytes(body: unknown): Buffer {
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

/** Spoils one row of a list, or every row without an index; an answer that is no list counts as one row. */
function mutated(body: string, fault: FaultOf<"mutateRows">): string {
  // A 304, a text or a page has no rows.
  if (!/^[[{]/.test(body)) return body;
  const value: unknown = JSON.parse(body);
  for (const [position, row] of rowsOf(value).entries()) {
    if (fault.index !== undefined && fault.index !== position) continue;
    for (const [path, replacement] of Object.entries(fault.replace ?? {})) setAt(row, path, replacement);
    for (const path of fault.remove ?? []) setAt(row, path, undefined);
  }
  return JSON.stringify(value);
}

/** A list without the rows that were created since then; what is no list stays as it is. */
function withoutYoung(body: string, since: number): string {
  const value: unknown = body.startsWith("[") ? JSON.parse(body) : null;
  if (!Array.isArray(value)) return body;
  return JSON.stringify(value.filter((row) => !(createdAt(row) > since)));
}

function createdAt(row: unknown): number {
  return Date.parse(String((row as { readonly createdAt?: unknown } | null)?.createdAt));
}

/** Names under which lists have their rows, though there are other lists beside them, or none in them. */
const rowNames = ["activities", "users", "roles", "teams", "Resources", "resources"];

function rowsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  const list = value as Record<string, unknown>;
  // A user has lists as well, and an id, which no list has.
  if ("id" in list || "_id" in list) return [value];
  const embedded = Object.values((list["_embedded"] as object | undefined) ?? {}) as unknown[];
  const rows = [...rowNames.map((name) => list[name]), ...embedded].find((one) => Array.isArray(one));
  return rows ?? Object.values(list).find(isListOfObjects) ?? [value];
}

/** Whatever its name: `people`, `projects`. An empty one has no rows to spoil. */
function isListOfObjects(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}

/** `id_user.email` reaches inside. */
function setAt(row: unknown, path: string, value: unknown): void {
  const steps = path.split(".");
  const last = steps.pop() ?? path;
  let place = row;
  for (const step of steps) place = (place as Record<string, unknown> | null)?.[step];
  if (typeof place === "object" && place !== null) (place as Record<string, unknown>)[last] = value;
}
