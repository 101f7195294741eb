import { Kind, OperationTypeNode } from "graphql";
import type {
  DirectiveNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from "graphql";
import { assertWithin, refusal } from "./refusal.js";
import type { RequestLimits } from "./request-limits.js";
import { depthOfValue } from "./value-depth.js";

/** What the document alone says, whatever its variables are: the worst operation's numbers, to compare with limits. */
export interface DocumentShape {
  readonly tokens: number;
  readonly aliases: number;
  readonly inlineFragments: number;
  readonly fragments: number;
  readonly repeatedFields: number;
  readonly rootFields: number;
  readonly mutationFields: number;
  readonly depth: number;
  /** Nesting of lists and input objects written in the document. */
  readonly inputDepth: number;
  /** Name of a directive written twice on one node. */
  readonly repeatedDirective: string | null;
  /** Name of a fragment that spreads itself, directly or through others. */
  readonly cyclicFragment: string | null;
}

interface Tally {
  aliases: number;
  fields: number;
  depth: number;
}

const nothing: Readonly<Tally> = { aliases: 0, fields: 0, depth: 0 };

/**
 * Visits every selection set once: a fragment's tally is kept and added wherever it is spread, so that documents
 * whose expansion is exponential are still measured in linear time.
 */
class ShapeWalk {
  inlineFragments = 0;
  repeatedFields = 0;
  inputDepth = 0;
  repeatedDirective: string | null = null;
  cyclicFragment: string | null = null;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #tallies = new Map<string, Readonly<Tally>>();
  readonly #open = new Set<string>();

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#fragments = fragments;
  }

  #selectionSet(set: SelectionSetNode): Tally {
    const tally: Tally = { aliases: 0, fields: 0, depth: 0 };
    this.repeatedFields += countRepeated(set);
    for (const selection of set.selections) {
      this.#directives(selection.directives);
      switch (selection.kind) {
        case Kind.FIELD:
          this.#field(selection, tally);
          break;
        case Kind.INLINE_FRAGMENT:
          this.inlineFragments += 1;
          add(tally, this.#selectionSet(selection.selectionSet));
          break;
        case Kind.FRAGMENT_SPREAD:
          add(tally, this.fragment(selection.name.value));
          break;
      }
    }
    return tally;
  }

  /** Zero for unknown fragments (validation names them) and inside a cycle. */
  fragment(name: string): Readonly<Tally> {
    const known = this.#tallies.get(name);
    if (known !== undefined) return known;
    const definition = this.#fragments.get(name);
    if (definition === undefined) return nothing;
    if (this.#open.has(name)) {
      this.cyclicFragment = name;
      return nothing;
    }
    this.#open.add(name);
    this.#directives(definition.directives);
    const tally = this.#selectionSet(definition.selectionSet);
    this.#open.delete(name);
    this.#tallies.set(name, tally);
    return tally;
  }

  #directives(directives: readonly DirectiveNode[] | undefined): void {
    if (directives === undefined || directives.length < 2) return;
    const seen = new Set<string>();
    for (const { name } of directives) {
      if (seen.has(name.value)) this.repeatedDirective = name.value;
      seen.add(name.value);
    }
  }

  operation({ directives, variableDefinitions = [], selectionSet }: OperationDefinitionNode): Tally {
    this.#directives(directives);
    for (const variable of variableDefinitions) {
      this.#directives(variable.directives);
      this.#value(variable.defaultValue);
    }
    return this.#selectionSet(selectionSet);
  }

  #value(node: ValueNode | undefined): void {
    if (node !== undefined) this.inputDepth = Math.max(this.inputDepth, depthOfValue(node));
  }

  #field(field: FieldNode, tally: Tally): void {
    for (const { value } of field.arguments ?? []) this.#value(value);
    const below = field.selectionSet === undefined ? nothing : this.#selectionSet(field.selectionSet);
    tally.aliases += (field.alias === undefined ? 0 : 1) + below.aliases;
    // The standard introspection query is 15 levels deep, and graphql-js has a depth rule of its own for it.
    if (!field.name.value.startsWith("__")) tally.depth = Math.max(tally.depth, 1 + below.depth);
    if (field.name.value !== "__typename") tally.fields += 1;
  }
}

function countRepeated({ selections }: SelectionSetNode): number {
  const fields = selections.filter((selection) => selection.kind === Kind.FIELD);
  return fields.length - new Set(fields.map(({ alias, name }) => (alias ?? name).value)).size;
}

function add(tally: Tally, other: Readonly<Tally>): void {
  tally.aliases += other.aliases;
  tally.fields += other.fields;
  tally.depth = Math.max(tally.depth, other.depth);
}

/** Measures a parsed document in time linear to its size. */
export function measureDocument(document: DocumentNode): DocumentShape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const walk = new ShapeWalk(fragments);
  const worst = { aliases: 0, rootFields: 0, mutationFields: 0, depth: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const tally = walk.operation(definition);
    worst.aliases = Math.max(worst.aliases, tally.aliases);
    worst.depth = Math.max(worst.depth, tally.depth);
    const root = definition.operation === OperationTypeNode.MUTATION ? "mutationFields" : "rootFields";
    worst[root] = Math.max(worst[root], tally.fields);
  }
  // Unused fragments are validated as well, so they are measured as well.
  for (const name of fragments.keys()) walk.fragment(name);
  return {
    ...worst,
    tokens: document.tokenCount ?? 0,
    inlineFragments: walk.inlineFragments,
    fragments: document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length,
    repeatedFields: walk.repeatedFields,
    inputDepth: walk.inputDepth,
    repeatedDirective: walk.repeatedDirective,
    cyclicFragment: walk.cyclicFragment,
  };
}

/** Throws the refusal of the first limit that the document breaks. */
export function assertShapeWithin(shape: DocumentShape, limits: RequestLimits): void {
  if (shape.cyclicFragment !== null) {
    throw refusal("BAD_USER_INPUT", `The fragment "${shape.cyclicFragment}" spreads itself`);
  }
  if (shape.repeatedDirective !== null) {
    throw refusal("BAD_USER_INPUT", `The directive "@${shape.repeatedDirective}" is repeated on one node`);
  }
  assertWithin("tokens", shape.tokens, limits.tokens);
  assertWithin("fragment definitions", shape.fragments, limits.fragments);
  assertWithin("inline fragments", shape.inlineFragments, limits.inlineFragments);
  assertWithin("repeated fields", shape.repeatedFields, limits.repeatedFields);
  assertWithin("aliases", shape.aliases, limits.aliases);
  assertWithin("root fields", shape.rootFields, limits.rootFields);
  assertWithin("root fields in a mutation", shape.mutationFields, limits.mutationFields);
  assertWithin("levels of fields", shape.depth, limits.depth);
  assertWithin("levels of input", shape.inputDepth, limits.inputDepth);
}
