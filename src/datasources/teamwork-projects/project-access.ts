import { toCamelCase } from "./dialects.js";
import type { ProjectPersonRow } from "./rows.js";

/** What stands out among the three dozen things that a person may or may not do in a project, in Teamwork's words. */
const telling = ["projectAdministrator", "isObserving"];

/** The first of those that the person has, else `member`; `null` where nothing is told. */
export function toAccess({ permissions }: ProjectPersonRow): string | null {
  if (permissions == null) return null;
  const held = Object.entries(permissions).filter(([, isGiven]) => isGiven === true || isGiven === "1");
  const names = new Set(held.map(([name]) => toCamelCase(name)));
  return telling.find((name) => names.has(name)) ?? "member";
}
