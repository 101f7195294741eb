import type { JsonObject } from "../incoming.js";

/** Express's body parsers: `{}` without a body, `undefined` for JSON that is none or no object. */
export function parseBody(body: string, contentType: string): JsonObject | undefined {
  if (body === "") return {};
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  // Other types are left unparsed, and the routes then see nothing.
  if (!contentType.startsWith("application/json")) return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
