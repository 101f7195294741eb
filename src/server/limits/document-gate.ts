import { getOperationAST, GraphQLError, parse } from "graphql";
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from "graphql";
import { LRUCache } from "lru-cache";
import { assertCostWithin, predictCost } from "./request-cost.js";
import type { CostedSchema, RequestCost } from "./request-cost.js";
import { assertShapeWithin, measureDocument } from "./document-shape.js";
import type { DocumentShape } from "./document-shape.js";
import { readFieldCosts } from "./field-costs.js";
import { refusal } from "./refusal.js";
import type { RequestLimits } from "./request-limits.js";
import { assertVariablesWithin } from "./variables.js";
import type { RawVariables } from "./variables.js";

/** One GraphQL request, as far as limits look at it. */
interface GatedRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: RawVariables;
}

/** What passed the gate. */
interface PassedRequest {
  /** The operation to be run, or null where the document does not say which (execution refuses that). */
  readonly operation: OperationDefinitionNode | null;
  /** Its predicted cost; 0 without an operation. */
  readonly cost: number;
}

/** Throws a `GraphQLError` with HTTP status 400 when the request breaks a limit or does not parse. */
export type DocumentGate = (request: GatedRequest, limits: RequestLimits) => PassedRequest;

interface KnownDocument {
  readonly document: DocumentNode;
  readonly shape: DocumentShape;
  /** Predictions that no variable can change. */
  readonly costs: Map<OperationDefinitionNode, RequestCost>;
}

/**
 * The gate in front of validation, which hostile documents can make slow. It knows the last documents it let pass:
 * a repeated one costs a look-up, and a walk where its page sizes come from variables.
 */
export function createDocumentGate(schema: GraphQLSchema): DocumentGate {
  const costed = { schema, costs: readFieldCosts(schema) };
  const known = new LRUCache<string, KnownDocument>({
    max: 1_000,
    maxSize: 1_000_000,
    sizeCalculation: (_, source) => source.length + 100,
  });
  return ({ query, operationName, variables }, limits) => {
    const entry = known.get(query) ?? readDocument(query, limits);
    assertShapeWithin(entry.shape, limits);
    known.set(query, entry);
    assertVariablesWithin(variables, limits);
    const operation = getOperationAST(entry.document, operationName) ?? null;
    if (operation === null) return { operation, cost: 0 };
    const predicted = costOf(costed, entry, operation, variables);
    assertCostWithin(predicted, limits);
    return { operation, cost: predicted.cost };
  };
}

function readDocument(source: string, limits: RequestLimits): KnownDocument {
  const document = parseWithin(source, limits.tokens);
  return { document, shape: measureDocument(document), costs: new Map() };
}

function parseWithin(source: string, maxTokens: number): DocumentNode {
  try {
    return parse(source, { maxTokens, maxComments: maxTokens, noLocation: true });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw refusal("BAD_USER_INPUT", "The document cannot be parsed");
    if (error.message.endsWith("Parsing aborted.")) {
      throw refusal("LIMIT_EXCEEDED", `The request has more than ${maxTokens} tokens or comments`);
    }
    throw refusal("BAD_USER_INPUT", error.message, { source: error.source, positions: error.positions });
  }
}

function costOf(
  costed: CostedSchema,
  { document, costs }: KnownDocument,
  operation: OperationDefinitionNode,
  variables: RawVariables,
): RequestCost {
  const fixed = costs.get(operation);
  if (fixed !== undefined) return fixed;
  const predicted = predictCost(costed, document, operation, variables);
  if (!predicted.dependsOnVariables) costs.set(operation, predicted);
  return predicted;
}
