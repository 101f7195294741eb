import { ApolloServer, HeaderMap } from "@apollo/server";
import type { ApolloServerOptions, HTTPGraphQLRequest } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { Logger } from "pino";
import type { PointsLeft } from "../access/points.js";
import { explainPlugin, logIfBug, outcomePlugin } from "./apollo-plugins.js";
import type { Attendance, TracedContext } from "./apollo-plugins.js";
import { formatError, toClientError } from "./client-error.js";
import { toContextRefusal } from "./context-refusal.js";
import { createDocumentStore } from "./document-store.js";
import type { GraphqlAnswer, GraphqlCall, GraphqlServer, Outcome } from "./graphql-call.js";
import { createDocumentGate } from "./limits/document-gate.js";
import type { DocumentGate } from "./limits/document-gate.js";
import { defaultLimits } from "./limits/request-limits.js";
import type { RequestLimits } from "./limits/request-limits.js";
import { withoutSecrets } from "./safe-error.js";

export interface ApolloOptions<TContext extends TracedContext> {
  readonly schema: GraphQLSchema;
  /**
   * Called once per request, before its document is looked at. What it throws is answered with the status of its
   * code: 401 for `UNAUTHENTICATED`, and so on. Must return a plain object, because Apollo copies it.
   */
  readonly createContext: (call: GraphqlCall) => TContext | Promise<TContext>;
  /** Limits of this caller; `defaultLimits` without it. */
  readonly limitsOf?: (context: TContext) => RequestLimits;
  /** Takes the points of a request that passed its limits, and tells what is left. What it throws refuses it. */
  readonly charge?: (context: TContext, outcome: Outcome) => PointsLeft | null;
  /** Whether `__schema` and `__type` answer, and errors name the fields that were meant. */
  readonly introspection: boolean;
  readonly logger: Logger;
}

/** Starts Apollo Server over a schema. The way from a request to its execution is this file alone. */
export async function createApollo<TContext extends TracedContext>(
  options: ApolloOptions<TContext>,
): Promise<GraphqlServer> {
  const server = new ApolloServer<TContext>({
    ...settings,
    schema: options.schema,
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    documentStore: createDocumentStore(),
    logger: toApolloLogger(options.logger),
    plugins: [
      ...disabledPlugins(),
      outcomePlugin(({ http }) => (isAttended(http) ? http.attendance : undefined)),
      explainPlugin(),
    ],
  });
  await server.start();
  const gate = createDocumentGate(options.schema);

  async function answer(call: GraphqlCall, body: Readonly<Record<string, unknown>>): Promise<GraphqlAnswer> {
    const outcome: Outcome = { operationType: "none", operationName: null, cost: 0, codes: [], points: null };
    const httpGraphQLRequest: AttendedRequest = {
      method: "POST",
      headers: toHeaderMap(call.headers),
      search: "",
      body,
      attendance: { outcome, log: call.log },
    };
    const response = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest,
      context: () => enter(options, gate, { call, body, outcome }),
    });
    if (response.body.kind !== "complete") throw new Error("Incremental delivery is not offered");
    return { status: response.status ?? 200, headers: response.headers, body: response.body.string, outcome };
  }

  let stopped: Promise<void> | null = null;
  // A second `stop` beside the first never resolves in @apollo/server 5.5.1.
  return { answer, stop: () => (stopped ??= server.stop()) };
}

/** Apollo hands its plugins the request object it was given, and no other thread back to the request. */
interface AttendedRequest extends HTTPGraphQLRequest {
  readonly attendance: Attendance;
}

function isAttended(request: HTTPGraphQLRequest | undefined): request is AttendedRequest {
  return request !== undefined && "attendance" in request;
}

const settings = {
  csrfPrevention: true,
  allowBatchedHttpRequests: false,
  persistedQueries: false,
  includeStacktraceInErrorResponses: false,
  stopOnTerminationSignals: false,
  // Apollo would read NODE_ENV and be laxer outside production.
  nodeEnv: "production",
  validationOptions: { maxErrors: 1 },
  executionOptions: { maxCoercionErrors: 1 },
  formatError,
  stringifyResult: (result) => JSON.stringify(result),
} satisfies Partial<ApolloServerOptions<TracedContext>>;

/** Cache-control and inline tracing wrap every field; the others report to Apollo. */
function disabledPlugins(): ReturnType<typeof ApolloServerPluginCacheControlDisabled>[] {
  return [
    ApolloServerPluginCacheControlDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginLandingPageDisabled(),
    ApolloServerPluginSchemaReportingDisabled(),
    ApolloServerPluginUsageReportingDisabled(),
  ];
}

/** Who asks comes first, because limits are the caller's; then the document, before Apollo validates it. */
async function enter<TContext extends TracedContext>(
  { createContext, limitsOf, charge }: ApolloOptions<TContext>,
  gate: DocumentGate,
  request: { call: GraphqlCall; body: Readonly<Record<string, unknown>>; outcome: Outcome },
): Promise<TContext> {
  const { call, body, outcome } = request;
  try {
    const context = await createContext(call);
    checkDocument(gate, body, limitsOf?.(context) ?? defaultLimits, outcome);
    outcome.points = charge?.(context, outcome) ?? null;
    return context;
  } catch (error) {
    logIfBug(error, call.log);
    outcome.codes = [toClientError(error).code];
    throw toContextRefusal(error);
  }
}

function checkDocument(
  gate: DocumentGate,
  body: Readonly<Record<string, unknown>>,
  limits: RequestLimits,
  outcome: Outcome,
): void {
  const { query, operationName, variables } = body;
  // Apollo refuses the rest: no query, variables that are no object, an operation name that is no text.
  if (typeof query !== "string" || query === "") return;
  const { operation, cost } = gate(
    {
      query,
      operationName: typeof operationName === "string" ? operationName : null,
      variables: isRecord(variables) ? variables : {},
    },
    limits,
  );
  outcome.cost = cost;
  outcome.operationType = operation?.operation ?? "none";
  outcome.operationName = toLoggedName(operation?.name?.value);
}

function toLoggedName(name: string | undefined): string | null {
  return name !== undefined && /^\w{1,64}$/.test(name) ? name : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function toHeaderMap(headers: GraphqlCall["headers"]): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return map;
}

function toApolloLogger(logger: Logger): NonNullable<ApolloServerOptions<TracedContext>["logger"]> {
  const write = (level: "debug" | "info" | "warn" | "error") => (message: unknown) => {
    logger[level](withoutSecrets(String(message)));
  };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
