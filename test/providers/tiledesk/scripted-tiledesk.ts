import { decodeGlobalId } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import { FixtureServer, type Hit } from "../../datasources/http/fixture-server.js";
import { comparable } from "../../contract/walk.js";
import { openProvider, type OpenOptions } from "./tiledesk-account.js";
import { TestObserver } from "../test-observer.js";

/** What the server says to one call. */
export interface ScriptedAnswer {
  readonly status?: number;
  /** JSON unless told otherwise; null for none. */
  readonly contentType?: string | null;
  /** Sent as it is when it is a text. */
  readonly body: unknown;
}

/** Answers by method and path, the query left out: `{ "GET /projects": { body: [] } }`. */
export type Script = Readonly<Record<string, Scripted>>;
type Scripted = ScriptedAnswer | ((hit: Hit) => ScriptedAnswer);

export interface ScriptedTiledesk {
  readonly provider: Provider;
  readonly observer: TestObserver;
  readonly hits: readonly Hit[];
  /** Fails when something was asked that nobody scripted. */
  close(): Promise<void>;
}

const signedIn: ScriptedAnswer = { body: { success: true, token: "JWT scripted", user: {} } };

/** An account on a server that says what it is told, for answers that no real server would give on demand. */
export async function openScripted(
  script: Script,
  options: Partial<OpenOptions> = {},
): Promise<ScriptedTiledesk> {
  const server = await FixtureServer.start();
  const answers = new Map<string, Scripted>(Object.entries({ "POST /auth/signin": signedIn, ...script }));
  const unexpected: string[] = [];
  server.always((response, hit) => {
    const call = `${hit.method} ${hit.target.replace("/v3", "").split("?", 1)[0] ?? ""}`;
    const scripted = answers.get(call);
    if (scripted === undefined) {
      unexpected.push(call);
      response.writeHead(599).end();
      return;
    }
    const { status = 200, contentType, body } = typeof scripted === "function" ? scripted(hit) : scripted;
    const type = contentType === undefined ? "application/json; charset=utf-8" : contentType;
    response.writeHead(status, type === null ? {} : { "content-type": type });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const observer = new TestObserver();
  const credentials = { email: "owner@example.com", password: "Passw0rd!" };
  const provider = openProvider({ baseUrl: server.url.href, ...credentials, observer, ...options });
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

/** An object field by field: global ids taken apart, `toRemote` as what it gives, without the moment of reading. */
export function plain(value: unknown): unknown {
  return withoutCoding(comparable(value));
}

function withoutCoding(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCoding);
  if (typeof value === "string") return taken(value);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutCoding(part)]));
}

function taken(text: string): string {
  const id = decodeGlobalId(text);
  if (id === null) return text;
  return [id.tenant, id.account, id.type, id.ref.kind, id.ref.scope ?? "-", id.ref.id].join(" ");
}
