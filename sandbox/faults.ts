import { isJsonObject } from "./incoming.js";

/** What each fault needs to know. README.md says what each does. */
interface FaultFields {
  latency: { ms: number; maxMs?: number };
  lateApply: { ms: number; answer: "cut" | "early" | "late"; status?: number };
  status: { status: number; body?: unknown; contentType?: string; headers?: Record<string, string> };
  truncate: { bytes?: number; contentLength?: "right" | "short" | "none" };
  oversize: { bytes: number; announced?: boolean };
  drip: { bytesPerSecond: number };
  hang: object;
  reset: object;
  lostAnswer: object;
  garbage: { body: unknown; contentType?: string; status?: number };
  hideYoung: { ms: number };
  mutateRows: { replace?: Record<string, unknown>; remove?: string[]; index?: number };
  redirect: { location: string; status?: number };
  badJson: object;
  contentEncoding: { encoding?: string };
}

export type FaultKind = keyof FaultFields;

/** A union over the kinds that stays tied to its kind, so that a table of functions can be called with it. */
export type FaultOf<Kind extends FaultKind> = { [One in Kind]: { kind: One } & FaultFields[One] }[Kind];
export type Fault = FaultOf<FaultKind>;

export interface FaultRule {
  readonly match?: { method?: string; route?: string };
  /** How many matching calls it hits; forever when absent. */
  readonly times?: number;
  /** How many matching calls pass before the first hit. */
  readonly skip?: number;
  readonly fault: Fault;
}

/** The fields without which a kind cannot work, and their types. */
const required: Record<FaultKind, Record<string, "number" | "string">> = {
  latency: { ms: "number" },
  lateApply: { ms: "number", answer: "string" },
  status: { status: "number" },
  truncate: {},
  oversize: { bytes: "number" },
  drip: { bytesPerSecond: "number" },
  hang: {},
  reset: {},
  lostAnswer: {},
  garbage: {},
  hideYoung: { ms: "number" },
  mutateRows: {},
  redirect: { location: "string" },
  badJson: {},
  contentEncoding: {},
};

/** The rules in the order they came; the first that matches and is not used up decides. */
export class FaultRules {
  #rules: { rule: FaultRule; seen: number; hits: number }[] = [];

  add(rules: readonly FaultRule[]): void {
    this.#rules.push(...rules.map((rule) => ({ rule, seen: 0, hits: 0 })));
  }

  clear(): void {
    this.#rules = [];
  }

  read(): (FaultRule & { hits: number })[] {
    return this.#rules.map(({ rule, hits }) => ({ ...rule, hits }));
  }

  take(call: { method: string; route: string; path: string }): Fault | undefined {
    for (const entry of this.#rules) {
      const { match, times = Infinity, skip = 0, fault } = entry.rule;
      if (match && !matches(match, call)) continue;
      entry.seen += 1;
      if (entry.seen <= skip || entry.hits >= times) continue;
      entry.hits += 1;
      return fault;
    }
    return undefined;
  }
}

/** A list, or `{ rules: [...] }`. Throws with words for the one who wrote it. */
export function parseFaultRules(value: unknown): FaultRule[] {
  const list = isJsonObject(value) ? value["rules"] : value;
  if (!Array.isArray(list)) throw new Error("Send a list of rules, or { rules: [...] }.");
  return list.map((one: unknown, position) => parseRule(one, position));
}

function parseRule(value: unknown, position: number): FaultRule {
  if (!isJsonObject(value) || !isJsonObject(value["fault"]))
    throw new Error(`Rule ${position} has no fault.`);
  const fault = value["fault"];
  const kind = fault["kind"];
  if (typeof kind !== "string" || !Object.hasOwn(required, kind)) {
    throw new Error(`Rule ${position}: fault.kind is one of ${Object.keys(required).join(", ")}.`);
  }
  for (const [field, type] of Object.entries(required[kind as FaultKind])) {
    if (typeof fault[field] !== type) throw new Error(`Rule ${position}: ${kind} needs ${field}, a ${type}.`);
  }
  return value as unknown as FaultRule;
}

/** A route is a template or a path as it stands, or the start of one with `*` at its end. */
function matches(
  match: NonNullable<FaultRule["match"]>,
  call: { method: string; route: string; path: string },
): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== call.method) return false;
  const { route } = match;
  if (route === undefined) return true;
  if (!route.endsWith("*")) return route === call.route || route === call.path;
  const start = route.slice(0, -1);
  return call.route.startsWith(start) || call.path.startsWith(start);
}
