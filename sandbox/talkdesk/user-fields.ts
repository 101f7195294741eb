import type { JsonObject } from "../incoming.js";
import type { FieldError } from "./answer.js";
import type { TalkdeskState, UserChanges } from "./state.js";

interface ParsedFields {
  readonly changes: UserChanges;
  readonly errors: readonly FieldError[];
}

/** What a field's value comes to, or words that refuse it. */
type Parsed = UserChanges | string;

const fields: Readonly<Record<string, (value: unknown, state: TalkdeskState) => Parsed>> = {
  name: (value) => (isText(value) ? { name: value } : "must be a text"),
  email: (value) => (isAddress(value) ? { email: value } : "must be an e-mail address"),
  role: (value, state) => {
    const role = typeof value === "string" ? state.findRole(value) : undefined;
    return role ? { roleIds: [role.id] } : "is not a role of this account";
  },
  status: (value) =>
    value === "active" || value === "inactive" ? { state: value } : "must be active or inactive",
  extension: (value) => {
    const isOne = value === null || isText(value) || typeof value === "number";
    return isOne ? { extension: value } : "must be a text";
  },
  teams: (value, state) => {
    const teamIds = textsOf(value);
    const areTeams = teamIds?.every((id) => state.teamById(id) !== undefined);
    return teamIds && areTeams ? { teamIds } : "must be a list of teams of this account";
  },
  ring_groups: (value, state) => {
    const ringGroups = textsOf(value);
    const areGroups = ringGroups?.every((name) => state.ringGroups.some((group) => group.name === name));
    return ringGroups && areGroups ? { ringGroups } : "must be a list of ring groups of this account";
  },
  time_zone: (value) => (value === null || isText(value) ? { timeZone: value } : "must be a text"),
  language: (value) => (value === null || isText(value) ? { language: value } : "must be a text"),
};

/** Fields that nobody knows, or nobody may set, are passed over. Lists are taken whole. */
export function parseUserFields(state: TalkdeskState, body: JsonObject): ParsedFields {
  const errors: FieldError[] = [];
  let changes: UserChanges = {};
  for (const [name, parse] of Object.entries(fields)) {
    if (body[name] === undefined) continue;
    const parsed = parse(body[name], state);
    if (typeof parsed === "string") errors.push({ name, description: parsed });
    else changes = { ...changes, ...parsed };
  }
  return { changes, errors };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(value);
}

/** null clears a list, as it clears a text. */
function textsOf(value: unknown): string[] | undefined {
  if (value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const texts = value.filter((one): one is string => typeof one === "string");
  return texts.length === value.length ? [...new Set(texts)] : undefined;
}
