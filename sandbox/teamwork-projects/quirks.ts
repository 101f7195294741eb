import type { JsonObject } from "../incoming.js";
import type { ThrottleQuirks } from "../teamwork-site/throttle.js";

/** What installations differ in, or the documents say differently. */
export interface ProjectsQuirks {
  /** Whose credential it is: it decides who and what is shown. */
  readonly credentialRank: "owner" | "administrator" | "standard" | "client";
  /** What v1 and v3 call an archived project (contract section 2.5). */
  readonly archivedWord: "archived" | "inactive";
  /** Largest page, whatever is asked for; `null` for the documented one. */
  readonly pageSizeClamp: number | null;
  /** Rows that a list gives at most, however long it is (contract section 1.3); `null` for all. */
  readonly recordCap: number | null;
  /** What v3's `count` is: with `lowerBound` as if counts were skipped. */
  readonly counts: "exact" | "lowerBound";
  /** What stands in a team's member beside its id. */
  readonly teamMembers: "type" | "name";
  /** Whether v1 and v2 tell of pages in headers. */
  readonly pageHeaders: "present" | "absent";
  /** Whether v2 lists service accounts; no document says. */
  readonly serviceAccountsInV2: boolean;
  /** Whether the plan has job roles; `byHeader` for those alone who say that they know them (contract section 2.5). */
  readonly jobRoles: "present" | "byHeader" | "forbidden";
  /** How v1 refuses the list of deleted people. */
  readonly binRefusal: 403 | 422;
  readonly perMinute: ThrottleQuirks["perMinute"];
  readonly throttleStatus: ThrottleQuirks["status"];
  readonly throttleReset: ThrottleQuirks["reset"];
}

export const defaultQuirks: ProjectsQuirks = {
  credentialRank: "owner",
  archivedWord: "archived",
  pageSizeClamp: null,
  recordCap: 50_000,
  counts: "exact",
  teamMembers: "type",
  pageHeaders: "present",
  serviceAccountsInV2: false,
  jobRoles: "present",
  binRefusal: 403,
  perMinute: null,
  throttleStatus: 429,
  throttleReset: "delta",
};

type Check = (value: unknown) => boolean;

const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const isPositiveOrNull: Check = (value) => value === null || (Number.isInteger(value) && Number(value) > 0);

const checks: Record<keyof ProjectsQuirks, Check> = {
  credentialRank: oneOf("owner", "administrator", "standard", "client"),
  archivedWord: oneOf("archived", "inactive"),
  pageSizeClamp: isPositiveOrNull,
  recordCap: isPositiveOrNull,
  counts: oneOf("exact", "lowerBound"),
  teamMembers: oneOf("type", "name"),
  pageHeaders: oneOf("present", "absent"),
  serviceAccountsInV2: oneOf(true, false),
  jobRoles: oneOf("present", "byHeader", "forbidden"),
  binRefusal: oneOf(403, 422),
  perMinute: isPositiveOrNull,
  throttleStatus: oneOf(429, 400),
  throttleReset: oneOf("epoch", "delta"),
};

/** Some quirks, from outside. Throws with words for the one who wrote them. */
export function parseQuirks(value: JsonObject): Partial<ProjectsQuirks> {
  for (const [name, choice] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof ProjectsQuirks] : undefined;
    if (!check) throw new Error(`${name} is none of ${Object.keys(checks).join(", ")}.`);
    if (!check(choice)) throw new Error(`${name} cannot be ${JSON.stringify(choice)}.`);
  }
  return value;
}
