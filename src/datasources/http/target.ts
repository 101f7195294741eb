import { DirectoryError } from "../../directory/errors.js";
import type { Call } from "./call.js";

// RFC 3986 section 3.3: pchar and "/". Everything else (space, quotes, backslash, controls, non-ASCII) comes encoded or not at all.
const pathCharacters = /^[\w\-.~!$&'()*+,;=:@%/]*$/;

/** Where an account's calls go. */
export interface Base {
  readonly account: string;
  /** The base URL's path without a slash at its end, as `toBasePath` makes it. */
  readonly basePath: string;
}

/**
 * The request target of a call: the base URL's path, the call's path, the query.
 * @throws DirectoryError BAD_USER_INPUT when the path would leave the base path or change its number of segments; the
 * ids in it come from clients.
 */
export function toTarget({ account, basePath }: Base, call: Pick<Call, "path" | "query">): string {
  const path = call.path.startsWith("/") ? call.path.slice(1) : call.path;
  if (!isInside(path)) {
    throw new DirectoryError("BAD_USER_INPUT", "An id cannot be part of a provider's path", { account });
  }
  const whole = path === "" ? basePath : `${basePath}/${path}`;
  const query = call.query === undefined ? "" : toQuery(account, call.query);
  return (whole === "" ? "/" : whole) + query;
}

/** The base URL's path without its last slash, so that a call's path can follow it. */
export function toBasePath(baseUrl: URL): string {
  return baseUrl.pathname.replace(/\/$/, "");
}

function isInside(path: string): boolean {
  if (!pathCharacters.test(path) || path.startsWith("/") || path.includes("//")) return false;
  return !(path.includes(".") || path.includes("%")) || path.split("/").every(isPlainSegment);
}

/**
 * Looks at the segment as a lenient server might: decoded, and cut at the slashes that were encoded in it. An encoded
 * slash alone is fine, an id may hold one.
 */
function isPlainSegment(segment: string): boolean {
  const decoded = decode(segment);
  if (decoded === null || hasControls(decoded)) return false;
  return decoded.split(/[/\\]/).every((part) => part !== "." && part !== "..");
}

function decode(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

function hasControls(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

function toQuery(account: string, query: NonNullable<Call["query"]>): string {
  let text = "";
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === "string" ? [value] : value) {
      text += `${text === "" ? "?" : "&"}${encode(account, name)}=${encode(account, one)}`;
    }
  }
  return text;
}

function encode(account: string, text: string): string {
  try {
    return encodeURIComponent(text);
  } catch (cause) {
    throw new DirectoryError("BAD_USER_INPUT", "A value is not well-formed Unicode", { account, cause });
  }
}
