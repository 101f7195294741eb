import type { Provider } from "../../../src/directory/provider.js";
import { FixtureServer } from "../../datasources/http/fixture-server.js";
import { TestObserver } from "../test-observer.js";
import { openProvider } from "./spaces-account.js";

/** What the server says to one call. */
interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers by path below the API's own, the query left out: `{ "users.json": { body: { users: [] } } }`. */
export type Script = Readonly<Record<string, ScriptedAnswer | ((query: URLSearchParams) => ScriptedAnswer)>>;

export interface ScriptedSpaces {
  readonly provider: Provider;
  readonly observer: TestObserver;
  /** Paths with their queries, in the order of the calls. */
  readonly calls: () => readonly string[];
  /** Fails when something was asked that nobody scripted. */
  close(): Promise<void>;
}

const base = "/spaces/api/v1/";

/** An account on a server that says what it is told, for answers that no real server would give on demand. */
export async function openScripted(script: Script): Promise<ScriptedSpaces> {
  const server = await FixtureServer.start();
  const unexpected: string[] = [];
  server.always((response, { target }) => {
    const [path = "", search = ""] = target.replace(base, "").split("?", 2);
    const scripted = Object.hasOwn(script, path) ? script[path] : undefined;
    if (scripted === undefined) {
      unexpected.push(path);
      response.writeHead(599).end();
      return;
    }
    const given = typeof scripted === "function" ? scripted(new URLSearchParams(search)) : scripted;
    const { status = 200, headers = {}, body } = given;
    response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
    response.end(body === undefined ? "" : JSON.stringify(body));
  });
  const observer = new TestObserver();
  const { origin } = server.url;
  const provider = openProvider({ baseUrl: origin, accessToken: "token", observer });
  return {
    provider,
    observer,
    calls: () => server.hits.map(({ target }) => target.replace(base, "")),
    close: async () => {
      await provider.close();
      await server.stop();
      if (unexpected.length > 0) throw new Error(`Nobody scripted ${unexpected.join(", ")}`);
    },
  };
}

/** An answer whose list is all there is. */
export function whole(name: string, rows: readonly unknown[]): ScriptedAnswer {
  return {
    body: { [name]: rows, meta: { page: { pageOffset: 0, pageSize: 100, count: rows.length } } },
  };
}
