import type { IncomingHttpHeaders } from "node:http";

/** What is known of a request before its body was read. */
export interface RequestHead {
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turns, as they came: shows what `headers` has merged. */
  readonly rawHeaders: readonly string[];
  /** Address of the peer that connected; never read from a forwarding header. */
  readonly remoteAddress: string;
}

/** A header that came exactly once, or `null`: of two, checks along the way could have seen another one than we do. */
export function singleHeader({ headers, rawHeaders }: RequestHead, name: string): string | null {
  const value = headers[name];
  if (typeof value !== "string") return null;
  const times = rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
  return times === 1 ? value : null;
}
