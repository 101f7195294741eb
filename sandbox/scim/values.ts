/** The values at a path of names in lower case, whatever case the document writes them in; all of a list's. */
export function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value))
    return value.flatMap((one) => valuesAt(one, name === undefined ? [] : [name, ...rest]));
  if (name === undefined) return [value];
  if (typeof value !== "object" || value === null) return [];
  const key = name in value ? name : Object.keys(value).find((one) => one.toLowerCase() === name);
  return key === undefined ? [] : valuesAt((value as Record<string, unknown>)[key], rest);
}
