import type { JsonObject } from "../incoming.js";

/** Where documents and guide contradict each other, or the server's habits are unknown, a switch. */
export interface TalkdeskQuirks {
  /** Paging and rows of `GET /users`: the guide's, HAL, or whichever the query asks for. */
  readonly dialect: "both" | "jsonapi" | "hal";
  /** The biggest page, whatever is asked for. */
  readonly pageSizeClamp: number;
  /** How a state is shown: as the dialect has it, or always so. Only `upper` knows PENDING. */
  readonly status: "asDialect" | "text" | "boolean" | "upper" | "missing";
  readonly emailFilter: "exact" | "caseSensitive" | "partial" | "ignored";
  /** By name, a newcomer shifts everybody behind to a later place. */
  readonly order: "created" | "name";
  readonly listShows: "minimal" | "full";
  readonly getShows: "full" | "minimal";
  /** Whether SCIM's lists carry roles and teams, as its gets do. */
  readonly scimLists: "minimal" | "full";
  readonly roleShows: "name" | "id";
  /** Host of HAL's links: the one that the documents' examples have, or this server. */
  readonly linkHost: "foreign" | "own";
  /** `_links.next` on the last page of HAL. */
  readonly lastNext: "absent" | "withoutHref";
  readonly roles: "whole" | "paged" | "absent";
  readonly teams: "whole" | "paged" | "absent";
  readonly ringGroups: "present" | "absent";
  readonly queues: "present" | "absent";
  /** The public API has no writes of users; then 404 or 405. */
  readonly writes: "present" | "absent404" | "absent405";
  readonly createStatus: 200 | 201;
  readonly duplicateStatus: 409 | 422 | 400;
  readonly deletion: "erases" | "deactivates";
  /** How many users may be active at once. SCIM leaves those inactive who come after; REST does not look. */
  readonly licences: number | null;
  /** Requests in any second on the REST surface, tokens apart; more are a 429. */
  readonly restPerSecond: number | null;
  /** Whether that 429 has a Retry-After. */
  readonly tellsRetryAfter: boolean;
  readonly grantedScopes: readonly string[];
  readonly tokenShowsScope: boolean;
  readonly tokenLifeSeconds: number;
  readonly expiresIn: "number" | "text" | "missing";
}

export const defaultQuirks: TalkdeskQuirks = {
  dialect: "both",
  pageSizeClamp: 100,
  status: "asDialect",
  emailFilter: "exact",
  order: "created",
  listShows: "minimal",
  getShows: "full",
  scimLists: "minimal",
  roleShows: "name",
  linkHost: "foreign",
  lastNext: "absent",
  roles: "whole",
  teams: "whole",
  ringGroups: "present",
  queues: "present",
  writes: "present",
  createStatus: 201,
  duplicateStatus: 409,
  deletion: "erases",
  licences: null,
  restPerSecond: null,
  tellsRetryAfter: true,
  grantedScopes: ["users:read", "users:write", "users:delete", "roles:read", "user-ring-groups:read"],
  tokenShowsScope: false,
  tokenLifeSeconds: 3600,
  expiresIn: "number",
};

type Check = (value: unknown) => boolean;

const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const isPositive: Check = (value) => typeof value === "number" && value > 0;
const isPositiveOrNull: Check = (value) => value === null || isPositive(value);
const isBoolean = oneOf(true, false);

const checks: Record<keyof TalkdeskQuirks, Check> = {
  dialect: oneOf("both", "jsonapi", "hal"),
  pageSizeClamp: (value) => isPositive(value) && Number.isInteger(value),
  status: oneOf("asDialect", "text", "boolean", "upper", "missing"),
  emailFilter: oneOf("exact", "caseSensitive", "partial", "ignored"),
  order: oneOf("created", "name"),
  listShows: oneOf("minimal", "full"),
  getShows: oneOf("full", "minimal"),
  scimLists: oneOf("minimal", "full"),
  roleShows: oneOf("name", "id"),
  linkHost: oneOf("foreign", "own"),
  lastNext: oneOf("absent", "withoutHref"),
  roles: oneOf("whole", "paged", "absent"),
  teams: oneOf("whole", "paged", "absent"),
  ringGroups: oneOf("present", "absent"),
  queues: oneOf("present", "absent"),
  writes: oneOf("present", "absent404", "absent405"),
  createStatus: oneOf(200, 201),
  duplicateStatus: oneOf(409, 422, 400),
  deletion: oneOf("erases", "deactivates"),
  licences: isPositiveOrNull,
  restPerSecond: isPositiveOrNull,
  tellsRetryAfter: isBoolean,
  grantedScopes: (value) => Array.isArray(value) && value.every((scope) => typeof scope === "string"),
  tokenShowsScope: isBoolean,
  tokenLifeSeconds: isPositive,
  expiresIn: oneOf("number", "text", "missing"),
};

/** Some quirks, from outside. Throws with words for the one who wrote them. */
export function parseQuirks(value: JsonObject): Partial<TalkdeskQuirks> {
  for (const [name, choice] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof TalkdeskQuirks] : undefined;
    if (!check) throw new Error(`${name} is none of ${Object.keys(checks).join(", ")}.`);
    if (!check(choice)) throw new Error(`${name} cannot be ${JSON.stringify(choice)}.`);
  }
  return value;
}
