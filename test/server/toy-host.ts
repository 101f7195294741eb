import { createAuthenticator, type AccessConfig } from "../../src/access/authenticator.js";
import { createPointsMeter } from "../../src/access/points.js";
import { noRouter } from "../../src/access/router-proof.js";
import { scopes } from "../../src/access/scopes.js";
import { createApollo } from "../../src/server/apollo.js";
import type { ApolloOptions } from "../../src/server/apollo.js";
import { createHttpHost } from "../../src/server/http-host.js";
import type { HttpHost, HttpHostOptions } from "../../src/server/http-host.js";
import { createLogger } from "../../src/server/logger.js";
import { createToySchema } from "./toy-schema.js";
import type { ToyContext, ToyState } from "./toy-schema.js";

export interface ToyHost {
  readonly host: HttpHost;
  readonly url: string;
  readonly toy: ToyState;
  /** Log lines so far, parsed. */
  readonly lines: Record<string, unknown>[];
  readonly post: (body: unknown, headers?: Record<string, string>) => Promise<Reply>;
  readonly send: (path: string, init?: RequestInit) => Promise<Reply>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body; undefined when it is no JSON. */
  readonly json: ReplyBody | undefined;
}

interface ReplyBody {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
  readonly status?: string;
}

export type ToyOptions = Partial<Omit<HttpHostOptions, "graphql" | "logger">> &
  Partial<Pick<ApolloOptions<ToyContext>, "introspection" | "limitsOf" | "createContext">>;

const openAccess: AccessConfig = {
  auth: { mode: "none", tenant: "default", scopes },
  router: noRouter,
  introspection: true,
};

/** A host over the toy schema on a free port of 127.0.0.1. */
export async function startToyHost(options: ToyOptions = {}): Promise<ToyHost> {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({
    level: "debug",
    destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  });
  const toy: ToyState = { resolved: 0, lastSignal: null, gate: Promise.resolve() };
  const { introspection = true, limitsOf, createContext, ...hostOptions } = options;
  const graphql = await createApollo<ToyContext>({
    schema: createToySchema(),
    createContext:
      createContext ?? (({ signal, deadline }) => ({ trace: { calls: [] }, signal, deadline, toy })),
    introspection,
    logger,
    ...(limitsOf === undefined ? {} : { limitsOf }),
  });
  // The test's own work, in the same process, would have requests turned away.
  const shedding = { maxEventLoopDelayMs: 0 };
  const host = await createHttpHost({
    graphql,
    logger,
    authenticator: createAuthenticator(openAccess),
    points: createPointsMeter({ perCaller: null, perTenant: null }),
    drain: { graceMs: 0 },
    shedding,
    ...hostOptions,
  });
  const url = await host.listen({ host: "127.0.0.1", port: 0 });
  const send = async (path: string, init?: RequestInit): Promise<Reply> =>
    toReply(await fetch(url + path, init));
  return {
    host,
    url,
    toy,
    lines,
    send,
    post: (body, headers) =>
      send("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
  };
}

async function toReply(response: Response): Promise<Reply> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parseJson(text) };
}

function parseJson(text: string): ReplyBody | undefined {
  try {
    return JSON.parse(text) as ReplyBody;
  } catch {
    return undefined;
  }
}

/** The code of the first error. */
export function codeOf({ json }: Reply): unknown {
  return json?.errors?.[0]?.extensions["code"];
}
