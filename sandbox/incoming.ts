import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export type JsonObject = Record<string, unknown>;

/** A request as it came, its body apart. */
export interface Incoming {
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export function toIncoming(request: IncomingMessage): Incoming {
  const [path = "/", search = ""] = (request.url ?? "/").split("?", 2);
  return {
    method: request.method ?? "GET",
    path,
    query: new URLSearchParams(search),
    headers: request.headers,
  };
}
