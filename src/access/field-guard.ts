import { DirectoryError } from "../directory/errors.js";
import type { FieldRule } from "./field-rules.js";
import type { Viewer } from "./viewer.js";

/** @throws DirectoryError FORBIDDEN naming the scope that is missing */
export function assertMay(viewer: Viewer, rule: FieldRule): void {
  if (!isMet(viewer, rule)) throw new DirectoryError("FORBIDDEN", toReason(rule));
}

/** Whether the viewer has what a rule asks for. */
export function isMet(viewer: Viewer, rule: FieldRule): boolean {
  if (rule === "anybody") return true;
  return rule === "schema" ? viewer.canReadSchema : viewer.scopes.has(rule);
}

/** What a viewer lacks who does not meet the rule. */
export function toReason(rule: FieldRule): string {
  return rule === "schema" ? "The SDL is shown to the router" : `The scope ${rule} is needed`;
}
