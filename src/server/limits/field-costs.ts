import { getDirectiveValues, getNullableType, isCompositeType, isInterfaceType, isObjectType } from "graphql";
import type { GraphQLDirective, GraphQLField, GraphQLSchema } from "graphql";
import { defaultPageSize } from "./request-limits.js";

/** What the SDL says of a field's cost, by `@cost` and `@listSize`. */
export interface FieldCost {
  /** For the field itself, once: 1 for an object, 0 for a leaf or a list, 10 for a mutation, or as `@cost` says. */
  readonly weight: number;
  /** How many objects it holds: of a list those of it, of a connection those of its page. */
  readonly size: {
    /** Argument that says so; null where it is always the assumed one. */
    readonly argument: string | null;
    readonly assumed: number;
  };
}

export interface FieldCosts {
  /** Undefined for unknown fields, which validation names, and for introspection, which is free. */
  readonly of: (type: string, field: string) => FieldCost | undefined;
  /** Fields of connections that hold the page's objects. */
  readonly sized: ReadonlySet<string>;
}

type Field = GraphQLField<unknown, unknown>;

interface ListSize {
  readonly assumedSize?: number | null;
  readonly slicingArguments?: readonly string[] | null;
  readonly sizedFields?: readonly string[] | null;
}

const weightOfMutation = 10;
/** In a schema that does not say more. */
const usualSized = ["nodes", "edges"];
const usualArgument = "first";

/** Reads the costs of every field, once. */
export function readFieldCosts(schema: GraphQLSchema): FieldCosts {
  const costs = new Map<string, FieldCost>();
  const sized = new Set<string>(usualSized);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const isMutation = type === schema.getMutationType();
    for (const field of Object.values(type.getFields())) {
      const listSize = readDirective(schema, "listSize", field) as ListSize | null;
      const cost = readDirective(schema, "cost", field) as { readonly weight?: number } | null;
      for (const name of listSize?.sizedFields ?? []) sized.add(name);
      costs.set(`${type.name}.${field.name}`, {
        weight: cost?.weight ?? usualWeight(field, isMutation),
        size: toSize(field, listSize),
      });
    }
  }
  return { of: (type, field) => costs.get(`${type}.${field}`), sized };
}

function usualWeight({ type }: Field, isMutation: boolean): number {
  if (isMutation) return weightOfMutation;
  return isCompositeType(getNullableType(type)) ? 1 : 0;
}

function toSize({ args }: Field, listSize: ListSize | null): FieldCost["size"] {
  const named = listSize?.slicingArguments?.[0] ?? usualArgument;
  const slicing = args.find(({ name }) => name === named);
  if (slicing === undefined) return { argument: null, assumed: listSize?.assumedSize ?? 1 };
  const { name: argument, defaultValue } = slicing;
  const isSaid = typeof defaultValue === "number";
  return { argument, assumed: isSaid ? defaultValue : (listSize?.assumedSize ?? defaultPageSize) };
}

/** A directive's arguments on a field; null without it. */
function readDirective(
  schema: GraphQLSchema,
  name: string,
  { astNode }: Field,
): Readonly<Record<string, unknown>> | null {
  const directive: GraphQLDirective | null | undefined = schema.getDirective(name);
  if (directive == null || astNode == null) return null;
  return getDirectiveValues(directive, astNode) ?? null;
}
