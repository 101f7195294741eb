import type { JsonObject, JsonValue } from "../../directory/directory-object.js";

/** The row's own fields that told something, moments as texts. */
export function toRemote(row: object): JsonObject {
  const told = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(
    told.map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Date ? value.toISOString() : (value as JsonValue),
    ]),
  );
}
