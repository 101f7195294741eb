import { isWellFormed } from "./filter.js";

/** Longer ids are nobody's, and longer request lines are refused by servers. */
const maxLength = 1_024;

/**
 * Whether the id can be one segment of a path. SCIM's ids are opaque (RFC 7643 section 3.1), so nothing else is asked
 * of them: not empty, well-formed, no controls, and no `.` or `..` that a server could walk along.
 */
export function isResourceId(id: string): boolean {
  if (id === "" || id.length > maxLength || !isWellFormed(id) || /\p{Cc}/u.test(id)) return false;
  return unfold(id).every((text) => text.split(/[/\\]/u).every((part) => part !== "." && part !== ".."));
}

/** The id, and what a server may make of it that decodes once more than it should. */
function unfold(id: string): readonly string[] {
  try {
    return [id, decodeURIComponent(id)];
  } catch {
    return [id];
  }
}
