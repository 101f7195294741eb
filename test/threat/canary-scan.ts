/** Opaque ids and cursors: base64url of a JSON array that begins with a small number. */
const opaque = /Wz[\w-]{12,}/gu;

/**
 * Numbers of the tenants that a text tells of: by their canary, or by canary or name inside an opaque id or cursor.
 * A name by itself is no secret, so it does not count in the open.
 */
export function tenantsIn(text: string): Set<number> {
  const found = numbersIn(text, /canary(\d{3})x/gu);
  for (const [token] of text.matchAll(opaque)) {
    const inner = Buffer.from(token, "base64url").toString("utf8");
    for (const number of numbersIn(inner, /canary(\d{3})x|"tenant-(\d+)"/gu)) found.add(number);
  }
  return found;
}

function numbersIn(text: string, pattern: RegExp): Set<number> {
  return new Set([...text.matchAll(pattern)].map(([, canary, name]) => Number(canary ?? name)));
}
