/** What Mongoose makes of a value for a field of a given type. It throws its CastError where it can make nothing. */
export class CastError extends Error {}

const yes = new Set<unknown>([true, "true", 1, "1", "yes"]);
const no = new Set<unknown>([false, "false", 0, "0", "no"]);

export function castBoolean(value: unknown): boolean {
  if (yes.has(value)) return true;
  if (no.has(value)) return false;
  throw new CastError("Cast to Boolean failed.");
}

export function castNumber(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && !Number.isNaN(number)) return number;
  throw new CastError("Cast to Number failed.");
}

export function castText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  throw new CastError("Cast to String failed.");
}

/** A single value becomes a list of one. */
export function castTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(castText);
}

export function castObjects(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    if (typeof one === "object" && one !== null) return one as Record<string, unknown>;
    throw new CastError("Cast to embedded failed.");
  });
}
