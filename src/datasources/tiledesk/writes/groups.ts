import { z } from "zod";
import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type {
  LookUp,
  PlannedCall,
  TeamCommand,
  TeamCreateFields,
  WritePlan,
} from "../../../directory/writing.js";
import { planOf } from "../../../directory/writing.js";
import type { Answer } from "../../http/call.js";
import { findGroup } from "../groups.js";
import { group, groups } from "../resources.js";
import type { Group } from "../wire.js";
import { toExpect, type GroupExpectation, type NewGroupExpectation } from "./expectations.js";
import { findUser, type WriteParts } from "./places.js";

const template = "/{project}/groups/{id}";

/** Whatever is done to one group comes one after another: its members are written as a whole list. */
export function groupTargetOf(command: TeamCommand): string {
  if (command.operation === "TEAM_CREATE") return `team-name:${command.input.name.toLowerCase()}`;
  return `team:${command.team.id}`;
}

export async function planGroup(
  parts: WriteParts,
  reading: Reading,
  command: TeamCommand,
): Promise<WritePlan> {
  if (command.operation === "TEAM_CREATE") return planCreate(parts, reading, command.input);
  const found = await findGroup(parts.client, parts.scope, reading, command.team);
  if (found === null) throw new WriteRefused("NOT_FOUND", "There is no such Team", { field: ["id"] });
  switch (command.operation) {
    case "TEAM_UPDATE":
      return planRename(parts, reading, assertLive(found), command.input.name);
    case "TEAM_SOFT_DELETE":
      return planSoftDelete(assertLive(found));
    case "TEAM_RESTORE":
      return planRestore(found);
    case "TEAM_MEMBERS_ADD":
    case "TEAM_MEMBERS_REMOVE":
      return planMembers(parts, reading, assertLive(found), command);
  }
}

async function planCreate(
  parts: WriteParts,
  reading: Reading,
  { name, workspace }: TeamCreateFields,
): Promise<WritePlan> {
  const field = ["input", "workspace"];
  const all = await parts.scope.ids(reading);
  const project = workspace === undefined ? all[0] : workspace.id;
  if (project === undefined || (workspace === undefined && all.length > 1)) {
    throw new WriteRefused("INVALID", "Name the project: a group belongs to one", { field });
  }
  if (!all.includes(project)) throw new WriteRefused("NOT_FOUND", "There is no such project", { field });
  await assertFree(parts, reading, { project, name, except: null });
  const call: PlannedCall = {
    method: "POST",
    path: `/${project}/groups`,
    template: "/{project}/groups",
    body: { name, members: [] },
    expect: toExpect({ kind: "newGroup", project, name }),
  };
  return { ...about(null), calls: [call] };
}

interface Name {
  readonly project: string;
  readonly name: string;
  readonly except: string | null;
}

/** The server takes a name twice, and nobody could tell the two apart. */
async function assertFree(
  { client }: WriteParts,
  reading: Reading,
  { project, name, except }: Name,
): Promise<void> {
  const { items } = await client.read(reading, groups(project));
  const isTaken = items.some(
    ({ team }) => team.remoteId !== except && team.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw new WriteRefused("TAKEN", "Another group has the name", { field: ["input", "name"] });
}

async function planRename(
  parts: WriteParts,
  reading: Reading,
  found: Group,
  name: string | undefined,
): Promise<WritePlan> {
  const { team } = found;
  if (name === undefined || name === team.name) return about(found);
  await assertFree(parts, reading, { project: projectOf(found), name, except: team.remoteId });
  return { ...about(found), calls: [put(found, { name }, { name })] };
}

function planSoftDelete(found: Group): WritePlan {
  const path = pathOf(found);
  const call: PlannedCall = {
    method: "DELETE",
    path,
    template,
    expect: expecting(found, { isDeleted: true }),
  };
  return {
    ...about(found),
    calls: [call],
    removal: { effectiveMode: "SOFT_DELETED", isReversible: true, restorableUntil: null },
  };
}

/** Taking a group out of the bin leaves it switched off (contract §5), so it is switched on after. */
function planRestore(found: Group): WritePlan {
  if (!found.team.isDeleted) throw new WriteRefused("NOT_DELETED", "The Team is not deleted");
  const enable: PlannedCall = {
    method: "PUT",
    path: `/${projectOf(found)}/groups/enable/${found.team.remoteId}`,
    template: "/{project}/groups/enable/{id}",
    expect: expecting(found, { isDeleted: false }),
  };
  return {
    ...about(found),
    calls: [put(found, { trashed: false }, { isDeleted: false }), enable],
    fidelity: { sameId: true, restored: ["name", "members"], lost: [] },
  };
}

/** Groups hold the ids of people, and keep those of whoever left: such are none of this change's business. */
async function planMembers(
  parts: WriteParts,
  reading: Reading,
  found: Group,
  { operation, users }: Extract<TeamCommand, { users: readonly RemoteRef[] }>,
): Promise<WritePlan> {
  const people = await Promise.all(users.map((ref) => toPerson(parts, reading, projectOf(found), ref)));
  const before = [...found.memberIdentityIds];
  const members =
    operation === "TEAM_MEMBERS_ADD"
      ? [...new Set([...before, ...people])]
      : before.filter((id) => !people.includes(id));
  if (members.length === before.length) return about(found);
  return { ...about(found), calls: [put(found, { members }, { members })] };
}

async function toPerson(
  parts: WriteParts,
  reading: Reading,
  project: string,
  ref: RemoteRef,
): Promise<string> {
  const user = await findUser(parts, reading, ref);
  if (user.ref.scope === project && user.identityId !== null) return user.identityId;
  throw new WriteRefused("INVALID", "Members of a group are members of its project", { field: ["users"] });
}

function assertLive(found: Group): Group {
  if (!found.team.isDeleted) return found;
  throw new WriteRefused("ALREADY_DELETED", "The Team is deleted", {
    alternatives: [{ operation: "TEAM_RESTORE", note: "Brings the Team back." }],
  });
}

function about(found: Group | null): WritePlan {
  return planOf(found?.team.ref ?? null, []);
}

function put(
  found: Group,
  body: NonNullable<PlannedCall["body"]>,
  changes: Partial<Pick<GroupExpectation, "name" | "isDeleted" | "members">>,
): PlannedCall {
  return { method: "PUT", path: pathOf(found), template, body, expect: expecting(found, changes) };
}

function expecting(
  found: Group,
  changes: Partial<Pick<GroupExpectation, "name" | "isDeleted" | "members">>,
): PlannedCall["expect"] {
  const { team } = found;
  const { name = team.name, isDeleted = team.isDeleted, members = null } = changes;
  return toExpect({ kind: "group", project: projectOf(found), id: team.remoteId, name, isDeleted, members });
}

function pathOf(found: Group): string {
  return `/${projectOf(found)}/groups/${found.team.remoteId}`;
}

function projectOf({ team }: Group): string {
  return team.ref.scope ?? "";
}

const groupAnswer = z.object({ _id: z.string(), id_project: z.string() });

export function toGroupRef({ body }: Answer): RemoteRef | null {
  const row = groupAnswer.safeParse(body);
  return row.success ? { kind: "group", scope: row.data.id_project, id: row.data._id } : null;
}

export async function lookUpGroup(
  { client }: WriteParts,
  reading: Reading,
  expectation: GroupExpectation | NewGroupExpectation,
): Promise<LookUp> {
  const { project } = expectation;
  if (expectation.kind === "newGroup") {
    const { items } = await client.read(reading, groups(project));
    const made = items.find(({ team }) => team.name === expectation.name);
    return made === undefined ? { applied: false } : { applied: true, subject: made.team.ref };
  }
  const found = await client.find(reading, group(project, expectation.id));
  if (found === null || !isAsExpected(found, expectation)) return { applied: false };
  return { applied: true, subject: found.team.ref };
}

function isAsExpected(
  { team, memberIdentityIds }: Group,
  { name, isDeleted, members }: GroupExpectation,
): boolean {
  if (team.name !== name || team.isDeleted !== isDeleted) return false;
  return (
    members === null ||
    (members.length === memberIdentityIds.size && members.every((id) => memberIdentityIds.has(id)))
  );
}
