/** The decoded segments of a path. A trailing slash makes no difference, as in Express. */
export function toSegments(path: string): string[] {
  return path
    .replace(/(?<!\/)\/+$/, "")
    .split("/")
    .slice(1)
    .map(decoded);
}

/** The values of a template's `:name` segments; `undefined` when the path is not of this template. */
export function matchSegments(
  template: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [position, expected] of template.entries()) {
    const actual = segments[position] ?? "";
    if (expected.startsWith(":")) params[expected.slice(1)] = actual;
    else if (expected !== actual) return undefined;
  }
  return params;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
