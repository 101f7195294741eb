import { assertWithin } from "./refusal.js";
import type { RequestLimits } from "./request-limits.js";

/** The variables of a request as they came: parsed JSON, not yet coerced to the operation's types. */
export type RawVariables = Readonly<Record<string, unknown>>;

/**
 * Refuses variables that are nested too deeply or hold too long a list, before anything recursive looks at them.
 * Walks level by level, so that its own stack does not grow.
 */
export function assertVariablesWithin(variables: RawVariables, limits: RequestLimits): void {
  let level = nestedIn(Object.values(variables));
  for (let depth = 1; level.length > 0; depth += 1) {
    assertWithin("levels of input", depth, limits.inputDepth);
    const next: object[] = [];
    for (const value of level) {
      if (Array.isArray(value)) assertWithin("items in one list", value.length, limits.listItems);
      // Not push(...values), which would put every value on the stack.
      for (const nested of nestedIn(Object.values(value))) next.push(nested);
    }
    level = next;
  }
}

/** The lists and objects among values. */
function nestedIn(values: readonly unknown[]): object[] {
  return values.filter((value) => typeof value === "object" && value !== null);
}
