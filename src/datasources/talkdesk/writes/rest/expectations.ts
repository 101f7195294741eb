import type { JsonObject, JsonValue } from "../../../../directory/directory-object.js";
import type { User } from "../../../../directory/user.js";
import { foldName, type Person } from "../../people.js";

/*
 * What will be seen once a call has taken effect. Plain JSON: another process may have to look for it.
 */

/** A get of the user shows this. */
interface UserExpectation {
  readonly kind: "user";
  readonly id: string;
  /** `null` where the state stays, or is not told. */
  readonly isActive: boolean | null;
  /** By the API's own names of its fields. */
  readonly shows: JsonObject;
}

/** A get of the user answers 404. */
interface GoneExpectation {
  readonly kind: "gone";
  readonly id: string;
}

/** Somebody has the address. */
interface InvitedExpectation {
  readonly kind: "invited";
  readonly email: string;
  /** What else a get will show, unless Talkdesk passes over it. Absent in what an earlier version wrote down. */
  readonly shows?: JsonObject;
}

export type Expectation = UserExpectation | GoneExpectation | InvitedExpectation;

/** As the plan carries it. */
export function toExpect(expectation: Expectation): JsonObject {
  return { ...expectation };
}

export function toExpectation(expect: JsonObject): Expectation {
  return expect as unknown as Expectation;
}

export function isAsExpected(person: Person, { isActive, shows }: UserExpectation): boolean {
  if (isActive !== null && isShownActive(person.user) !== isActive) return false;
  return Object.entries(shows).every(([field, value]) => isShownAs(person, field, value));
}

/** Whoever has not signed in yet is not disabled; `null` where the answer does not tell. */
function isShownActive({ state }: User): boolean | null {
  if (state === "UNKNOWN") return null;
  return state !== "DISABLED";
}

/** A role or a team, which a user's row mentions by id or by name (contract 3.5). */
export interface Mentioned {
  readonly id: string;
  readonly name: string;
}

/** Fields that come along with one another in the guide's answers and are in no other (contract 0). */
const richFields: ReadonlySet<string> = new Set(["role", "teams", "time_zone", "language"]);

/** What a get would show if it were as it was given, and does not. */
export function missingOf(person: Person, shows: JsonObject): readonly string[] {
  return Object.entries(shows)
    .filter(([field, value]) => tellsField(person, field) && !isShownAs(person, field, value))
    .map(([field]) => field);
}

/** Whether a get will show the field once it is set. */
export function tellsField(person: Person, field: string): boolean {
  return person.user.toRemote()[field] !== undefined || (person.isRich && richFields.has(field));
}

/** Whether the answer that the person was read from shows the field with this value. */
export function isShownAs(person: Person, field: string, value: JsonValue): boolean {
  if (field === "role") return isMentioned(person.roles, value as unknown as Mentioned);
  if (field === "teams") return areTeams(person, value as unknown as readonly Mentioned[]);
  if (field === "ring_groups") return areRingGroups(person, value as readonly string[]);
  return typeof value === "string" && toShown(person.user, field) === normalize(field, value);
}

function areTeams({ teams }: Person, wanted: readonly Mentioned[]): boolean {
  return teams?.length === wanted.length && wanted.every((team) => isMentioned(teams, team));
}

function areRingGroups({ ringGroups }: Person, wanted: readonly string[]): boolean {
  return ringGroups?.length === wanted.length && wanted.every((name) => ringGroups.includes(name));
}

function isMentioned(mentions: readonly string[] | null, { id, name }: Mentioned): boolean {
  return mentions?.some((one) => one === id || foldName(one) === foldName(name)) === true;
}

function toShown({ name, extension, timeZone, locale }: User, field: string): string | null {
  const shown = { name: name?.full ?? null, extension, time_zone: timeZone, language: locale }[field] ?? null;
  return shown === null ? null : normalize(field, shown);
}

/** A server may write zones and languages in their usual case. */
function normalize(field: string, value: string): string {
  const text = value.trim();
  return field === "time_zone" || field === "language" ? text.toLowerCase() : text;
}
