import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { DirectoryError } from "../directory/errors.js";
import type { Admission } from "./admission.js";
import type { FairTurns } from "./fair-turns.js";
import type { GraphqlAnswer, GraphqlServer, Outcome } from "./graphql-call.js";
import { answerWrongMethod, HttpRefusal, pathOf } from "./http-errors.js";
import { assertRequestObject, refuseForeignTypes, registerJsonParser } from "./json-body.js";
import type { ServerMetrics } from "./metrics.js";
import { startLifetime } from "./request-lifetime.js";

export interface GraphqlRouteOptions {
  readonly graphql: GraphqlServer;
  readonly logger: Logger;
  readonly deadlineMs: number;
  readonly metrics: ServerMetrics;
  readonly admission: Admission;
  readonly turns: FairTurns;
}

/** Serves `POST /graphql`; other methods find no route, which answers 405. */
export function registerGraphqlRoute(app: FastifyInstance, options: GraphqlRouteOptions): void {
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    if (pathOf(request) === "/graphql") reply.header("cache-control", "private, no-store");
  });
  void app.register(async (scope) => {
    const record = recordRequests(scope, options);
    const { admission } = options;
    registerJsonParser(scope, admission.admitBody);
    scope.addHook("onError", async (request, _reply, error) => {
      if (error instanceof DirectoryError) record(request, { ...nothingDone, codes: [error.code] });
      return Promise.resolve();
    });
    // A stranger is not even told that GraphQL is served to POST only.
    scope.get("/graphql", { onRequest: [admission.admitHead] }, async (request, reply) => {
      admission.admitBody(request, new Uint8Array());
      return answerWrongMethod(reply);
    });
    scope.post(
      "/graphql",
      { onRequest: [admission.admitHead, refuseForeignTypes, refuseForeignAccepts] },
      async (request, reply) => {
        const answer = await answerRequest(request, reply, options);
        record(request, answer.outcome);
        void reply.headers(toPointHeaders(answer.outcome));
        for (const [name, value] of answer.headers) {
          if (name !== "cache-control") reply.header(name, value);
        }
        // As bytes: a text would be encoded twice, to be measured and to be sent.
        return reply.code(answer.status).send(Buffer.from(answer.body, "utf8"));
      },
    );
    return Promise.resolve();
  });
}

async function answerRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  { graphql, logger, deadlineMs, admission, turns }: GraphqlRouteOptions,
): Promise<GraphqlAnswer> {
  assertRequestObject(request.body);
  const viewer = admission.viewerOf(request);
  const { signal, deadline, end } = startLifetime(reply.raw, deadlineMs);
  const call = {
    requestId: request.id,
    viewer,
    headers: request.headers,
    remoteAddress: request.ip,
    signal,
    deadline,
    log: logger.child({ requestId: request.id }),
  };
  try {
    await turns.turnOf(viewer.tenant, signal);
    return await graphql.answer(call, request.body);
  } finally {
    end();
  }
}

const nothingDone: Outcome = { operationType: "none", operationName: null, cost: 0, codes: [], points: null };

function toLogged({ operationType, operationName, codes }: Outcome): object {
  return { operationType, operationName, codes };
}

/** As GitHub tells them: what a minute has, what is left of it, and when it ends (seconds since 1970). */
function toPointHeaders({ points }: Outcome): Record<string, string> {
  if (points === null) return {};
  return {
    "x-ratelimit-limit": String(points.limit),
    "x-ratelimit-remaining": String(points.remaining),
    "x-ratelimit-reset": String(Math.ceil((Date.now() + points.resetMs) / 1_000)),
  };
}

/** Apollo looks at `accept` only after the operation ran, when a mutation has had its effect. */
async function refuseForeignAccepts({ headers: { accept } }: FastifyRequest): Promise<void> {
  if (accept !== undefined && !/\*\/\*|application\/(?:\*|json|graphql-response\+json)/i.test(accept)) {
    throw new HttpRefusal(406, "Answers are application/json or application/graphql-response+json");
  }
  return Promise.resolve();
}

/** Counts and logs each request of the scope once, also those refused before or cut off in between. */
function recordRequests(
  scope: FastifyInstance,
  { metrics, logger }: GraphqlRouteOptions,
): (request: FastifyRequest, outcome: Outcome) => void {
  scope.decorateRequest("outcome", null);
  scope.addHook("onRequest", async () => {
    metrics.begin();
    return Promise.resolve();
  });
  scope.addHook("onResponse", async (request, reply) => {
    const outcome = request.getDecorator<Outcome | null>("outcome") ?? nothingDone;
    const ms = reply.elapsedTime;
    metrics.end({ outcome, httpStatus: reply.statusCode, seconds: ms / 1_000 });
    const isAnswered = reply.raw.writableFinished;
    logger.info(
      {
        requestId: request.id,
        status: reply.statusCode,
        ms: Math.round(ms),
        ...toLogged(outcome),
        isAnswered,
      },
      "request",
    );
    return Promise.resolve();
  });
  return (request, outcome) => {
    request.setDecorator<Outcome>("outcome", outcome);
  };
}
