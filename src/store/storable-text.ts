import { OperationNodeTransformer } from "kysely";
import type { KyselyPlugin, PrimitiveValueListNode, RootOperationNode, ValueNode } from "kysely";
import { toStorableText } from "./columns.js";

const toStorable = (value: unknown): unknown => (typeof value === "string" ? toStorableText(value) : value);

class StorableValues extends OperationNodeTransformer {
  protected override transformValue(node: ValueNode): ValueNode {
    return { ...node, value: toStorable(node.value) };
  }

  protected override transformPrimitiveValueList(node: PrimitiveValueListNode): PrimitiveValueListNode {
    return { ...node, values: node.values.map(toStorable) };
  }
}

/** Makes every text of every statement one that can be stored, those that are only compared with included. */
export function createStorableText(): KyselyPlugin {
  const transformer = new StorableValues();
  return {
    transformQuery: ({ node, queryId }): RootOperationNode => transformer.transformNode(node, queryId),
    transformResult: ({ result }) => Promise.resolve(result),
  };
}
