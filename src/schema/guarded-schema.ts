import {
  defaultFieldResolver,
  isObjectType,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from "graphql";
import type { Context } from "../context.js";
import { assertMay } from "../access/field-guard.js";
import type { FieldRule, RuledField } from "../access/field-rules.js";
import type { Naming } from "./prefix.js";

type Field = GraphQLField<unknown, Context>;

/** How an entity is found by what a router says of it. */
export type ResolveReference = (
  representation: never,
  context: Context,
  info: GraphQLResolveInfo,
) => Promise<object | null>;

/**
 * Puts its rule in front of every field of a schema, references included. Changes the schema.
 * @throws Error for a field without a rule, and for a rule without a field
 */
export function guardSchema(
  schema: GraphQLSchema,
  table: readonly RuledField[],
  plainNameOf: Naming["plainName"],
): void {
  const rules = new Map(table.map(({ type, field, rule }) => [`${type}.${field}`, rule]));
  const unused = new Set(rules.keys());
  for (const [type, field] of fieldsOf(schema)) {
    const plain = plainNameOf(type, field.name);
    const coordinate = `${plain.type}.${plain.field}`;
    const rule = rules.get(coordinate);
    if (rule === undefined) throw new Error(`No rule says who may read ${coordinate}`);
    unused.delete(coordinate);
    guardField(field, rule);
  }
  if (unused.size > 0) throw new Error(`There is no field ${[...unused].join(", ")}`);
}

function fieldsOf(schema: GraphQLSchema): (readonly [type: string, field: Field])[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith("__")
      ? Object.values(type.getFields()).map((field) => [type.name, field as Field] as const)
      : [],
  );
}

function guardField(field: Field, rule: FieldRule): void {
  if (rule === "anybody") return;
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (source, args, context, info): unknown => {
    assertMay(context.viewer, rule);
    return resolve(source, args, context, info);
  };
}

/**
 * Puts the rule of `_entities` in front of a reference, whoever calls it.
 * @throws Error when the table has none
 */
export function guardReference(
  resolveReference: ResolveReference,
  table: readonly RuledField[],
): ResolveReference {
  const rule = table.find(({ type, field }) => type === "Query" && field === "_entities")?.rule;
  if (rule === undefined) throw new Error("No rule says who may ask for entities");
  return (representation, context, info) => {
    assertMay(context.viewer, rule);
    return resolveReference(representation, context, info);
  };
}
