import { Kind } from "graphql";
import type { ValueNode } from "graphql";

/** How deeply lists and objects are nested in a literal: 0 for a scalar. The token limit bounds the recursion. */
export function depthOfValue(node: ValueNode): number {
  if (node.kind === Kind.LIST) return 1 + deepest(node.values);
  if (node.kind === Kind.OBJECT) return 1 + deepest(node.fields.map(({ value }) => value));
  return 0;
}

function deepest(values: readonly ValueNode[]): number {
  let depth = 0;
  for (const value of values) depth = Math.max(depth, depthOfValue(value));
  return depth;
}
