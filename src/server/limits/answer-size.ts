import { getNamedType, getNullableType, isInterfaceType, isListType, isObjectType, Kind } from "graphql";
import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "graphql";
import { assertWithin, refusal } from "./refusal.js";
import { defaultPageSize } from "./request-limits.js";
import type { RequestLimits } from "./request-limits.js";
import type { RawVariables } from "./variables.js";
import { ArgumentReader } from "./argument-reader.js";

/** How large an answer may become, predicted from page sizes. */
export interface AnswerSize {
  /** Objects: page sizes multiplied down the tree. Other lists count once. */
  readonly objects: number;
  /** Entries of all `representations` together. */
  readonly representations: number;
  /** The smallest and the largest `first` in it. */
  readonly pageSizes: { readonly smallest: number; readonly largest: number };
  /** Whether other variables could give other numbers. */
  readonly dependsOnVariables: boolean;
}

/** Objects of one selection set: those in the `nodes` and `edges` of a page are multiplied by the page's size. */
interface Weight {
  plain: number;
  paged: number;
}

// Numbers above this are refused anyway; staying finite keeps 0 × Infinity out.
const ceiling = 1e15;
const listArguments: ReadonlySet<string> = new Set(["representations", "ids"]);
const pagedFields: ReadonlySet<string> = new Set(["nodes", "edges"]);

class AnswerWalk {
  representations = 0;
  readonly pageSizes = { smallest: 1, largest: 1 };
  readonly #reader: ArgumentReader;
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #weights = new Map<string, Weight>();

  constructor(schema: GraphQLSchema, document: DocumentNode, reader: ArgumentReader) {
    this.#schema = schema;
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
          const objects = this.#field(selection, typeName);
          weight[pagedFields.has(selection.name.value) ? "paged" : "plain"] += objects;
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
    if (field === undefined || node.selectionSet === undefined) return 0;
    const size = this.#sizeOf(node, field);
    const below = this.selectionSet(node.selectionSet, getNamedType(field.type).name);
    const isList = isListType(getNullableType(field.type));
    const objects = isList ? size * (1 + below.plain + below.paged) : 1 + below.plain + size * below.paged;
    return Math.min(objects, ceiling);
  }

  /** Undefined for introspection, which is free, and for unknown fields, which validation names. */
  #definitionOf(node: FieldNode, typeName: string | undefined): GraphQLField<unknown, unknown> | undefined {
    const type = typeName === undefined ? undefined : this.#schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
    return type.getFields()[node.name.value];
  }

  #sizeOf(node: FieldNode, field: GraphQLField<unknown, unknown>): number {
    const first = field.args.find(({ name }) => name === "first");
    if (first !== undefined) {
      return this.#pageSizeOf(argument(node, "first"), first.defaultValue);
    }
    const list = node.arguments?.find(({ name }) => listArguments.has(name.value));
    if (list === undefined) return 1;
    const length = this.#reader.listLength(list.value);
    if (list.name.value === "representations") this.representations += length;
    return length;
  }

  #pageSizeOf(node: ArgumentNode | undefined, schemaDefault: unknown): number {
    const given = node === undefined ? undefined : this.#reader.integer(node.value);
    const size = given ?? (typeof schemaDefault === "number" ? schemaDefault : defaultPageSize);
    this.pageSizes.smallest = Math.min(this.pageSizes.smallest, size);
    this.pageSizes.largest = Math.max(this.pageSizes.largest, size);
    return size;
  }
}

function argument(node: FieldNode, wanted: string): ArgumentNode | undefined {
  return node.arguments?.find(({ name }) => name.value === wanted);
}

function add(weight: Weight, other: Weight): void {
  weight.plain += other.plain;
  weight.paged += other.paged;
}

/**
 * Predicts the answer of one operation, in time linear to the document. The document must be free of fragment
 * cycles. `@skip` and `@include` are taken as not there.
 */
export function predictAnswer(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: RawVariables,
): AnswerSize {
  const reader = new ArgumentReader(operation, variables);
  const walk = new AnswerWalk(schema, document, reader);
  const weight = walk.selectionSet(operation.selectionSet, schema.getRootType(operation.operation)?.name);
  return {
    objects: weight.plain + weight.paged,
    representations: walk.representations,
    pageSizes: walk.pageSizes,
    dependsOnVariables: reader.hasReadVariables,
  };
}

/** Throws the refusal of the first limit that the predicted answer breaks. */
export function assertAnswerWithin(size: AnswerSize, limits: RequestLimits): void {
  if (size.pageSizes.smallest < 1 || size.pageSizes.largest > limits.pageSize) {
    throw refusal("BAD_USER_INPUT", `The argument "first" must be between 1 and ${limits.pageSize}`);
  }
  assertWithin("representations", size.representations, limits.representations);
  assertWithin("predicted objects", size.objects, limits.objects);
}
