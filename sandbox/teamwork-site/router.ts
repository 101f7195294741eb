import { noBody, type Answer } from "../answer.js";
import type { Incoming } from "../incoming.js";
import { matchSegments, toSegments } from "../route-template.js";

/** One request as a route sees it, after the checks before it have passed. */
export interface SiteCall {
  readonly query: URLSearchParams;
  readonly headers: Incoming["headers"];
  readonly params: Readonly<Record<string, string>>;
}

/** A route of a product; all of them are GETs. */
export interface SiteRoute<State> {
  /** For example `/projects/:id.json`; also the key of counters and fault rules. */
  readonly template: string;
  readonly run: (state: State, call: SiteCall) => Answer;
}

export interface FoundRoute<State> {
  readonly route: SiteRoute<State>;
  readonly params: Readonly<Record<string, string>>;
}

/** Paths end in `.json`, which a template writes behind its last name. The first template that fits decides. */
export function createRouter<State>(
  routes: readonly SiteRoute<State>[],
): (incoming: Incoming) => FoundRoute<State> | undefined {
  const known = routes.map((route) => ({ route, segments: cut(route.template) }));
  return ({ method, path }) => {
    if (method !== "GET" || !path.endsWith(".json")) return undefined;
    const segments = toSegments(path.slice(0, -".json".length));
    for (const { route, segments: template } of known) {
      const params = matchSegments(template, segments);
      if (params) return { route, params };
    }
    return undefined;
  };
}

function cut(template: string): string[] {
  return template
    .replace(/\.json$/u, "")
    .split("/")
    .slice(1);
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const type = { "Content-Type": "application/json; charset=utf-8" };
  return { status, body: Buffer.from(JSON.stringify(value)), headers: { ...type, ...headers } };
}

/** As v3 answers for what is not there (contract section 1.4). */
export function nothing(status: number): Answer {
  return { status, body: noBody, headers: {} };
}

/** A number of a query; what is none, or out of its range, is as if it were not given. */
export function numberIn(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name) ?? "";
  return /^\d{1,9}$/u.test(text) ? Number(text) : fallback;
}

/** The values of a comma-separated parameter; `null` when it is not given. */
export function listIn(query: URLSearchParams, name: string): ReadonlySet<string> | null {
  const text = query.get(name);
  return text === null || text === "" ? null : new Set(text.split(",").map((part) => part.trim()));
}

export function isOn(query: URLSearchParams, name: string, fallback = false): boolean {
  const text = query.get(name);
  return text === null ? fallback : text === "true" || text === "1";
}
