import type { Readable } from "node:stream";

/** A provider's body went over its cap; the connection is closed, the rest is never read. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** A body read to its end. */
interface Body {
  readonly text: string;
  readonly bytes: number;
}

/**
 * Reads a body to its end, counting while it arrives.
 * @throws BodyTooLarge when more than `maxBytes` come, whatever `content-length` promised; else what the stream throws.
 */
export async function readBody(body: Readable, maxBytes: number): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  const [first] = chunks;
  const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, bytes);
  return { text: withoutByteOrderMark(whole.toString("utf8")), bytes };
}

const excerptBytes = 16_384;
const excerptLength = 500;

/**
 * The first 500 characters of an error's body, for the redacted log. Short bodies are read to their end, which keeps
 * the connection; longer ones close it. Never throws: the status already tells what went wrong.
 */
export async function readExcerpt(body: Readable): Promise<string> {
  try {
    return toExcerpt((await readBody(body, excerptBytes)).text);
  } catch {
    return "";
  }
}

/** Cuts upstream text for the redacted log. */
export function toExcerpt(text: string): string {
  return text.slice(0, excerptLength);
}

/** Closes the connection of a body nobody will read. */
export function discard(body: Readable): void {
  body.on("error", ignore);
  body.destroy();
}

function ignore(): void {
  // A destroyed body reports that it was destroyed; nobody waits for it.
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
