import type { JsonObject } from "../../../../directory/directory-object.js";
import type { Reading } from "../../../../directory/reading.js";
import type { Privilege } from "../../../../directory/role.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import type { NamedRef, PlannedCall, UserFields } from "../../../../directory/writing.js";
import type { PatchOperation } from "../../../scim-client/patch-op.js";
import { patching, tellsState } from "../../../scim-client/writes/user-calls.js";
import { foldName, toName, type Person } from "../../people.js";
import { talkdeskUrn } from "../../scim-rows.js";
import { toScimPerson, type ScimRow } from "../../scim-surface.js";
import { chooseRole, chooseTeams } from "../choices.js";
import type { ScimWriteParts, Subject } from "./parts.js";

/** What is to be said of a User. Absent stays as it is. */
export interface Wanted {
  readonly name?: { readonly given: string; readonly family: string };
  /** By name, all of them. */
  readonly roles?: readonly string[];
  readonly teams?: readonly string[];
}

/** What was asked for, and the privilege that it gives. */
export interface Asked {
  readonly wanted: Wanted;
  readonly grants: Privilege | null;
}

/** Fields that Talkdesk takes over REST, and that SCIM's users do not have (contract 4.1). */
const restFields = ["extension", "timeZone", "locale"] as const;

/**
 * The input in SCIM's words: roles and teams by the names that the account has now.
 * @throws WriteRefused
 */
export async function toAsked(parts: ScimWriteParts, reading: Reading, input: UserFields): Promise<Asked> {
  const foreign = restFields.find((field) => input[field] !== undefined);
  if (foreign !== undefined) {
    throw new WriteRefused("FIELD_UNSUPPORTED", `Talkdesk does not take \`${foreign}\` over SCIM`, {
      field: ["input", foreign],
    });
  }
  const [role, teams] = await Promise.all([
    input.role === undefined ? null : toRoleName(parts, reading, input.role),
    input.teams === undefined ? null : chooseTeams(parts, reading, input.teams),
  ]);
  const name = toParts(input.name);
  const wanted = {
    ...(name === null ? {} : { name }),
    ...(role === null ? {} : { roles: [assertListable(role.name, "role")] }),
    ...(teams === null ? {} : { teams: teams.map((team) => assertListable(team.name, "teams")) }),
  };
  return { wanted, grants: role?.privilege ?? null };
}

/** SCIM alone lists no roles: then it is one that the account's settings name. */
async function toRoleName(
  parts: ScimWriteParts,
  reading: Reading,
  asked: NamedRef,
): Promise<{ readonly name: string; readonly privilege: Privilege }> {
  if ((await parts.book.list(reading)) !== null || "ref" in asked) return chooseRole(parts, reading, asked);
  const known = Object.entries(parts.rolePrivileges).find(
    ([name]) => foldName(name) === foldName(asked.name),
  );
  if (known === undefined) return chooseRole(parts, reading, asked);
  const [name, privilege] = known;
  return { name, privilege };
}

/** Names stand between semicolons (contract 4.1). */
function assertListable(name: string, field: string): string {
  if (!name.includes(";")) return name;
  throw new WriteRefused("INVALID", "A name with a semicolon cannot be written over SCIM", {
    field: ["input", field],
  });
}

/** SCIM needs both parts (contract 4.1); a whole name is cut where the read side cuts it. */
function toParts(name: UserFields["name"]): NonNullable<Wanted["name"]> | null {
  if (name === undefined || Object.keys(name).length === 0) return null;
  const whole = toName(name.full);
  const parts = { given: trimmed(name.given, whole?.given), family: trimmed(name.family, whole?.family) };
  if (parts.given !== "" && parts.family !== "") return parts;
  throw new WriteRefused("INVALID", "Talkdesk needs a given and a family name over SCIM", {
    field: ["input", "name"],
  });
}

/** The part that is given, else that of the whole. */
function trimmed(part: string | null | undefined, ofWhole: string | null | undefined): string {
  return (part ?? ofWhole ?? "").trim();
}

/** What of it is not so yet. */
export function toChange({ row, person }: Pick<Subject, "row" | "person">, wanted: Wanted): Wanted {
  const shown = toShown(row);
  const { name, roles, teams } = wanted;
  const isOther = name !== undefined && (shown.given !== name.given || shown.family !== name.family);
  return {
    ...(isOther ? { name } : {}),
    ...(roles === undefined || areSame(person.roles, roles) ? {} : { roles }),
    ...(teams === undefined || areSame(person.teams, teams) ? {} : { teams }),
  };
}

function areSame(shown: readonly string[] | null, wanted: readonly string[]): boolean {
  if (shown?.length !== wanted.length) return false;
  const names = new Set(shown.map(foldName));
  return wanted.every((name) => names.has(foldName(name)));
}

export function isNothing(wanted: Wanted): boolean {
  return Object.keys(wanted).length === 0;
}

/** What the extension holds: both lists, since a server may replace it as a whole (RFC 7644 section 3.5.2.3). */
export function toExtension(person: Pick<Person, "roles" | "teams">, { roles, teams }: Wanted): JsonObject {
  if (roles === undefined && teams === undefined) return {};
  const told = { rolesString: roles ?? person.roles, teamsString: teams ?? person.teams };
  const lists = Object.entries(told).flatMap(([name, names]) =>
    names === null ? [] : [[name, names.join(";")]],
  );
  return { [talkdeskUrn]: Object.fromEntries(lists) as JsonObject };
}

/**
 * One PATCH in the form that Talkdesk's specification knows, whose values are texts or objects (contract 4.1).
 * @param isActive absent where the state stays
 */
export function changing(
  { row, person }: Pick<Subject, "row" | "person">,
  wanted: Wanted,
  isActive?: boolean,
): PlannedCall {
  const { name } = wanted;
  const operation: PatchOperation = {
    op: "replace",
    value: {
      ...(isActive === undefined ? {} : { active: isActive }),
      ...(name === undefined ? {} : { name: { givenName: name.given, familyName: name.family } }),
      ...toExtension(person, wanted),
    },
  };
  const tells = isActive === undefined || tellsState(row.user);
  const shows = {
    ...toShows(person, wanted),
    ...(isActive === undefined ? {} : { state: toState(isActive) }),
  };
  return patching(row, [operation], tells && Object.keys(shows).length > 0 ? shows : null);
}

function toState(isActive: boolean): string {
  return isActive ? "ACTIVE" : "DISABLED";
}

/** What a get will show of it; roles and teams where gets show any. */
function toShows({ isRich }: Person, { name, roles, teams }: Wanted): JsonObject {
  return {
    ...(name === undefined ? {} : { given: name.given, family: name.family }),
    ...(roles === undefined || !isRich ? {} : { roles: [...roles] }),
    ...(teams === undefined || !isRich ? {} : { teams: [...teams] }),
  };
}

/** Names of what is written and no get shows. */
export function unseen({ isRich }: Person, { roles, teams }: Wanted): readonly string[] {
  if (isRich) return [];
  return [...(roles === undefined ? [] : ["role"]), ...(teams === undefined ? [] : ["teams"])];
}

/** Whether SCIM's user shows what a plan said that it would. */
export function isShown(row: ScimRow, shows: JsonObject): boolean {
  const person = toScimPerson(row);
  const shown = toShown(row);
  return Object.entries(shows).every(([key, value]) => {
    if (key === "state") return row.user.state === value;
    if (key === "roles" || key === "teams") return areSame(person[key], value as readonly string[]);
    return shown[key as keyof typeof shown] === value;
  });
}

function toShown({ row }: ScimRow): { readonly given: string; readonly family: string } {
  const { givenName, familyName } = row.name ?? {};
  return { given: givenName?.trim() ?? "", family: familyName?.trim() ?? "" };
}
