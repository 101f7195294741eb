import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";

/** Fields that people read, in lower case and without underscores. Ids and states pass as they are, or nothing would work. */
const spoken: ReadonlySet<string> = new Set(
  [
    "name description title label summary display displayname jobtitle note companyname",
    "firstname lastname givenname familyname formatted fullname",
  ].flatMap((names) => names.split(" ")),
);
const address = /^[^\s@]+@[\w.-]+$/u;

export interface CanaryProxy {
  /** In place of the origin behind it. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/**
 * Stands before a stand-in and puts a canary into every text and e-mail address of its answers that people read. An
 * address that is asked for is asked for as the stand-in knows it.
 */
export async function startCanaryProxy(target: string, canary: string): Promise<CanaryProxy> {
  const pool = new Pool(target, { connections: 4 });
  let origin = "";
  const way: Way = { pool, canary, target, origin: () => origin, addresses: new Map() };
  const server: Server = createServer((request, response) => {
    void forward(request, response, way);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await pool.close();
    },
  };
}

interface Way {
  readonly pool: Pool;
  readonly canary: string;
  readonly target: string;
  readonly origin: () => string;
  /** Addresses that got the canary here, by what they became. */
  readonly addresses: Map<string, string>;
}

async function forward(request: IncomingMessage, response: ServerResponse, way: Way): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = withoutTransport(request.headers);
  const answer = await way.pool.request({
    path: asKnown(request.url ?? "/", way),
    method: request.method as "GET",
    headers: { ...headers, host: new URL(way.target).host },
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  const text = (await answer.body.text()).replaceAll(way.target, way.origin());
  const others = withoutTransport(answer.headers);
  response.writeHead(answer.statusCode, others).end(withCanary(text, way));
}

/** What belongs to one connection, or to the body as it was. */
const transport: ReadonlySet<string> = new Set(["host", "connection", "content-length", "transfer-encoding"]);

function withoutTransport(headers: Headers): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !transport.has(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A path as the stand-in would have been asked without the proxy. */
function asKnown(path: string, { canary, addresses }: Way): string {
  if (!path.includes(canary)) return path;
  let known = path;
  for (const [marked, plain] of addresses) {
    known = known.replaceAll(marked, plain).replaceAll(encodeURIComponent(marked), encodeURIComponent(plain));
  }
  return known;
}

function withCanary(text: string, way: Way): string {
  try {
    return JSON.stringify(mark(JSON.parse(text) as unknown, way, ""));
  } catch {
    return text;
  }
}

function mark(value: unknown, way: Way, key: string): unknown {
  if (typeof value === "string") return markText(value, way, key);
  if (Array.isArray(value)) return value.map((one) => mark(one, way, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mark(one, way, name)]));
}

function markText(text: string, { canary, addresses }: Way, key: string): string {
  if (text === "" || text.includes(canary)) return text;
  if (address.test(text)) {
    addresses.set(`${canary}.${text}`, text);
    return `${canary}.${text}`;
  }
  return spoken.has(key.toLowerCase().replaceAll("_", "")) ? `${text} ${canary}` : text;
}
