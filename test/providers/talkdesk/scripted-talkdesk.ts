import type { Provider } from "../../../src/directory/provider.js";
import { FixtureServer, type Hit } from "../../datasources/http/fixture-server.js";
import { openProvider, type OpenOptions } from "./talkdesk-account.js";
import { TestObserver } from "../test-observer.js";

/** What the server says to one call. */
interface ScriptedAnswer {
  readonly status?: number;
  /** JSON unless told otherwise; null for none. */
  readonly contentType?: string | null;
  /** Sent as it is when it is a text. */
  readonly body: unknown;
}

type Scripted = ScriptedAnswer | ((hit: Hit, query: URLSearchParams) => ScriptedAnswer);
/** Answers by method and path, the query left out: `{ "GET /users": { body: { users: [] } } }`. */
export type Script = Readonly<Record<string, Scripted>>;

export interface ScriptedTalkdesk {
  readonly provider: Provider;
  readonly observer: TestObserver;
  readonly hits: readonly Hit[];
  /** Method and path of the calls so far, tokens apart, since the last time. */
  takeCalls(): readonly string[];
  /** Fails when something was asked that nobody scripted. */
  close(): Promise<void>;
}

const token: ScriptedAnswer = {
  body: { access_token: "rest.access.token", token_type: "bearer", expires_in: 600 },
};

export const restOnly = { clientId: "client", clientSecret: "secret" };
export const scimOnly = { scimToken: "opaque-scim-token" };

/** An account on a server that says what it is told, for answers that no real server would give on demand. */
export async function openScripted(
  script: Script,
  { settings = {}, credentials = restOnly }: Partial<OpenOptions> = {},
): Promise<ScriptedTalkdesk> {
  const server = await FixtureServer.start();
  const answers = new Map<string, Scripted>(Object.entries({ "POST /oauth/token": token, ...script }));
  const unexpected: string[] = [];
  server.always((response, hit) => {
    const [path = "", search = ""] = hit.target.replace("/v3", "").split("?", 2);
    const scripted = answers.get(`${hit.method} ${path}`);
    if (scripted === undefined) {
      unexpected.push(`${hit.method} ${path}`);
      response.writeHead(599).end();
      return;
    }
    const answer = typeof scripted === "function" ? scripted(hit, new URLSearchParams(search)) : scripted;
    const { status = 200, contentType = "application/json; charset=utf-8", body } = answer;
    response.writeHead(status, contentType === null ? {} : { "content-type": contentType });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const observer = new TestObserver();
  const restBaseUrl = server.url.href;
  const provider = openProvider({
    settings: { restBaseUrl, account: "acme", ...settings },
    credentials,
    observer,
  });
  let taken = 0;
  return {
    provider,
    observer,
    hits: server.hits,
    takeCalls: () => {
      const calls = server.hits.slice(taken).map((hit) => `${hit.method} ${hit.target.replace("/v3", "")}`);
      taken = server.hits.length;
      return calls.filter((call) => !call.startsWith("POST /oauth/token"));
    },
    close: async () => {
      await provider.close();
      await server.stop();
      if (unexpected.length > 0) throw new Error(`Nobody scripted ${unexpected.join(", ")}`);
    },
  };
}
