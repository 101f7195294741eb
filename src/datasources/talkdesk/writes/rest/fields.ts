import type { JsonObject, JsonValue } from "../../../../directory/directory-object.js";
import type { Reading } from "../../../../directory/reading.js";
import type { Role } from "../../../../directory/role.js";
import type { Team } from "../../../../directory/team.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import type { UserFields } from "../../../../directory/writing.js";
import type { Person } from "../../people.js";
import { chooseRole, chooseTeams } from "../choices.js";
import { isShownAs, tellsField, type Mentioned } from "./expectations.js";
import type { WriteParts } from "./parts.js";

/** What the API calls the plain ones of the fields that it takes (contract 3.3). */
const plainNames = { extension: "extension", timeZone: "time_zone", locale: "language" } as const;
type PlainField = keyof typeof plainNames;
const plainFields = Object.keys(plainNames) as readonly PlainField[];

/** Where the input has what the API calls so. */
export const inputFields: Readonly<Record<string, readonly string[]>> = {
  name: ["input", "name"],
  email: ["input", "email"],
  role: ["input", "role"],
  teams: ["input", "teams"],
  extension: ["input", "extension"],
  time_zone: ["input", "timeZone"],
  language: ["input", "locale"],
};

/** Fields as the API takes them, and as a get will show them. */
export interface Wanted {
  readonly body: JsonObject;
  readonly shows: JsonObject;
  /** The role among them, where one is given. */
  readonly role: Role | null;
}

/**
 * What is asked for, in the API's words; role and teams as the account has them now.
 * @throws WriteRefused
 */
export async function toWanted(
  parts: WriteParts,
  reading: Reading,
  name: string | null,
  input: Omit<UserFields, "name">,
): Promise<Wanted> {
  const plain = { ...(name === null ? {} : { name }), ...toPlain(input) };
  const [role, teams] = await Promise.all([
    input.role === undefined ? null : chooseRole(parts, reading, input.role),
    input.teams === undefined ? null : chooseTeams(parts, reading, input.teams),
  ]);
  const { body, shows } = toReferences(role, teams);
  return { body: { ...plain, ...body }, shows: { ...plain, ...shows }, role };
}

/** A role and teams as they are sent, by id, and as they may be shown; what is `null` is not sent. */
export function toReferences(
  role: Role | null,
  teams: readonly Team[] | null,
): Pick<Wanted, "body" | "shows"> {
  return {
    body: {
      ...(role === null ? {} : { role: role.remoteId }),
      ...(teams === null ? {} : { teams: teams.map(({ remoteId }) => remoteId) }),
    },
    shows: {
      ...(role === null ? {} : { role: toMentioned(role) }),
      ...(teams === null ? {} : { teams: teams.map(toMentioned) }),
    },
  };
}

/** Null is nothing here: whoever may not say it was refused before. */
function toPlain(input: Pick<UserFields, PlainField>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    plainFields.flatMap((field) => {
      const value = input[field] ?? null;
      return value === null ? [] : [[plainNames[field], toText(value, field)]];
    }),
  );
}

/** @throws WriteRefused BLANK: nothing says that an empty text clears */
function toText(value: string, field: string): string {
  const text = value.trim();
  if (text === "") throw blank(field);
  return text;
}

export function blank(field: string): WriteRefused {
  return new WriteRefused("BLANK", `Talkdesk needs a \`${field}\``, { field: ["input", field] });
}

export function toMentioned({ remoteId, name }: { readonly remoteId: string; readonly name: string }): {
  id: string;
  name: string;
} {
  return { id: remoteId, name } satisfies Mentioned;
}

/** Talkdesk has one name (contract 3.7); `null` where the input does not say all of it. */
export function toWholeName({ full, given, family }: NonNullable<UserFields["name"]> = {}): string | null {
  const whole = full?.trim() ?? "";
  if (whole !== "") return whole;
  const joined = [given, family].map((part) => part?.trim() ?? "").filter((part) => part !== "");
  return joined.length === 0 ? null : joined.join(" ");
}

/** What of it is not so yet. What no get shows is always sent, and named. */
export interface Change {
  readonly body: JsonObject;
  readonly shows: JsonObject;
  readonly unseen: readonly string[];
}

export function toChange(person: Person, { body, shows }: Pick<Wanted, "body" | "shows">): Change {
  const unseen = Object.keys(body).filter((field) => !tellsField(person, field));
  const changed = Object.keys(body).filter(
    (field) => !unseen.includes(field) && !isShownAs(person, field, shows[field] ?? null),
  );
  return {
    body: pick(body, [...changed, ...unseen]),
    shows: pick(shows, changed),
    unseen,
  };
}

function pick(values: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name): [string, JsonValue] => [name, values[name] ?? null]));
}
