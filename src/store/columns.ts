import type { JsonObject } from "../directory/directory-object.js";

/** Whole milliseconds since 1970, as every time is stored. */
export const toTimeColumn = (date: Date): number => date.getTime();

export const fromTimeColumn = (milliseconds: number): Date => new Date(milliseconds);

export const toJsonColumn = (value: JsonObject): string => JSON.stringify(value);

/** Throws a `SyntaxError` for a text that somebody else wrote into the database. */
export const fromJsonColumn = (text: string): JsonObject => JSON.parse(text) as JsonObject;

/**
 * The text that both databases give back unchanged. PostgreSQL refuses the character 0, and UTF-8 has no half
 * surrogates: each becomes U+FFFD. JSON columns never need it, JSON escapes both.
 */
export const toStorableText = (text: string): string =>
  Buffer.from(text, "utf8").toString("utf8").replaceAll("\0", "\uFFFD");
