import type { Reading } from "../../../directory/reading.js";
import type { Fidelity, PlannedCall } from "../../../directory/writing.js";
import type { Group, Person } from "../../scim-client/resources.js";
import { joining } from "../../scim-client/writes/group-calls.js";
import { patching } from "../../scim-client/writes/user-calls.js";
import { missingRoles, roleId, teamsOf, type Keepsake, type KeptRole, type KeptTeam } from "./keepsake.js";
import type { WriteParts } from "./plans.js";

/** What a restore brings back beside the User. */
export interface PutBack {
  /** One for the roles, and one for each group: a server may refuse the one and take the others. */
  readonly calls: readonly PlannedCall[];
  readonly roles: readonly KeptRole[];
  /** Without what the calls restore. */
  readonly fidelity: Fidelity;
}

/** Roles and groups that were there before, are not now, and can be given back. */
export async function toPutBack(
  parts: WriteParts,
  reading: Reading,
  person: Person,
  keepsake: Keepsake,
): Promise<PutBack> {
  const roles = missingRoles(keepsake, person);
  const teams = await compareTeams(parts, reading, person, keepsake.teams ?? []);
  const keepsSomeRole = roles.length < keepsake.roles.length;
  return {
    calls: [...givingBack(person, roles), ...teams.there.map((group) => joiningAgain(group, person))],
    roles,
    fidelity: {
      sameId: true,
      restored: ["state", ...(keepsSomeRole ? ["roles"] : []), ...(teams.hasKept ? ["teams"] : [])],
      lost: teams.lost,
    },
  };
}

function givingBack(person: Person, roles: readonly KeptRole[]): readonly PlannedCall[] {
  if (roles.length === 0) return [];
  const ids = roles.map(roleId);
  const call = patching(person, [{ op: "add", path: "roles", value: [...roles] }], { roles: ids });
  return [{ ...call, restores: { part: "roles", loses: ids.map((id) => `role ${id}`) } }];
}

function joiningAgain(group: Group, { id }: Person): PlannedCall {
  return { ...joining(group, [id]), restores: { part: "teams", loses: [`team ${group.team.name}`] } };
}

interface Teams {
  /** Groups to join again. */
  readonly there: readonly Group[];
  readonly hasKept: boolean;
  readonly lost: readonly string[];
}

async function compareTeams(
  parts: WriteParts,
  reading: Reading,
  person: Person,
  before: readonly KeptTeam[],
): Promise<Teams> {
  if (before.length === 0) return { there: [], hasKept: false, lost: [] };
  const now = await teamsOf(parts, reading, person);
  if (now === null) return { there: [], hasKept: false, lost: ["teams, which could not be read"] };
  const ids = new Set(now.map(({ id }) => id));
  const left = before.filter(({ id }) => !ids.has(id));
  const hasKept = left.length < before.length;
  if (left.length === 0) return { there: [], hasKept, lost: [] };
  const groups = (await parts.endpoint.groups.all(reading, "names")) ?? [];
  const found = left.map((team) => ({ team, group: findKept(groups, team) }));
  return {
    there: found.flatMap(({ group }) => group ?? []),
    hasKept,
    lost: found.flatMap(({ team, group }) => (group === null ? [`team ${team.name}`] : [])),
  };
}

/** What has the id is meant, whatever it is called now; of the name, only what is alone with it. */
function findKept(groups: readonly Group[], { id, name }: KeptTeam): Group | null {
  const byId = groups.find((group) => group.id === id);
  if (byId !== undefined) return byId;
  const [one = null, ...more] = groups.filter(({ team }) => team.name === name);
  return more.length === 0 ? one : null;
}
