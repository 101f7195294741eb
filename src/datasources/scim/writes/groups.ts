import { refKey, type RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { isPresent } from "../../../directory/slots.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import {
  planOf,
  type PlannedCall,
  type TeamCommand,
  type TeamCreateFields,
  type WritePlan,
} from "../../../directory/writing.js";
import type { Group } from "../../scim-client/resources.js";
import { noSuchTeam, noSuchUser } from "../../scim-client/write-answers.js";
import { creatingGroup, joining, leaving, renaming } from "../../scim-client/writes/group-calls.js";
import { accountWorkspace, idOf } from "../refs.js";
import type { WriteParts } from "./plans.js";

/** Names are told apart without their case, as groups are looked for before one is made. */
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
  const group = await findGroup(parts, reading, command.team);
  switch (command.operation) {
    case "TEAM_UPDATE":
      return planRename(parts, reading, group, command.input.name);
    case "TEAM_MEMBERS_ADD":
    case "TEAM_MEMBERS_REMOVE":
      return planMembers(parts, reading, group, command);
    default:
      throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "SCIM deletes groups for good");
  }
}

/** With its members. */
async function findGroup({ endpoint }: WriteParts, reading: Reading, ref: RemoteRef): Promise<Group> {
  const id = idOf("Team", ref);
  if (id === null) throw noSuchTeam();
  const [found = null] = await endpoint.groups.byIds(reading, [id], "members");
  if (isPresent(found)) return found;
  throw found ?? noSuchTeam();
}

async function planCreate(
  parts: WriteParts,
  reading: Reading,
  { name, workspace }: TeamCreateFields,
): Promise<WritePlan> {
  if (workspace !== undefined && refKey(workspace) !== refKey(accountWorkspace)) {
    throw new WriteRefused("NOT_FOUND", "There is no such Workspace", { field: ["input", "workspace"] });
  }
  await assertFree(parts, reading, name, null);
  return planOf(null, [creatingGroup(name)]);
}

async function planRename(
  parts: WriteParts,
  reading: Reading,
  group: Group,
  name: string | undefined,
): Promise<WritePlan> {
  if (name === undefined || name === group.team.name) return about(group, []);
  await assertFree(parts, reading, name, group.id);
  return about(group, [renaming(group, name)]);
}

/** Many servers take a name twice, and nobody could tell the two apart (contract 4.2). */
async function assertFree(
  { endpoint }: WriteParts,
  reading: Reading,
  name: string,
  except: string | null,
): Promise<void> {
  const groups = await endpoint.groups.all(reading, "names");
  if (groups === null) {
    throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "This SCIM server has no groups");
  }
  const isTaken = groups.some(
    ({ id, team }) => id !== except && team.name.toLowerCase() === name.toLowerCase(),
  );
  if (isTaken) throw nameTaken();
}

export function nameTaken(): WriteRefused {
  return new WriteRefused("TAKEN", "Another group has the name", { field: ["input", "name"] });
}

/** Users alone: groups within the group stay what they are. */
async function planMembers(
  parts: WriteParts,
  reading: Reading,
  group: Group,
  { operation, users }: Extract<TeamCommand, { users: readonly RemoteRef[] }>,
): Promise<WritePlan> {
  const asked = await findIds(parts, reading, users);
  const members = new Set(group.memberIds);
  const isJoining = operation === "TEAM_MEMBERS_ADD";
  const ids = asked.filter((id) => members.has(id) !== isJoining);
  if (ids.length === 0) return about(group, []);
  return about(group, [isJoining ? joining(group, ids) : leaving(group, ids)]);
}

/** Each once; all of them have to be there. */
async function findIds(
  { users }: WriteParts,
  reading: Reading,
  refs: readonly RemoteRef[],
): Promise<readonly string[]> {
  const found = await users.people(reading, refs);
  const ids = found.map((person) => {
    if (isPresent(person)) return person.id;
    throw person ?? new WriteRefused("NOT_FOUND", noSuchUser().message, { field: ["users"] });
  });
  return [...new Set(ids)];
}

function about({ team }: Group, calls: readonly PlannedCall[]): WritePlan {
  return planOf(team.ref, calls);
}
