/** A provider's date, or `null` for what providers send when there is none: empty, year 1, nonsense. */
export function parseDate(value: unknown): Date | null {
  if (typeof value !== "string" || value.trim() === "" || value.startsWith("0001-01-01")) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
