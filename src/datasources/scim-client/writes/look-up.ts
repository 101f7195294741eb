import type { JsonObject } from "../../../directory/directory-object.js";
import { DirectoryError } from "../../../directory/errors.js";
import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import type { Slot } from "../../../directory/provider.js";
import { notShownWarnings } from "../../../directory/write-warnings.js";
import type { LookUp } from "../../../directory/writing.js";
import type { ScimEndpoint } from "../endpoint.js";
import type { Group, Person } from "../resources.js";
import type { ScimUserRow } from "../rows.js";
import type { Expectation } from "./expectations.js";
import { licenseExhausted } from "./sending.js";

/** Whether a User shows what a plan said that it would. */
export type IsShown<Row extends ScimUserRow> = (person: Person<Row>, shows: JsonObject) => boolean;

/**
 * Looks whether what is expected can be seen. Users are got one by one: lists may leave attributes out.
 * @throws DirectoryError when the server could not be asked
 */
export async function lookUp<Row extends ScimUserRow>(
  endpoint: ScimEndpoint<Row>,
  reading: Reading,
  expectation: Expectation,
  isShown: IsShown<Row>,
): Promise<LookUp> {
  switch (expectation.kind) {
    case "invited":
      return lookUpInvited(endpoint, reading, expectation, isShown);
    case "user":
    case "gone":
      return lookUpUser(await findPerson(endpoint, reading, expectation.id), expectation, isShown);
    case "group":
      return lookUpGroup(endpoint, reading, expectation);
    case "newGroup": {
      const all = (await endpoint.groups.all(reading, "names")) ?? [];
      return toFound(all.find(({ team }) => team.name === expectation.name)?.team.ref);
    }
  }
}

/** Who has the address was made. Nobody asks for somebody who is disabled, or for half of what is given. */
async function lookUpInvited<Row extends ScimUserRow>(
  endpoint: ScimEndpoint<Row>,
  reading: Reading,
  { email, shows = {} }: Extract<Expectation, { kind: "invited" }>,
  isShown: IsShown<Row>,
): Promise<LookUp> {
  const [listed] = await findByEmail(endpoint, reading, email);
  if (listed === undefined) return { applied: false };
  const person = (await findPerson(endpoint, reading, listed.id)) ?? listed;
  const missing = Object.entries(shows).filter(([name, value]) => !isShown(person, { [name]: value }));
  const warnings = [
    ...(person.user.state === "DISABLED" ? [licenseExhausted] : []),
    ...notShownWarnings(missing.map(([name]) => name)),
  ];
  return { applied: true, subject: listed.user.ref, warnings };
}

function lookUpUser<Row extends ScimUserRow>(
  found: Person<Row> | null,
  expectation: Extract<Expectation, { kind: "user" | "gone" }>,
  isShown: IsShown<Row>,
): LookUp {
  if (expectation.kind === "gone")
    return found === null ? { applied: true, subject: null } : { applied: false };
  return toFound(found !== null && isShown(found, expectation.shows) ? found.user.ref : undefined);
}

function toFound(subject: RemoteRef | undefined): LookUp {
  return subject === undefined ? { applied: false } : { applied: true, subject };
}

async function lookUpGroup(
  { groups }: Pick<ScimEndpoint, "groups">,
  reading: Reading,
  { id, name, has, lacks }: Extract<Expectation, { kind: "group" }>,
): Promise<LookUp> {
  const part = has.length + lacks.length === 0 ? "names" : "members";
  const [group = null] = await groups.byIds(reading, [id], part);
  const found = orThrow<Group>(group);
  if (found === null || (name !== null && found.team.name !== name)) return { applied: false };
  const members = new Set(found.memberIds);
  const isSo = has.every((one) => members.has(one)) && !lacks.some((one) => members.has(one));
  // The plan knows whom it is about: a restore joins groups, too.
  return isSo ? { applied: true, subject: null } : { applied: false };
}

/** Everybody with the address. @throws DirectoryError */
export async function findByEmail<Row extends ScimUserRow>(
  { users }: Pick<ScimEndpoint<Row>, "users">,
  reading: Reading,
  email: string,
): Promise<readonly Person<Row>[]> {
  const [found = null] = await users.byEmails(reading, [email]);
  return orThrow(found) ?? [];
}

/** With all that the server tells of somebody. @throws DirectoryError */
export async function findPerson<Row extends ScimUserRow>(
  { users }: Pick<ScimEndpoint<Row>, "users">,
  reading: Reading,
  id: string,
): Promise<Person<Row> | null> {
  const [found = null] = await users.byIdsInFull(reading, [id]);
  return orThrow(found);
}

function orThrow<T extends object>(slot: Slot<T>): T | null {
  if (slot instanceof DirectoryError) throw slot;
  return slot;
}
