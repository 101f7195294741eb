import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse, print, visit, type DocumentNode, type GraphQLSchema } from "graphql";
import { buildSchema, createResolversMap, getMetadataStorage, type NonEmptyArray } from "type-graphql";
import type { RuledField } from "../access/field-rules.js";
import { checkRepresentations } from "./entity-representations.js";
import { guardReference, guardSchema, type ResolveReference } from "./guarded-schema.js";
import { readPlainResolvers } from "./plain-resolvers.js";
import { asNamed, Prefix } from "./prefix.js";

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>["resolvers"]
>;

export interface GraphParts {
  /** Classes with the queries and fields. */
  readonly resolvers: NonEmptyArray<new () => object>;
  /** How entities are found by their keys, by type name. */
  readonly references: Readonly<Record<string, ResolveReference>>;
  /** Who may read what: a rule for each field. */
  readonly rules: readonly RuledField[];
}

export interface Graph {
  /** What answers requests. */
  readonly schema: GraphQLSchema;
  /** The whole graph with its directives, as direct clients see it. */
  readonly sdl: string;
  /** The part that is composed into a supergraph; `_service { sdl }` answers it. */
  readonly federatedSdl: string;
}

/** How the graph is offered to a supergraph. */
export interface GraphNaming {
  /** PascalCase; put before all types and root fields. */
  readonly prefix?: string | undefined;
  /** Whether `node` and `nodes` are composed, too; a supergraph may have its own. */
  readonly node?: boolean;
}

/** Some composers stop at v2.9, and nothing that we use is newer. */
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@cost", "@listSize", "@requiresScopes"])\n\n';

/**
 * Builds the subgraph: type-graphql's schema, printed with its directives and built again by @apollo/subgraph.
 * (`buildTypeDefsAndResolvers` would drop the directives.)
 */
export async function buildGraph(
  parts: GraphParts,
  { prefix, node = false }: GraphNaming = {},
): Promise<Graph> {
  // Fields without a method are left to graphql's own resolver: a wrapper for each would only make lists slower.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
  const plain = await buildSchema({ resolvers: parts.resolvers, validate: false, skipCheck: true });
  const unnamed = parse(link + printSchemaWithDirectives(plain));
  const naming = prefix === undefined ? asNamed : new Prefix(prefix, unnamed);
  const whole = naming.document(unnamed);
  const federatedSdl = print(naming.document(node ? unnamed : withoutNode(unnamed)));
  const resolvers = toResolvers(plain, parts, federatedSdl);
  const schema = buildSubgraphSchema({
    typeDefs: whole,
    resolvers: Object.fromEntries(naming.resolvers(resolvers)) as ResolverMap,
  });
  checkRepresentations(schema);
  guardSchema(schema, parts.rules, (type, field) => naming.plainName(type, field));
  return { schema, sdl: print(whole), federatedSdl };
}

function toResolvers(
  plain: GraphQLSchema,
  { references, rules }: GraphParts,
  federatedSdl: string,
): ReadonlyMap<string, object> {
  const resolvers = new Map<string, object>(Object.entries(createResolversMap(plain)));
  for (const { type, field, resolve } of readPlainResolvers()) {
    resolvers.set(type, { ...resolvers.get(type), [field]: resolve });
  }
  for (const [type, resolveReference] of Object.entries(references)) {
    const guarded = guardReference(resolveReference, rules);
    resolvers.set(type, { ...resolvers.get(type), __resolveReference: guarded });
  }
  // @apollo/subgraph would answer all that it serves, `node` included.
  return resolvers.set("Query", { ...resolvers.get("Query"), _service: () => ({ sdl: federatedSdl }) });
}

/** The document without `node`, `nodes` and their interface. */
function withoutNode(document: DocumentNode): DocumentNode {
  return visit(document, {
    InterfaceTypeDefinition: (type) => (type.name.value === "Node" ? null : undefined),
    ObjectTypeDefinition: (type) => ({
      ...type,
      interfaces: type.interfaces?.filter((implemented) => implemented.name.value !== "Node") ?? [],
      fields:
        type.name.value === "Query"
          ? (type.fields?.filter((field) => !["node", "nodes"].includes(field.name.value)) ?? [])
          : (type.fields ?? []),
    }),
  });
}
