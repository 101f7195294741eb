import type { JsonObject } from "../../../directory/directory-object.js";
import type { Reading } from "../../../directory/reading.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { PlannedCall, UpdateFields, WriteWarning } from "../../../directory/writing.js";
import { ownMemberId } from "../resources.js";
import { isShownAs, toExpect, toPersonRow } from "./expectations.js";
import type { Place, WriteParts } from "./places.js";

/*
 * What only the person itself can change, and so Rollcall for the account's own User alone: names and phone number of
 * the person (contract §7), and the membership without the rank of an admin (contract §2).
 */

/** A field of the person that the input gives. */
interface Given {
  /** What the server calls it. */
  readonly name: string;
  /** Where it stands in the input. */
  readonly field: readonly string[];
  readonly value: string;
}

/** What the input says of the person. Nulls were refused before. */
export function toGivenOfPerson({ name, phone }: UpdateFields): readonly Given[] {
  const all = [
    { name: "firstname", field: ["input", "name", "given"], value: name?.given },
    { name: "lastname", field: ["input", "name", "family"], value: name?.family },
    { name: "phone", field: ["input", "phone"], value: phone },
  ];
  return all.flatMap(({ value, ...rest }) => (typeof value === "string" ? [{ ...rest, value }] : []));
}

/** @throws WriteRefused about anybody but the account's own User: no rank changes another person (contract §7) */
export function assertOwnPerson(given: readonly Given[], isOwn: boolean): void {
  const [first] = given;
  if (first === undefined || isOwn) return;
  const message = "Only the person can change it, and this is not the account's own User";
  throw new WriteRefused("FIELD_UNSUPPORTED", message, { field: first.field });
}

/**
 * What of it is not so yet, by the server's names.
 * @throws WriteRefused
 */
export function toChangedOfPerson({ user }: Place, given: readonly Given[]): JsonObject {
  const row = toPersonRow(user);
  const wanted = given.map((one) => [one.name, parseValue(one)] as const);
  return Object.fromEntries(wanted.filter(([name, value]) => !isShownAs(row, name, value)));
}

const phoneNumber = /^\+[1-9]\d{1,14}$/u;

/** The server takes E.164 (contract §7), and nothing shows that it looks: it would store any text, empty ones too. */
function parseValue({ name, field, value }: Given): string {
  const text = value.trim();
  if (text === "") throw new WriteRefused("BLANK", "It must not be blank", { field });
  if (name === "phone" && !phoneNumber.test(text)) {
    const message = "A phone number is a + and at most 15 digits, without blanks (E.164)";
    throw new WriteRefused("INVALID", message, { field });
  }
  return text;
}

/** Seen through the membership: the list shows the person inside. */
export function changingPerson({ user, project }: Place, person: JsonObject): PlannedCall {
  const { remoteId: id, state } = user;
  return {
    method: "PUT",
    path: "/users",
    template: "/users",
    body: person,
    expect: toExpect({ kind: "member", project, id, state, fields: {}, person }),
  };
}

/** One person has a User in each of its projects, and all of them show the change. */
export async function toPersonWarnings(
  { scope }: WriteParts,
  reading: Reading,
): Promise<readonly WriteWarning[]> {
  if ((await scope.ids(reading)).length < 2) return [];
  const message = "Names and phone number are the person's: they change for its Users of all projects";
  return [{ code: "CHANGES_ALL_PROJECTS", message }];
}

/**
 * Whether the call that changes one's own membership changes this one. It takes the first active membership that the
 * server finds, and names none.
 */
export async function isReachedAsOwn(
  { client }: WriteParts,
  reading: Reading,
  { user, project }: Place,
): Promise<boolean> {
  return (await client.read(reading, ownMemberId(project))) === user.remoteId;
}
