import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse, print, visit, type DocumentNode, type GraphQLSchema } from "graphql";
import { buildSchema, createResolversMap, type NonEmptyArray } from "type-graphql";

type ResolveReference = (
  representation: Readonly<Record<string, unknown>>,
  context: never,
) => Promise<object | null>;

type ResolverMap = NonNullable<
  Extract<Parameters<typeof buildSubgraphSchema>[0], { typeDefs: unknown }>["resolvers"]
>;

export interface GraphParts {
  /** Classes with the queries and fields. */
  readonly resolvers: NonEmptyArray<new () => object>;
  /** How entities are found by their keys, by type name. */
  readonly references: Readonly<Record<string, ResolveReference>>;
}

export interface Graph {
  /** What answers requests. */
  readonly schema: GraphQLSchema;
  /** The whole graph with its directives, as direct clients see it. */
  readonly sdl: string;
  /** The part that is composed into a supergraph; `_service { sdl }` answers it. */
  readonly federatedSdl: string;
}

/** Some composers stop at v2.9, and nothing that we use is newer. */
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@listSize", "@requiresScopes"])\n\n';

/**
 * Builds the subgraph: type-graphql's schema, printed with its directives and built again by @apollo/subgraph.
 * (`buildTypeDefsAndResolvers` would drop the directives.)
 */
export async function buildGraph({ resolvers, references }: GraphParts): Promise<Graph> {
  const plain = await buildSchema({ resolvers, validate: false, skipCheck: true });
  const document = parse(link + printSchemaWithDirectives(plain));
  const federated = withoutNode(document);
  const federatedSdl = print(federated);
  const map = new Map<string, object>(Object.entries(createResolversMap(plain)));
  for (const [type, resolveReference] of Object.entries(references)) {
    map.set(type, { ...map.get(type), __resolveReference: resolveReference });
  }
  // A supergraph may have a `node` of its own, so ours is not offered to composition.
  map.set("Query", { ...map.get("Query"), _service: () => ({ sdl: federatedSdl }) });
  const schema = buildSubgraphSchema({
    typeDefs: document,
    resolvers: Object.fromEntries(map) as ResolverMap,
  });
  return { schema, sdl: print(document), federatedSdl };
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
