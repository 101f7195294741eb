import type { JsonObject } from "../incoming.js";
import type { ThrottleQuirks } from "../teamwork-site/throttle.js";

/** What installations differ in, or the documents say differently. */
export interface DeskQuirks {
  /** Which of the two ways of telling a page there are (contract section 5). */
  readonly paging: "both" | "pagination" | "meta";
  /** Largest page: more is made so many, without a word. */
  readonly pageSizeClamp: number;
  /** Whether lists show archived and deleted agents when no state is asked for. */
  readonly lists: "active" | "all";
  /** Whether a row of an agent refers to its inboxes too. */
  readonly rowsReferToInboxes: boolean;
  /** Whether an inbox tells who works in it. */
  readonly inboxesTellAgents: boolean;
  /** Whether inboxes come with agents where that is asked for. */
  readonly includes: "asked" | "never";
  readonly perMinute: ThrottleQuirks["perMinute"];
  readonly throttleReset: ThrottleQuirks["reset"];
}

export const defaultQuirks: DeskQuirks = {
  paging: "both",
  pageSizeClamp: 100,
  lists: "active",
  rowsReferToInboxes: false,
  inboxesTellAgents: true,
  includes: "asked",
  perMinute: null,
  throttleReset: "epoch",
};

type Check = (value: unknown) => boolean;

const oneOf =
  (...allowed: unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const isPositive: Check = (value) => Number.isInteger(value) && Number(value) > 0;

const checks: Record<keyof DeskQuirks, Check> = {
  paging: oneOf("both", "pagination", "meta"),
  pageSizeClamp: isPositive,
  lists: oneOf("active", "all"),
  rowsReferToInboxes: oneOf(true, false),
  inboxesTellAgents: oneOf(true, false),
  includes: oneOf("asked", "never"),
  perMinute: (value) => value === null || isPositive(value),
  throttleReset: oneOf("epoch", "delta"),
};

/** Some quirks, from outside. Throws with words for the one who wrote them. */
export function parseQuirks(value: JsonObject): Partial<DeskQuirks> {
  for (const [name, choice] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name as keyof DeskQuirks] : undefined;
    if (!check) throw new Error(`${name} is none of ${Object.keys(checks).join(", ")}.`);
    if (!check(choice)) throw new Error(`${name} cannot be ${JSON.stringify(choice)}.`);
  }
  return value;
}
