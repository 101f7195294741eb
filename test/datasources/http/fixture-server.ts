import { createServer } from "node:http";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { once } from "node:events";

/** What the server received, body included. */
export interface Hit {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Reply = (response: ServerResponse, hit: Hit) => void;

/**
 * A provider on a port of its own, which answers what it is told: `next` once each and in order, `always` whenever
 * nothing else is scripted. A call that nobody scripted is answered with 599 and remembered.
 */
export class FixtureServer {
  readonly hits: Hit[] = [];
  readonly #server;
  readonly #sockets = new Set<Socket>();
  readonly #script: Reply[] = [];
  #always: Reply | null = null;
  #unexpected = 0;
  #connections = 0;

  private constructor() {
    this.#server = createServer(this.#listener());
    this.#server.on("connection", (socket) => {
      this.#connections += 1;
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  static async start(): Promise<FixtureServer> {
    const fixture = new FixtureServer();
    fixture.#server.listen(0, "127.0.0.1");
    await once(fixture.#server, "listening");
    return fixture;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): URL {
    return new URL(`http://127.0.0.1:${this.port}/v3`);
  }

  /** Sockets open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** Connections ever made. */
  get connections(): number {
    return this.#connections;
  }

  next(...replies: readonly Reply[]): this {
    this.#script.push(...replies);
    return this;
  }

  always(reply: Reply): this {
    this.#always = reply;
    return this;
  }

  /** Throws when the script and the calls did not match, then stops listening. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
    if (this.#unexpected > 0) throw new Error(`${this.#unexpected} calls were not scripted`);
    if (this.#script.length > 0) throw new Error(`${this.#script.length} scripted replies were not used`);
  }

  #listener(): RequestListener {
    return (request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        const hit = { method, target: url, headers, body: Buffer.concat(chunks).toString() };
        this.hits.push(hit);
        (this.#script.shift() ?? this.#always ?? this.#surprised)(response, hit);
      });
    };
  }

  readonly #surprised: Reply = (response) => {
    this.#unexpected += 1;
    response.writeHead(599).end();
  };
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(JSON.stringify(body));
  };
}

/** An answer of any type. */
export function text(body: string, status: number, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { "content-type": "text/plain", ...headers });
    response.end(body);
  };
}

/** Bytes as they are, after which the socket is ended (`end`) or reset (`reset`). */
export function raw(bytes: string, how: "end" | "reset" = "end"): Reply {
  return ({ socket }) => {
    if (how === "end") {
      socket?.end(bytes);
    } else {
      socket?.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
    }
  };
}

/** No answer at all. */
export const silence: Reply = () => undefined;

/** Headers at once, then a byte every 20 ms, for ever. */
export const drip: Reply = (response) => {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 20);
  response.on("close", () => {
    clearInterval(timer);
  });
};

/** Resolves as soon as `isSo` holds; fails after 5 s. For what only the other end of a socket can see. */
export async function eventually(isSo: () => boolean): Promise<void> {
  const until = performance.now() + 5_000;
  while (!isSo()) {
    if (performance.now() > until) throw new Error("It did not happen within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
