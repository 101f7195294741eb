import { defaultFieldResolver, isUnionType, type GraphQLSchema } from "graphql";
import { DirectoryError } from "../directory/errors.js";

/**
 * Makes `_entities` refuse what is no representation of an entity of this graph. @apollo/subgraph would throw an error
 * without a code, which reads as a bug of ours. Changes the schema.
 */
export function checkRepresentations(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()["_entities"];
  const entities = schema.getType("_Entity");
  if (field === undefined || !isUnionType(entities)) return;
  const names = new Set(entities.getTypes().map(({ name }) => name));
  const { resolve = defaultFieldResolver } = field;
  field.resolve = (
    source,
    args: { readonly representations: readonly unknown[] },
    context,
    info,
  ): unknown => {
    if (args.representations.every((one) => isRepresentation(one, names))) {
      return resolve(source, args, context, info);
    }
    throw new DirectoryError("BAD_USER_INPUT", "A representation is of no entity of this graph");
  };
}

function isRepresentation(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value !== "object" || value === null || !("__typename" in value)) return false;
  return typeof value.__typename === "string" && names.has(value.__typename);
}
