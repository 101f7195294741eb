import type { JsonObject } from "../incoming.js";
import { lax, strict, type ScimQuirks } from "./quirks.js";

type Check = (value: unknown) => boolean;

const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const isBoolean = oneOf(true, false);
const isCountOrNull: Check = (value) => value === null || (Number.isInteger(value) && Number(value) > 0);

const checks: Record<keyof ScimQuirks, Check> = {
  filters: oneOf("rfc", "eq", "none", "ignored"),
  userNameCase: oneOf("exact", "folded"),
  paging: oneOf("honoured", "ignored"),
  pageSizeClamp: isCountOrNull,
  repeatsPastTheEnd: isBoolean,
  repeatsPages: isBoolean,
  itemsPerPage: oneOf("returned", "requested"),
  total: oneOf("told", "missing"),
  keys: oneOf("canonical", "lower"),
  emptyFilter: oneOf(200, 404),
  groups: oneOf("present", "absent404", "absent501"),
  groupGet: oneOf("present", "absent"),
  usersCarryGroups: isBoolean,
  excludedAttributes: oneOf("honoured", "ignored"),
  active: oneOf("boolean", "text", "missing"),
  errorStatus: oneOf("text", "number"),
  resourceTypes: oneOf("present", "absent"),
  authenticationSchemes: oneOf("present", "missing"),
  schemas: oneOf("shown", "missing"),
  nullsForAbsent: isBoolean,
  order: oneOf("created", "userName", "unstable"),
  sorting: oneOf("none", "rfc", "upperCase"),
  contentType: oneOf("application/scim+json", "application/json", "text/json"),
  character: oneOf("lax", "strict"),
  patchValues: oneOf("any", "textOrObject"),
  patchPaths: oneOf("any", "needed", "refused", "attributes"),
  patch: oneOf("present", "absent501", "absent405", "absentBare404"),
  patchReplies: oneOf("body", "empty"),
  createReplies: oneOf("body", "id", "empty"),
  removesAbsent: oneOf("passedOver", "noTarget"),
  licences: isCountOrNull,
  takesWhenInactive: oneOf("nothing", "rolesAndGroups"),
  perSecond: isCountOrNull,
  tellsRetryAfter: isBoolean,
  authScheme: oneOf("Bearer", "none"),
};

/** Some quirks, from outside; `preset` sets all of them first. Throws with words for the one who wrote them. */
export function parseScimQuirks(value: JsonObject): Partial<ScimQuirks> {
  const { preset, ...some } = value;
  for (const [name, choice] of Object.entries(some)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof ScimQuirks] : undefined;
    if (!check) throw new Error(`${name} is none of ${Object.keys(checks).join(", ")}.`);
    if (!check(choice)) throw new Error(`${name} cannot be ${JSON.stringify(choice)}.`);
  }
  if (preset === undefined) return some;
  if (preset !== "lax" && preset !== "strict") throw new Error("preset is lax or strict.");
  return { ...(preset === "lax" ? lax : strict), ...some };
}
