import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import type { Team } from "../../../../directory/team.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import { planOf, type PlannedCall, type WritePlan } from "../../../../directory/writing.js";
import type { Group } from "../../../scim-client/resources.js";
import { joining, leaving } from "../../../scim-client/writes/group-calls.js";
import { foldName } from "../../people.js";
import { toScimPerson, type ScimRow } from "../../scim-surface.js";
import { assertFew, findTeam, type MembersCommand } from "../refusals.js";
import { changing } from "./fields.js";
import type { ScimWriteParts } from "./parts.js";

/** Each costs up to five calls, of which SCIM allows four a second (contract 0). */
const mostUsers = 10;

/**
 * By the team's SCIM group, where there is one; else by the list of teams that each user carries, which is set as a
 * whole (contract 0 and 4.1).
 */
export async function planMembers(
  parts: ScimWriteParts,
  reading: Reading,
  command: MembersCommand,
): Promise<WritePlan> {
  assertFew(command.users, mostUsers);
  const team = await findTeam(parts, reading, command.team);
  const rows = await findRows(parts, reading, command.users);
  const isJoining = command.operation === "TEAM_MEMBERS_ADD";
  const group = await findGroup(parts, reading, team);
  const calls =
    group === null
      ? rows.flatMap((row) => settingTeams(row, team, isJoining))
      : byGroup(group, rows, isJoining);
  return planOf(team.ref, calls);
}

/** Each once. */
async function findRows(
  { identities }: ScimWriteParts,
  reading: Reading,
  refs: readonly RemoteRef[],
): Promise<readonly ScimRow[]> {
  const found = await Promise.all(refs.map((ref) => identities.find(reading, ref)));
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

/** The group by its id where groups list the teams, else by the one name; `null` where SCIM has no such group. */
async function findGroup({ scim }: ScimWriteParts, reading: Reading, team: Team): Promise<Group | null> {
  const groups = (await scim.groups.all(reading, "members")) ?? [];
  if (team.ref.kind === "scim-group") return groups.find(({ id }) => id === team.remoteId) ?? null;
  const [one = null, ...more] = groups.filter((group) => foldName(group.team.name) === foldName(team.name));
  if (more.length === 0) return one;
  throw new WriteRefused("AMBIGUOUS", "Several SCIM groups have the team's name", { field: ["id"] });
}

function byGroup(group: Group, rows: readonly ScimRow[], isJoining: boolean): readonly PlannedCall[] {
  const members = new Set(group.memberIds);
  const ids = rows.map(({ id }) => id).filter((id) => members.has(id) !== isJoining);
  if (ids.length === 0) return [];
  return [isJoining ? joining(group, ids) : leaving(group, ids)];
}

/** @throws WriteRefused where the User's teams are not told: setting them would take the others away */
function settingTeams(row: ScimRow, { name }: Team, isJoining: boolean): readonly PlannedCall[] {
  const person = toScimPerson(row);
  if (person.teams === null) {
    throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "The account does not tell the teams of its users", {
      alternatives: [{ operation: "USER_UPDATE", note: "Sets all of the User's teams." }],
    });
  }
  const others = person.teams.filter((other) => foldName(other) !== foldName(name));
  const isIn = others.length < person.teams.length;
  if (isIn === isJoining) return [];
  return [changing({ row, person }, { teams: isJoining ? [...others, name] : others })];
}
