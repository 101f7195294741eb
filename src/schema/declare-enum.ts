import { registerEnumType } from "type-graphql";

/** An enum of the graph over a closed set of the domain: every value with its description. */
export function declareEnum<V extends string>(
  name: string,
  description: string,
  values: Readonly<Record<V, string>>,
): Record<V, V> {
  const names = Object.keys(values) as V[];
  const declared = Object.fromEntries(names.map((value) => [value, value])) as Record<V, V>;
  const valuesConfig = Object.fromEntries(names.map((value) => [value, { description: values[value] }]));
  registerEnumType(declared, {
    name,
    description,
    valuesConfig: valuesConfig as Record<V, { description: string }>,
  });
  return declared;
}
