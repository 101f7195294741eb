import type { JsonObject } from "../incoming.js";
import type { ThrottleQuirks } from "../teamwork-site/throttle.js";

/** Where documents, clients and tool texts contradict each other, or nothing tells, a switch (contract section 7). */
export interface SpacesQuirks {
  /** `{users: [{user: {…}}]}`, `{users: [{…}]}` or `{user: [{…}]}`. */
  readonly users: "wrapped" | "plain" | "single";
  /** `{collaborators: […]}` or `{space: {collaborators: […]}}`. */
  readonly collaborators: "top" | "space";
  /** Whether that list is cut into pages like the others. */
  readonly collaboratorPages: "whole" | "paged";
  /** What of its collaborators a space's own row has. */
  readonly carried: "none" | "some" | "all";
  /** Under which name `meta` tells what a collaborator may do. */
  readonly access: "none" | "access" | "level" | "accessLevel";
  /** How included objects come, or what becomes of the parameter. */
  readonly included: "map" | "list" | "ignored" | "refused";
  readonly company: "LinkedCompany" | "company";
  /** What stands where no moment is. */
  readonly unset: "null" | "zero" | "missing";
  readonly ids: "number" | "text";
  readonly meta: "told" | "missing";
  /** The biggest page, whatever is asked for. */
  readonly pageSizeClamp: number;
  readonly emptyList: "empty" | "null";
  /** Without it every call is a 402. */
  readonly isEnabled: boolean;
  /** The form of an error: a list, or an object of fields where the query was wrong. */
  readonly validation: "object" | "list";
  /** Calls in a minute; documented are 150. No limit when `null`. */
  readonly perMinute: number | null;
  readonly reset: ThrottleQuirks["reset"];
}

export const defaultSpacesQuirks: SpacesQuirks = {
  users: "wrapped",
  collaborators: "top",
  collaboratorPages: "whole",
  carried: "none",
  access: "none",
  included: "map",
  company: "LinkedCompany",
  unset: "null",
  ids: "number",
  meta: "told",
  pageSizeClamp: 50,
  emptyList: "empty",
  isEnabled: true,
  validation: "object",
  perMinute: null,
  reset: "epoch",
};

type Check = (value: unknown) => boolean;

const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const isCount: Check = (value) => Number.isInteger(value) && Number(value) > 0;

const checks: Record<keyof SpacesQuirks, Check> = {
  users: oneOf("wrapped", "plain", "single"),
  collaborators: oneOf("top", "space"),
  collaboratorPages: oneOf("whole", "paged"),
  carried: oneOf("none", "some", "all"),
  access: oneOf("none", "access", "level", "accessLevel"),
  included: oneOf("map", "list", "ignored", "refused"),
  company: oneOf("LinkedCompany", "company"),
  unset: oneOf("null", "zero", "missing"),
  ids: oneOf("number", "text"),
  meta: oneOf("told", "missing"),
  pageSizeClamp: isCount,
  emptyList: oneOf("empty", "null"),
  isEnabled: oneOf(true, false),
  validation: oneOf("object", "list"),
  perMinute: (value) => value === null || isCount(value),
  reset: oneOf("epoch", "delta"),
};

/** Some quirks, from outside. Throws with words for the one who wrote them. */
export function parseSpacesQuirks(value: JsonObject): Partial<SpacesQuirks> {
  for (const [name, choice] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof SpacesQuirks] : undefined;
    if (!check) throw new Error(`${name} is none of ${Object.keys(checks).join(", ")}.`);
    if (!check(choice)) throw new Error(`${name} cannot be ${JSON.stringify(choice)}.`);
  }
  return value;
}
