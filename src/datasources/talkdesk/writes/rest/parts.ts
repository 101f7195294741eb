import type { JsonObject } from "../../../../directory/directory-object.js";
import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import type { User } from "../../../../directory/user.js";
import { planOf, type KeptOf, type PlannedCall, type WritePlan } from "../../../../directory/writing.js";
import type { TalkdeskClient } from "../../client.js";
import type { Groups } from "../../groups.js";
import type { Person } from "../../people.js";
import type { PersonDetails } from "../../person-details.js";
import type { RestPeople } from "../../rest-people.js";
import type { RoleBook } from "../../roles.js";
import { toExpect } from "./expectations.js";

/** What plans are made of. */
export interface WriteParts {
  readonly account: string;
  readonly client: TalkdeskClient;
  readonly people: RestPeople;
  readonly details: PersonDetails;
  readonly groups: Groups;
  readonly book: RoleBook;
}

/** A User as a get shows it now, and what was kept of it when it was deleted; `null` where it was not. */
export interface Subject {
  readonly person: Person;
  readonly kept: JsonObject | null;
}

/**
 * The User that is meant.
 * @throws WriteRefused NOT_FOUND; users of other accounts are not found either (contract 3.2)
 */
export async function findPerson(
  { people }: WriteParts,
  reading: Reading,
  { kind, scope, id }: RemoteRef,
): Promise<Person> {
  const found = kind === people.kind && scope === null ? await people.find(reading, id) : null;
  if (found === null) throw noSuchUser();
  return found;
}

/** @throws WriteRefused NOT_FOUND */
export async function findSubject(
  parts: WriteParts,
  reading: Reading,
  ref: RemoteRef,
  keptOf: KeptOf,
): Promise<Subject> {
  const person = await findPerson(parts, reading, ref);
  return { person, kept: await keptOf(person.user.ref) };
}

export function noSuchUser(): WriteRefused {
  return new WriteRefused("NOT_FOUND", "There is no such User", { field: ["id"] });
}

/** Rollcall deleted the User, and nobody brought it back since. */
export function isDeleted({ person, kept }: Subject): boolean {
  return kept !== null && person.user.state === "DISABLED";
}

/** A plan about somebody, to be filled in. */
export function planFor({ user }: Person, calls: readonly PlannedCall[]): WritePlan {
  return planOf(user.ref, calls);
}

/** What a PATCH will have changed, as far as a get shows it. */
interface Shown {
  /** `null` where the state stays, or is not told. */
  readonly isActive: boolean | null;
  readonly shows: JsonObject;
}

/** Fields that are not sent stay (contract 3.4). */
export function patching({ id }: Person, body: JsonObject, { isActive, shows }: Shown): PlannedCall {
  const isShown = isActive !== null || Object.keys(shows).length > 0;
  return {
    ...userCall(id),
    method: "PATCH",
    body,
    expect: isShown ? toExpect({ kind: "user", id, isActive, shows }) : null,
  };
}

/** A PATCH of the state, and of what goes along with it. */
export function activating(
  person: Person,
  isActive: boolean,
  { body, shows }: { readonly body: JsonObject; readonly shows: JsonObject } = { body: {}, shows: {} },
): PlannedCall {
  return patching(
    person,
    { status: isActive ? "active" : "inactive", ...body },
    { isActive: tellsState(person.user) ? isActive : null, shows },
  );
}

export function removing({ id }: Person): PlannedCall {
  return { ...userCall(id), method: "DELETE", expect: toExpect({ kind: "gone", id }) };
}

function userCall(id: string): Pick<PlannedCall, "path" | "template"> {
  return { path: `users/${encodeURIComponent(id)}`, template: "users/{id}" };
}

/** The id in the path of a call about one user. */
export function idIn({ path }: PlannedCall): string {
  return decodeURIComponent(path.slice(path.indexOf("/") + 1));
}

export function tellsState({ state }: Pick<User, "state">): boolean {
  return state !== "UNKNOWN";
}
