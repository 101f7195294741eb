import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { DirectoryError, type ErrorCode } from "../directory/errors.js";
import { factsOf, toClientError } from "./client-error.js";
import { toErrorBody } from "./error-body.js";
import { toRefusalHead } from "./error-status.js";

/** A refusal of HTTP's own: wrong type, wrong method, not acceptable. Its message is shown to the client. */
export class HttpRefusal extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.name = "HttpRefusal";
    this.statusCode = statusCode;
  }
}

const codes: Readonly<Record<number, ErrorCode>> = {
  404: "NOT_FOUND",
  413: "LIMIT_EXCEEDED",
  414: "LIMIT_EXCEEDED",
  431: "LIMIT_EXCEEDED",
  503: "OVERLOADED",
};

function codeOf(status: number): ErrorCode {
  return codes[status] ?? (status < 500 ? "BAD_USER_INPUT" : "INTERNAL");
}

/** Gives every refusal of Fastify and of routes the shape of a GraphQL error. */
export function registerErrorAnswers(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler((error: FastifyError | HttpRefusal | DirectoryError, request, reply) => {
    if (error instanceof DirectoryError) {
      const log = logger.child({ requestId: request.id });
      return answerRefusal(error, reply, log);
    }
    const status = error.statusCode ?? 500;
    // Fastify's own 4xx messages name no data; anything else may.
    const isRefusal = status >= 400 && status < 500;
    if (!isRefusal) logger.error({ err: error, requestId: request.id }, "request failed");
    return reply
      .code(isRefusal ? status : 500)
      .send(
        toErrorBody(isRefusal ? codeOf(status) : "INTERNAL", isRefusal ? error.message : "Internal error"),
      );
  });
  app.setNotFoundHandler((request, reply) => {
    if (pathOf(request) !== "/graphql")
      return reply.code(404).send(toErrorBody("NOT_FOUND", "No such route"));
    return answerWrongMethod(reply);
  });
}

export function answerWrongMethod(reply: FastifyReply): FastifyReply {
  return reply
    .code(405)
    .header("allow", "POST")
    .send(toErrorBody("BAD_USER_INPUT", "GraphQL is served to POST only"));
}

/** What stopped a request at the door: its token, its proof, its points. */
function answerRefusal(error: DirectoryError, reply: FastifyReply, log: Logger): FastifyReply {
  const { message, code } = toClientError(error);
  const { status, headers } = toRefusalHead(code, error);
  // Not the caller's fault, so an operator should hear of it. Of overload the metrics tell: a stack each would add to it.
  if (status >= 500 && code !== "OVERLOADED") log.error({ err: error }, "request refused");
  return reply
    .code(status)
    .headers(headers)
    .send(toErrorBody(code, message, factsOf(error)));
}

/** For URLs that Fastify's router cannot read; no route and no hook is reached then. */
export function answerFrameworkError(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = error.statusCode ?? 400;
  void reply.code(status).send(toErrorBody(codeOf(status), "The URL cannot be read"));
}

/** The path without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split("?", 1)[0] ?? "";
}

const connectionStatuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers bytes that are no HTTP, heads that are too large and senders that are too slow, and hangs up. */
export function answerClientError(error: ConnectionError, socket: Socket): void {
  if (socket.destroyed || error.code === "ECONNRESET") return;
  if (socket.writable) {
    const status = connectionStatuses[error.code] ?? 400;
    const reason = STATUS_CODES[status] ?? "Bad Request";
    const body = JSON.stringify(toErrorBody(codeOf(status), reason));
    socket.write(
      `HTTP/1.1 ${status} ${reason}\r\nconnection: close\r\ncache-control: private, no-store\r\n` +
        `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }
  socket.destroy(error);
}
