import {
  getNamedType,
  isCompositeType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import type { SeededRandom } from "../../sandbox/seeded-random.js";

export interface GenerateOptions {
  readonly random: SeededRandom;
  /** Levels of fields. */
  readonly depth: number;
  /** Largest `first`. */
  readonly pageSize: number;
}

/** Not of the directory, or more than one thing at once. */
const leftOut: ReadonlySet<string> = new Set(["_entities", "_service", "node", "nodes"]);

/** A valid query of the schema, made by walking it at random. */
export function generateQuery(schema: GraphQLSchema, options: GenerateOptions): string {
  const query = schema.getQueryType();
  if (query === null || query === undefined) throw new Error("The schema has no queries");
  return `{ ${selection(query, options, options.depth)} }`;
}

function selection(type: GraphQLObjectType, options: GenerateOptions, depth: number): string {
  const { random } = options;
  const fields = Object.values(type.getFields()).filter(
    (field) =>
      !leftOut.has(field.name) &&
      (depth > 1 || !isCompositeType(getNamedType(field.type))) &&
      field.args.every((argument) => !isNonNullType(argument.type) || argument.defaultValue !== undefined),
  );
  if (fields.length === 0) return "__typename";
  const wanted = 1 + random.integer(type.name === "Query" ? 2 : 4);
  const picked = new Set(Array.from({ length: wanted }, () => random.pick(fields)));
  const parts = [...picked].map((field) => {
    const target = getNamedType(field.type);
    const first = field.args.some(({ name }) => name === "first");
    const page = first && random.fraction() < 0.8 ? `(first: ${1 + random.integer(options.pageSize)})` : "";
    const account = field.name === "linkedAccount" && type.name === "Query" ? '(accountKey: "chat")' : "";
    const below = isObjectType(target) ? ` { ${selection(target, options, depth - 1)} }` : "";
    return `${field.name}${page}${account}${below}`;
  });
  return parts.join(" ");
}

/** Objects in an answer, its root apart. */
export function countObjects(data: unknown): number {
  const inside = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + inside(one), 0);
    return typeof value === "object" && value !== null ? 1 + countObjects(value) : 0;
  };
  if (typeof data !== "object" || data === null) return 0;
  return Object.values(data).reduce<number>((sum, one) => sum + inside(one), 0);
}
