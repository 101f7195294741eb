import { assertWithin } from "./refusal.js";
import type { RequestLimits } from "./request-limits.js";

/** The variables of a request as they came: parsed JSON, not yet coerced to the operation's types. */
export type RawVariables = Readonly<Record<string, unknown>>;

/**
 * Refuses variables that are nested too deeply or hold too long a list, before anything recursive looks at them.
 * Walks level by level, so that its own stack does not grow.
 */
export function assertVariablesWithin(variables: RawVariables, limits: RequestLimits): void {
  let level: unknown[] = Object.values(variables);
  for (let depth = 1; level.length > 0; depth += 1) {
    assertWithin("levels of variables", depth, limits.variableDepth);
    const next: unknown[] = [];
    for (const value of level) {
      if (Array.isArray(value)) assertWithin("items in one list", value.length, limits.listItems);
      if (typeof value === "object" && value !== null) appendAll(next, Object.values(value));
    }
    level = next;
  }
}

/** `push(...values)` would put every value on the stack. */
function appendAll(target: unknown[], values: readonly unknown[]): void {
  for (const value of values) target.push(value);
}
