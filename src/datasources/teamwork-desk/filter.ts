type Value = string | boolean;

/** What Desk is asked to narrow a list by: a test for each of the fields, all of which must hold. */
export type DeskFilter = Readonly<Record<string, DeskTest>>;
type DeskTest =
  | { readonly $in: readonly Value[] }
  | { readonly $eq: Value }
  | { readonly $ne: Value }
  | { readonly $gt: Value };

/**
 * The filter as Desk reads it: JSON in the manner of MongoDB (contract section 5). Ids are numbers there. Written by
 * the one serializer of the language, so that no value can be taken for an operator.
 */
export function toFilterText(filter: DeskFilter): string {
  return JSON.stringify(filter, (name, value: unknown) =>
    name === "id" || name.endsWith(".id") ? toIds(value) : value,
  );
}

function toIds(test: unknown): unknown {
  if (typeof test !== "object" || test === null) return test;
  return Object.fromEntries(
    Object.entries(test).map(([operator, value]: [string, unknown]) => [
      operator,
      Array.isArray(value) ? value.map(Number) : Number(value),
    ]),
  );
}
