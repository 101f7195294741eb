import { Kind } from "graphql";
import type { OperationDefinitionNode, ValueNode } from "graphql";
import type { RawVariables } from "./variables.js";

/** Reads the arguments that decide sizes, literal or through variables and their defaults, before coercion. */
export class ArgumentReader {
  /** Whether any size read so far came from a variable. */
  hasReadVariables = false;
  readonly #variables: RawVariables;
  readonly #defaults = new Map<string, ValueNode>();

  constructor(operation: OperationDefinitionNode, variables: RawVariables) {
    this.#variables = variables;
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      if (defaultValue !== undefined) this.#defaults.set(variable.name.value, defaultValue);
    }
  }

  /**
   * Undefined for null, for an absent value, and for what is no number: coercion refuses the last with a better
   * message than a limit could.
   */
  integer(node: ValueNode): number | undefined {
    if (node.kind === Kind.INT) return Number(node.value);
    if (node.kind !== Kind.VARIABLE) return undefined;
    const given = this.#valueOf(node.name.value);
    if (given !== undefined) return typeof given === "number" ? given : undefined;
    const fallback = this.#defaults.get(node.name.value);
    return fallback?.kind === Kind.INT ? Number(fallback.value) : undefined;
  }

  /** GraphQL takes a single value where a list is asked for as a list of one. */
  listLength(node: ValueNode): number {
    if (node.kind === Kind.LIST) return node.values.length;
    if (node.kind !== Kind.VARIABLE) return 1;
    const given = this.#valueOf(node.name.value);
    if (given !== undefined) return Array.isArray(given) ? given.length : 1;
    const fallback = this.#defaults.get(node.name.value);
    return fallback?.kind === Kind.LIST ? fallback.values.length : 1;
  }

  #valueOf(name: string): unknown {
    this.hasReadVariables = true;
    return Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined;
  }
}
