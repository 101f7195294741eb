import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer } from "./answer.js";

/**
 * Sends the start of the body and ends the connection. `right` had announced the whole length, `none` had
 * announced nothing (chunked, without its end), `short` announces just what is sent: the response is then
 * whole for HTTP and broken for JSON.
 */
export function cutShort(
  response: ServerResponse,
  answer: Answer,
  cut: { bytes: number; contentLength: "right" | "short" | "none" },
): void {
  const whole = answer.body;
  const start = whole.subarray(0, cut.bytes);
  if (cut.contentLength === "short") {
    response.writeHead(answer.status, { ...answer.headers, "Content-Length": start.length });
    response.end(start);
    return;
  }
  const announced = cut.contentLength === "right" ? { "Content-Length": whole.length } : {};
  response.writeHead(answer.status, { ...answer.headers, ...announced });
  response.write(start, () => response.destroy());
}

/** Valid JSON with white space behind it, so that only a cap on the bytes stops it, or the length it announced. */
export async function padTo(
  response: ServerResponse,
  answer: Answer,
  { bytes, announced = false }: { bytes: number; announced?: boolean },
): Promise<void> {
  const padding = Buffer.alloc(65_536, " ");
  const length = Math.max(bytes, answer.body.length);
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(announced ? { "Content-Length": length } : {}),
  });
  response.write(answer.body);
  for (let sent = answer.body.length; sent < length && !response.destroyed; sent += padding.length) {
    if (!response.write(padding.subarray(0, length - sent))) await drained(response);
  }
  response.end();
}

export async function drip(response: ServerResponse, answer: Answer, bytesPerSecond: number): Promise<void> {
  const whole = answer.body;
  const pauseMs = 50;
  const portion = Math.max(1, Math.floor((bytesPerSecond * pauseMs) / 1000));
  response.writeHead(answer.status, { ...answer.headers, "Content-Length": whole.length });
  for (let sent = 0; sent < whole.length && !response.destroyed; sent += portion) {
    response.write(whole.subarray(sent, sent + portion));
    await sleep((portion / bytesPerSecond) * 1000, undefined, { ref: false });
  }
  response.end();
}

/** A caller that leaves in the middle never drains. */
async function drained(response: ServerResponse): Promise<void> {
  const left = new AbortController();
  const { signal } = left;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]).catch(
    () => undefined,
  );
  left.abort();
}
