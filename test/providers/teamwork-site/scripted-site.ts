import type { Provider, ProviderModule } from "../../../src/directory/provider.js";
import { FixtureServer, type Hit } from "../../datasources/http/fixture-server.js";
import { openAccount } from "../open-account.js";
import { TestObserver } from "../test-observer.js";

/** What the server says to one call. */
interface ScriptedAnswer {
  readonly status?: number;
  /** JSON unless told otherwise; null for none. */
  readonly contentType?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is a text. */
  readonly body?: unknown;
}

/** Answers by path, the query left out: `{ "/people.json": { body: … } }`. */
export type SiteScript = Readonly<
  Record<string, ScriptedAnswer | ((query: URLSearchParams) => ScriptedAnswer)>
>;

export interface ScriptedSite {
  readonly provider: Provider;
  readonly observer: TestObserver;
  readonly hits: readonly Hit[];
  readonly url: URL;
}

export interface SiteOptions {
  readonly settings?: object;
  readonly credentials?: object;
}

export const siteIdentity = { tenant: "default", accountKey: "teamwork" };

/**
 * Runs against an account on a server that says what it is told, for answers that no stand-in would give on demand.
 * Fails when something was asked that nobody scripted.
 */
export async function withScriptedSite<T>(
  module: ProviderModule,
  script: SiteScript,
  run: (site: ScriptedSite) => Promise<T>,
  { settings = {}, credentials = { accessToken: "tkn.v1_secret" } }: SiteOptions = {},
): Promise<T> {
  const server = await FixtureServer.start();
  const unexpected: string[] = [];
  server.always((response, hit) => {
    const { pathname, searchParams } = new URL(hit.target, server.url);
    const path = pathname.replace(server.url.pathname.replace(/\/$/u, ""), "");
    const scripted = script[path];
    if (scripted === undefined) unexpected.push(path);
    const answer = typeof scripted === "function" ? scripted(searchParams) : (scripted ?? { status: 599 });
    const { status = 200, contentType = "application/json; charset=utf-8", headers = {}, body = "" } = answer;
    response.writeHead(status, contentType === null ? headers : { "content-type": contentType, ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const observer = new TestObserver();
  const provider = openAccount(module, {
    account: siteIdentity,
    settings: { baseUrl: server.url.href, ...settings },
    credentials,
    observer,
  });
  try {
    const result = await run({ provider, observer, hits: server.hits, url: server.url });
    if (unexpected.length > 0) throw new Error(`Nobody scripted ${unexpected.join(", ")}`);
    return result;
  } finally {
    await provider.close();
    await server.stop();
  }
}
