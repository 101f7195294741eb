import { createHash } from "node:crypto";
import type { JsonValue } from "../directory/directory-object.js";

/** The same for the same JSON, whatever the order of its keys; it does not say what it was made of. */
export function toFingerprint(value: unknown): string {
  const json = JSON.parse(JSON.stringify(value)) as JsonValue;
  return createHash("sha256")
    .update(JSON.stringify(toOrdered(json)))
    .digest("base64url");
}

function toOrdered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => toOrdered(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]): JsonValue => [key, toOrdered(inner)]);
}
