import { getNamedType, getNullableType, isInterfaceType, isListType, isObjectType, Kind } from "graphql";
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";
import { assertWithin, refusal } from "./refusal.js";
import type { FieldCost, FieldCosts } from "./field-costs.js";
import type { RequestLimits } from "./request-limits.js";
import type { RawVariables } from "./variables.js";
import { ArgumentReader } from "./argument-reader.js";

/** What a request will cost, predicted from the SDL's costs and its page sizes. */
export interface RequestCost {
  /** Never below the number of objects in the answer, as far as lists without pages are as long as the SDL assumes. */
  readonly cost: number;
  /** Entries of all `representations` together. */
  readonly representations: number;
  /** The smallest and the largest `first` in it. */
  readonly pageSizes: { readonly smallest: number; readonly largest: number };
  /** Whether other variables could give other numbers. */
  readonly dependsOnVariables: boolean;
}

/** Costs of one selection set: those in the `nodes` and `edges` of a page are multiplied by the page's size. */
interface Weight {
  plain: number;
  paged: number;
}

// Numbers above this are refused anyway; staying finite keeps 0 × Infinity out.
const ceiling = 1e15;
const listArguments: ReadonlySet<string> = new Set(["representations", "ids"]);

class CostWalk {
  representations = 0;
  readonly pageSizes = { smallest: 1, largest: 1 };
  readonly #reader: ArgumentReader;
  readonly #schema: GraphQLSchema;
  readonly #costs: FieldCosts;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #weights = new Map<string, Weight>();

  constructor({ schema, costs }: CostedSchema, document: DocumentNode, reader: ArgumentReader) {
    this.#schema = schema;
    this.#costs = costs;
    this.#reader = reader;
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        this.#fragments.set(definition.name.value, definition);
    }
  }

  selectionSet(set: SelectionSetNode, typeName: string | undefined): Weight {
    const weight: Weight = { plain: 0, paged: 0 };
    for (const selection of set.selections) {
      switch (selection.kind) {
        case Kind.FIELD: {
          const cost = this.#field(selection, typeName);
          weight[this.#costs.sized.has(selection.name.value) ? "paged" : "plain"] += cost;
          break;
        }
        case Kind.INLINE_FRAGMENT:
          add(
            weight,
            this.selectionSet(selection.selectionSet, selection.typeCondition?.name.value ?? typeName),
          );
          break;
        case Kind.FRAGMENT_SPREAD:
          add(weight, this.#fragment(selection.name.value));
          break;
      }
    }
    return weight;
  }

  /** A fragment's type is its own, so its weight is the same wherever it is spread. */
  #fragment(name: string): Weight {
    const known = this.#weights.get(name);
    if (known !== undefined) return known;
    const definition = this.#fragments.get(name);
    if (definition === undefined) return { plain: 0, paged: 0 };
    const weight = this.selectionSet(definition.selectionSet, definition.typeCondition.name.value);
    this.#weights.set(name, weight);
    return weight;
  }

  #field(node: FieldNode, typeName: string | undefined): number {
    const field = this.#definitionOf(node, typeName);
    const cost = this.#costs.of(typeName ?? "", node.name.value);
    if (field === undefined || cost === undefined) return 0;
    if (node.selectionSet === undefined) return cost.weight;
    const size = this.#sizeOf(node, cost);
    const below = this.selectionSet(node.selectionSet, getNamedType(field.type).name);
    const isList = isListType(getNullableType(field.type));
    const inner = isList ? size * (1 + below.plain + below.paged) : below.plain + size * below.paged;
    return Math.min(cost.weight + inner, ceiling);
  }

  /** Undefined for introspection, which is free, and for unknown fields, which validation names. */
  #definitionOf(node: FieldNode, typeName: string | undefined): GraphQLField<unknown, unknown> | undefined {
    const type = typeName === undefined ? undefined : this.#schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
    return type.getFields()[node.name.value];
  }

  #sizeOf(node: FieldNode, { size }: FieldCost): number {
    if (size.argument !== null) return this.#pageSizeOf(node, size.argument, size.assumed);
    const list = node.arguments?.find(({ name }) => listArguments.has(name.value));
    if (list === undefined) return size.assumed;
    const length = this.#reader.listLength(list.value);
    if (list.name.value === "representations") this.representations += length;
    return length;
  }

  #pageSizeOf(node: FieldNode, argument: string, assumed: number): number {
    const given = node.arguments?.find(({ name }) => name.value === argument);
    const size = (given === undefined ? undefined : this.#reader.integer(given.value)) ?? assumed;
    this.pageSizes.smallest = Math.min(this.pageSizes.smallest, size);
    this.pageSizes.largest = Math.max(this.pageSizes.largest, size);
    return size;
  }
}

function add(weight: Weight, other: Weight): void {
  weight.plain += other.plain;
  weight.paged += other.paged;
}

/** A schema, and what its fields cost. */
export interface CostedSchema {
  readonly schema: GraphQLSchema;
  readonly costs: FieldCosts;
}

/**
 * Predicts the cost of one operation, in time linear to the document. The document must be free of fragment cycles.
 * `@skip` and `@include` are taken as not there.
 */
export function predictCost(
  costed: CostedSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: RawVariables,
): RequestCost {
  const reader = new ArgumentReader(operation, variables);
  const walk = new CostWalk(costed, document, reader);
  const root = costed.schema.getRootType(operation.operation)?.name;
  const weight = walk.selectionSet(operation.selectionSet, root);
  return {
    cost: weight.plain + weight.paged,
    representations: walk.representations,
    pageSizes: walk.pageSizes,
    dependsOnVariables: reader.hasReadVariables,
  };
}

/** Throws the refusal of the first limit that the predicted cost breaks. */
export function assertCostWithin(
  { cost, representations, pageSizes }: RequestCost,
  limits: RequestLimits,
): void {
  if (pageSizes.smallest < 1 || pageSizes.largest > limits.pageSize) {
    throw refusal("BAD_USER_INPUT", `The argument "first" must be between 1 and ${limits.pageSize}`);
  }
  assertWithin("representations", representations, limits.representations);
  if (cost > limits.cost) {
    throw refusal("LIMIT_EXCEEDED", `The request costs ${cost}, and ${limits.cost} at most is served`);
  }
}
