import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";

/** Fields that people read. Ids, states and addresses pass as they are, or nothing would work. */
const spoken: ReadonlySet<string> = new Set(
  "name description title label summary display displayName job_title jobTitle note companyName".split(" "),
);

export interface CanaryProxy {
  /** In place of the origin behind it. */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Stands before a stand-in and puts a canary into every text of its answers that people read. */
export async function startCanaryProxy(target: string, canary: string): Promise<CanaryProxy> {
  const pool = new Pool(target, { connections: 4 });
  let origin = "";
  const server: Server = createServer((request, response) => {
    void forward(request, response, { pool, canary, target, origin: () => origin });
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
}

async function forward(request: IncomingMessage, response: ServerResponse, way: Way): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = withoutTransport(request.headers);
  const answer = await way.pool.request({
    path: request.url ?? "/",
    method: request.method as "GET",
    headers: { ...headers, host: new URL(way.target).host },
    ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
  });
  const text = (await answer.body.text()).replaceAll(way.target, way.origin());
  const others = withoutTransport(answer.headers);
  response.writeHead(answer.statusCode, others).end(withCanary(text, way.canary));
}

/** What belongs to one connection, or to the body as it was. */
const transport: ReadonlySet<string> = new Set(["host", "connection", "content-length", "transfer-encoding"]);

function withoutTransport(headers: Headers): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !transport.has(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

function withCanary(text: string, canary: string): string {
  try {
    return JSON.stringify(mark(JSON.parse(text) as unknown, canary, ""));
  } catch {
    return text;
  }
}

function mark(value: unknown, canary: string, key: string): unknown {
  if (typeof value === "string") {
    return spoken.has(key) && value !== "" && !value.includes(canary) ? `${value} ${canary}` : value;
  }
  if (Array.isArray(value)) return value.map((one) => mark(one, canary, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mark(one, canary, name)]));
}
