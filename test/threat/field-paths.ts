import {
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";

/** The ways to a field that a client can take. */
export const ways = ["root", "nested", "fragment", "alias", "entities"] as const;
export type Way = (typeof ways)[number];

/** One step of a way: a field of a type, and the object type that it leads to. */
interface Step {
  readonly field: GraphQLField<unknown, unknown>;
  readonly to: GraphQLObjectType;
}

/** A request for some fields of one type, and where its objects are in the answer. */
export interface FieldRequest {
  readonly type: string;
  readonly fields: readonly string[];
  readonly query: string;
  /** Response keys from `data` to the objects; lists are looked through. */
  readonly path: readonly string[];
  /** Response key of a field. */
  readonly keyOf: (field: string) => string;
}

/** Arguments of fields that cannot do without, and of lists that should stay short. */
export type ArgumentsOf = (type: string, field: string) => string;

/** A request may have 15 aliases. */
const chunkSize = 8;

/** Requests for every field of a type that can be reached on one way; none where there is no such way. */
export function requestsFor(
  schema: GraphQLSchema,
  { type, way, argumentsOf }: { type: GraphQLObjectType; way: Way; argumentsOf: ArgumentsOf },
): readonly FieldRequest[] {
  return findRoutes(schema, type, way).flatMap((steps) =>
    toRequests(schema, { steps, type, way, argumentsOf }),
  );
}

function toRequests(schema: GraphQLSchema, plan: Omit<Plan, "fields">): readonly FieldRequest[] {
  const { type } = plan;
  const names = Object.keys(type.getFields());
  // One at a time where a denied field takes the others with it.
  const size = type === schema.getQueryType() || type.name === "Viewer" ? 1 : chunkSize;
  const chunks = Array.from({ length: Math.ceil(names.length / size) }, (_, index) =>
    names.slice(index * size, index * size + size),
  );
  return chunks.map((fields) => toRequest({ ...plan, fields }));
}

function findRoutes(schema: GraphQLSchema, type: GraphQLObjectType, way: Way): readonly (readonly Step[])[] {
  const query = schema.getQueryType();
  if (query === null || query === undefined) return [];
  if (way === "entities") return findEntityRoutes(schema, query, type);
  const direct = shortest(schema, query, type);
  if (way !== "nested") return direct === null ? [] : [direct];
  // Through other objects than the shortest way takes, those of every account (users, teams) rather than of some.
  return stepsFrom(schema, query)
    .reverse()
    .filter(({ field }) => field.name !== direct?.[0]?.field.name)
    .flatMap((step) => toRoute(step, shortest(schema, step.to, type)))
    .sort((one, other) => one.length - other.length)
    .slice(0, 3);
}

function toRoute(first: Step, rest: readonly Step[] | null): readonly (readonly Step[])[] {
  return rest === null ? [] : [[first, ...rest]];
}

function findEntityRoutes(
  schema: GraphQLSchema,
  query: GraphQLObjectType,
  type: GraphQLObjectType,
): readonly (readonly Step[])[] {
  const field = query.getFields()["_entities"];
  const entities = schema.getType("_Entity");
  if (field === undefined || !isUnionType(entities) || type === query) return [];
  return entities
    .getTypes()
    .flatMap((entity) => toRoute({ field, to: entity }, shortest(schema, entity, type)))
    .sort((one, other) => one.length - other.length)
    .slice(0, 1);
}

/** Breadth first; `[]` from a type to itself. Never through `_entities` or `node`, which are ways of their own. */
function shortest(
  schema: GraphQLSchema,
  from: GraphQLObjectType,
  to: GraphQLObjectType,
): readonly Step[] | null {
  let frontier: (readonly [GraphQLObjectType, readonly Step[]])[] = [[from, []]];
  const seen = new Set<GraphQLNamedType>();
  while (frontier.length > 0) {
    const next: typeof frontier = [];
    for (const [type, steps] of frontier) {
      if (type === to) return steps;
      if (seen.has(type)) continue;
      seen.add(type);
      for (const step of stepsFrom(schema, type)) next.push([step.to, [...steps, step]]);
    }
    frontier = next;
  }
  return null;
}

/** Look-ups of one object lead to less than lists of the same. */
const apart: ReadonlySet<string> = new Set(
  "_entities node nodes user role team workspace organization linkedAccount operation".split(" "),
);

function stepsFrom(schema: GraphQLSchema, type: GraphQLObjectType): Step[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const target = getNamedType(field.type);
    if (type === schema.getQueryType() && apart.has(field.name)) return [];
    return isObjectType(target) ? [{ field, to: target }] : [];
  });
}

interface Plan {
  readonly steps: readonly Step[];
  readonly type: GraphQLObjectType;
  readonly fields: readonly string[];
  readonly way: Way;
  readonly argumentsOf: ArgumentsOf;
}

function toRequest({ steps, type, fields, way, argumentsOf }: Plan): FieldRequest {
  const isAliased = way === "alias";
  const keyOf = (field: string): string => (isAliased ? `a_${field.replace(/^_+/u, "")}` : field);
  const keys = steps.map(({ field }, index) => (isAliased && index < 3 ? keyOf(field.name) : field.name));
  const ownFields = fields.map((name) => {
    const field = type.getFields()[name];
    const below = field !== undefined && isCompositeType(getNamedType(field.type)) ? " { __typename }" : "";
    return `${toHead(keyOf(name), name)}${argumentsOf(type.name, name)}${below}`;
  });
  const isFragment = way === "fragment";
  const inner = isFragment ? "...Fields" : ownFields.join(" ");
  let from = "Query";
  const heads = steps.map(({ field, to }, index) => {
    const head = `${toHead(keys[index] ?? field.name, field.name)}${argumentsOf(from, field.name)}`;
    from = to.name;
    return field.name === "_entities" ? `${head} { ... on ${to.name} {` : `${head} {`;
  });
  const closing = steps.map(({ field }) => (field.name === "_entities" ? "} }" : "}")).join(" ");
  const operation = `query ($representations: [_Any!] = []) { ${heads.join(" ")} ${inner} ${closing} }`;
  const used = operation.includes("$representations)") || ownFields.join(" ").includes("$representations)");
  const named = used ? operation : operation.replace(/^query \([^)]*\)/u, "query");
  const fragment = isFragment ? ` fragment Fields on ${type.name} { ${ownFields.join(" ")} }` : "";
  return { type: type.name, fields, query: named + fragment, path: keys, keyOf };
}

function toHead(key: string, name: string): string {
  return key === name ? name : `${key}: ${name}`;
}

/** Object types with fields of their own, those of introspection apart. */
export function objectTypesOf(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
  );
}
