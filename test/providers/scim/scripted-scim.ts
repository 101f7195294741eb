import type { Provider } from "../../../src/directory/provider.js";
import { FixtureServer, type Hit } from "../../datasources/http/fixture-server.js";
import { openProvider } from "./scim-account.js";
import { TestObserver } from "../test-observer.js";

/** What the server says to one call. */
export interface ScriptedAnswer {
  readonly status?: number;
  /** JSON unless told otherwise; null for none. */
  readonly contentType?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is a text. */
  readonly body?: unknown;
}

/** Answers by path, the query left out: `{ "/Users": { body: … } }`. */
export type Script = Readonly<Record<string, ScriptedAnswer | ((query: URLSearchParams) => ScriptedAnswer)>>;

export interface ScriptedScim {
  readonly provider: Provider;
  readonly observer: TestObserver;
  readonly hits: readonly Hit[];
  /** Fails when something was asked that nobody scripted. */
  close(): Promise<void>;
}

interface Options {
  readonly token?: string;
  readonly settings?: object;
}

/** An account on a server that says what it is told, for answers that no real server would give on demand. */
async function openScripted(script: Script, options: Options = {}): Promise<ScriptedScim> {
  const server = await FixtureServer.start();
  const unexpected: string[] = [];
  server.always((response, hit) => {
    const url = new URL(hit.target, server.url);
    const path = url.pathname.replace("/v3", "");
    const scripted = script[path];
    if (scripted === undefined) unexpected.push(path);
    const found = typeof scripted === "function" ? scripted(url.searchParams) : (scripted ?? { status: 599 });
    const { status = 200, contentType = "application/scim+json", headers = {}, body = "" } = found;
    response.writeHead(status, contentType === null ? headers : { "content-type": contentType, ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const observer = new TestObserver();
  const { token = "s3cret-token", settings = {} } = options;
  const provider = openProvider({ baseUrl: server.url.href, token, settings, observer });
  return {
    provider,
    observer,
    hits: server.hits,
    close: async () => {
      await provider.close();
      await server.stop();
      if (unexpected.length > 0) throw new Error(`Nobody scripted ${unexpected.join(", ")}`);
    },
  };
}

/** A ListResponse of all of them. */
export function listOf(...resources: readonly object[]): ScriptedAnswer {
  return { body: { totalResults: resources.length, startIndex: 1, Resources: resources } };
}

/** Runs against a scripted server, and closes it whatever happens. */
export async function withScripted<T>(
  script: Script,
  run: (scripted: ScriptedScim) => Promise<T>,
  options: Options = {},
): Promise<T> {
  const scripted = await openScripted(script, options);
  try {
    return await run(scripted);
  } finally {
    await scripted.close();
  }
}
