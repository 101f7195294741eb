import type { JsonObject, JsonValue } from "../../../directory/directory-object.js";
import type { Reading } from "../../../directory/reading.js";
import { userAlreadyDeleted, WriteRefused } from "../../../directory/user-errors.js";
import type { NamedRef, PlannedCall, UpdateFields, WritePlan } from "../../../directory/writing.js";
import { isShownAs, toExpect } from "./expectations.js";
import { memberTemplate, planFor, toStakes, type Place, type WriteParts } from "./places.js";
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

/** Changes what belongs to the membership. What belongs to the person, only the person can change (contract §7). */
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
  const chosen = await toChosen(parts, reading, place, input);
  const wanted = toWanted(place, input, chosen);
  const row = place.user.toRemote();
  const changed = Object.fromEntries(
    Object.entries(wanted.body).filter(([name]) => !isShownAs(row, name, wanted.shown[name] ?? null)),
  );
  if (Object.keys(changed).length === 0) return planFor(place.user, []);
  const expected = Object.fromEntries(Object.keys(changed).map((name) => [name, wanted.shown[name] ?? null]));
  const call: PlannedCall = {
    method: "PUT",
    path: place.path,
    template: memberTemplate,
    body: changed,
    expect: toExpect({
      kind: "member",
      project: place.project,
      id: place.user.remoteId,
      state: place.user.state,
      fields: expected,
    }),
  };
  const givesRole = "role" in changed && chosen !== null;
  const stakes = givesRole
    ? { ...(await toStakes(parts, reading, place)), grants: chosen.role.privilege }
    : planFor(place.user, []).stakes;
  return { ...planFor(place.user, [call]), stakes, warnings: givesRole ? chosen.warnings : [] };
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
  const cleared = Object.entries(input).find(([, value]) => value === null);
  if (cleared === undefined) return;
  throw new WriteRefused("FIELD_UNSUPPORTED", `Tiledesk cannot clear \`${cleared[0]}\``, {
    field: ["input", cleared[0]],
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

function toTags(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
}
