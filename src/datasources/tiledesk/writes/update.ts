import type { JsonObject, JsonValue } from "../../../directory/directory-object.js";
import type { Reading } from "../../../directory/reading.js";
import { userAlreadyDeleted, WriteRefused } from "../../../directory/user-errors.js";
import type { NamedRef, PlannedCall, UpdateFields, WritePlan } from "../../../directory/writing.js";
import { isShownAs, toExpect } from "./expectations.js";
import {
  assertOwnPerson,
  changingPerson,
  isReachedAsOwn,
  toChangedOfPerson,
  toGivenOfPerson,
  toPersonWarnings,
} from "./own-profile.js";
import { isOwnPlace, memberTemplate, planFor, toStakes, type Place, type WriteParts } from "./places.js";
import { chooseRole, type ChosenRole } from "./role-choice.js";

/** What each field is called by the server (contract §2). */
const names = {
  isAvailable: "user_available",
  note: "profileStatus",
  maxConversations: "max_assigned_chat",
  attributes: "attributes",
} as const;

/** The colour that the dashboard gives a new tag. */
const tagColor = "#f0806f";

const ownMemberTemplate = "/{project}/project_users/";

/** Changes what belongs to the membership, and of the credential's own User what belongs to the person. */
export async function planUpdate(
  parts: WriteParts,
  reading: Reading,
  place: Place,
  input: UpdateFields,
): Promise<WritePlan> {
  if (place.user.state === "DELETED") {
    throw userAlreadyDeleted();
  }
  assertNothingCleared(input);
  const given = toGivenOfPerson(input);
  const chosen = await toChosen(parts, reading, place, input);
  const membership = toChanged(place, toWanted(place, input, chosen));
  if (given.length === 0 && isEmpty(membership.body)) return planFor(place.user, []);
  const isOwn = await isOwnPlace(parts, reading, place);
  assertOwnPerson(given, isOwn);
  const person = toChangedOfPerson(place, given);
  const plan: WritePlan = {
    ...planFor(place.user, [
      ...(isEmpty(person) ? [] : [changingPerson(place, person)]),
      ...(await changingMembership(parts, reading, place, { ...membership, person, isOwn })),
    ]),
    warnings: isEmpty(person) ? [] : await toPersonWarnings(parts, reading),
  };
  if (chosen === null || !("role" in membership.body)) return plan;
  const stakes = { ...(await toStakes(parts, reading, place)), grants: chosen.role.privilege };
  return { ...plan, stakes, warnings: [...chosen.warnings, ...plan.warnings] };
}

/** What of a membership is to be changed. */
interface Change extends Wanted {
  /** What was changed of the person before: the last call of a plan is the one that is read back. */
  readonly person: JsonObject;
  readonly isOwn: boolean;
}

/** One's own membership takes no rank, but for the role: the server ignores it there with a 200 (contract §2). */
async function changingMembership(
  parts: WriteParts,
  reading: Reading,
  place: Place,
  { body, shown: fields, person, isOwn }: Change,
): Promise<readonly PlannedCall[]> {
  if (isEmpty(body)) return [];
  const { user, project, path } = place;
  const { remoteId: id, state } = user;
  const isByOwnCall = isOwn && !("role" in body) && (await isReachedAsOwn(parts, reading, place));
  const to = isByOwnCall
    ? { path: `/${project}/project_users/`, template: ownMemberTemplate }
    : { path, template: memberTemplate };
  const expect = toExpect({ kind: "member", project, id, state, fields, person });
  return [{ method: "PUT", ...to, body, expect }];
}

/** Gives the one role that a member has in place of the one that it had. */
export async function planRole(
  parts: WriteParts,
  reading: Reading,
  place: Place,
  role: NamedRef,
): Promise<WritePlan> {
  const plan = await planUpdate(parts, reading, place, { role });
  const before = place.user.roleAssignments?.[0]?.role.ref;
  return plan.calls.length === 0 || before === undefined ? plan : { ...plan, replacedRole: before };
}

/** The server skips null as it skips what is absent, with a 200. */
function assertNothingCleared(input: UpdateFields): void {
  const names = { "name.given": input.name?.given, "name.family": input.name?.family };
  const cleared = Object.entries({ ...input, ...names }).find(([, value]) => value === null);
  if (cleared === undefined) return;
  throw new WriteRefused("FIELD_UNSUPPORTED", `Tiledesk cannot clear \`${cleared[0]}\``, {
    field: ["input", ...cleared[0].split(".")],
  });
}

async function toChosen(
  { roles }: WriteParts,
  reading: Reading,
  { project }: Place,
  { role }: UpdateFields,
): Promise<ChosenRole | null> {
  return role === undefined ? null : chooseRole(roles, reading, project, role);
}

interface Wanted {
  readonly body: JsonObject;
  /** The same as it will be seen. */
  readonly shown: JsonObject;
}

function toWanted({ user }: Place, input: UpdateFields, chosen: ChosenRole | null): Wanted {
  const plain: Record<string, JsonValue> = {};
  for (const [field, name] of Object.entries(names)) {
    const value = input[field as keyof typeof names];
    if (value !== undefined) plain[name] = value;
  }
  if (chosen !== null) plain["role"] = chosen.role.name;
  if (input.tags === undefined || input.tags === null) return { body: plain, shown: plain };
  const kept = new Map(toTags(user.toRemote()["tags"]).map((tag) => [tag["tag"], tag["color"]]));
  const tags = input.tags.map((tag) => ({ tag, color: kept.get(tag) ?? tagColor }));
  return { body: { ...plain, tags }, shown: { ...plain, tags: input.tags } };
}

/** What of it is not so yet. */
function toChanged({ user }: Place, { body, shown }: Wanted): Wanted {
  const row = user.toRemote();
  const names = Object.keys(body).filter((name) => !isShownAs(row, name, shown[name] ?? null));
  return { body: pick(body, names), shown: pick(shown, names) };
}

function pick(values: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name): [string, JsonValue] => [name, values[name] ?? null]));
}

function isEmpty(values: JsonObject): boolean {
  return Object.keys(values).length === 0;
}

function toTags(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
