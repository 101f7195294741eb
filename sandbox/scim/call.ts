import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import type { ScimQuirks } from "./quirks.js";
import type { ResourceKind, ScimStore } from "./store.js";

/** One request as a route sees it, after the checks before it have passed. */
export interface ScimCall {
  readonly kind: ResourceKind;
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly base: string;
  /** URNs of what its users have beyond RFC 7643. */
  readonly extensions: readonly string[];
  readonly store: ScimStore;
  readonly quirks: ScimQuirks;
}

export type ScimRoute = (call: ScimCall) => Answer;
