/**
 * Ids as MongoDB makes them: seconds, five bytes of the process, a counter. They grow with time. The seconds
 * follow the counter and not the clock, so the same calls in the same order make the same ids.
 */
export function createObjectIds(seed: number): () => string {
  const epochSeconds = Date.UTC(2026, 10, 1) / 1000;
  const machine = (0x994b690000 + (seed >>> 0)).toString(16).padStart(10, "0").slice(-10);
  let made = 0;
  return () => {
    made += 1;
    const seconds = (epochSeconds + Math.floor(made / 8)).toString(16);
    return `${seconds}${machine}${(0xa98466 + made).toString(16).padStart(6, "0").slice(-6)}`;
  };
}

/**
 * What Mongoose makes of an id in a path: 24 hex digits, or any 12 characters taken as bytes.
 * `undefined` stands for its CastError, which every route answers in words of its own.
 */
export function castObjectId(value: string): string | undefined {
  if (/^[0-9a-f]{24}$/i.test(value)) return value.toLowerCase();
  const bytes = Buffer.from(value, "utf8");
  return bytes.length === 12 ? bytes.toString("hex") : undefined;
}
