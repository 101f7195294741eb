import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import type { TalkdeskQuirks } from "./quirks.js";
import type { TalkdeskState } from "./state.js";

/** One request of the REST surface as a route sees it, after the checks before it have passed. */
export interface Call {
  readonly method: string;
  readonly path: string;
  /** Scheme and host as the caller knows this server. */
  readonly origin: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly params: Record<string, string>;
  readonly state: TalkdeskState;
  readonly quirks: TalkdeskQuirks;
}

export interface Route {
  readonly method: string;
  /** For example `/users/:id`; also the key of counters and fault rules. */
  readonly template: string;
  /** The scope that a token needs; any token will do where the documents name none. */
  readonly scope: string | null;
  /** What is answered instead where an account does not have the route. */
  readonly absent?: (quirks: TalkdeskQuirks) => Answer | undefined;
  readonly run: (call: Call) => Answer;
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? "";
}
