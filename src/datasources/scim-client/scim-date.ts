import { parseDate } from "../../directory/dates.js";

const withoutZone = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/u;

/** A SCIM dateTime (RFC 7643 section 2.3.5). One without a zone is taken as UTC, not as this machine's time. */
export function parseScimDate(value: string | null | undefined): Date | null {
  const text = value?.trim() ?? "";
  return parseDate(withoutZone.test(text) ? `${text.replace(" ", "T")}Z` : text);
}
