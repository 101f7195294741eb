import type { Reading } from "../../../../directory/reading.js";
import type { Role } from "../../../../directory/role.js";
import type { Team } from "../../../../directory/team.js";
import type { Fidelity, PlannedCall } from "../../../../directory/writing.js";
import type { Person } from "../../people.js";
import { choose } from "../choices.js";
import type { Mentioned } from "./expectations.js";
import { toReferences, type Wanted } from "./fields.js";
import type { Keepsake } from "../keepsake.js";
import { patching, type WriteParts } from "./parts.js";

/** What can be put back of it, in the API's words, and what cannot. */
export interface PutBack extends Wanted {
  readonly fidelity: Fidelity;
}

/** Roles and teams that are gone meanwhile are lost, not sent: the whole call would be refused. */
export async function toPutBack(
  parts: WriteParts,
  reading: Reading,
  person: Person,
  kept: Keepsake,
): Promise<PutBack> {
  const [role, { teams, lost }] = await Promise.all([
    putBackRole(parts, reading, kept),
    putBackTeams(parts, reading, kept),
  ]);
  const lostRole = role === null ? roleIn(kept) : null;
  const losses = [...(lostRole === null ? [] : [`role ${lostRole.name}`]), ...lost];
  return {
    ...toReferences(role, setsTeams(person, kept, teams) ? teams : null),
    role,
    fidelity: toFidelity(kept, role, teams, losses),
  };
}

/** Whoever was in no team and is in none needs nothing sent. */
function setsTeams({ teams: now }: Person, { teams: before }: Keepsake, teams: readonly Team[]): boolean {
  return before !== null && (teams.length > 0 || (now?.length ?? 0) > 0);
}

/** Whoever was disabled before the deletion is active now, which is not what was there. */
function toFidelity(
  { state }: Keepsake,
  role: Role | null,
  teams: readonly Team[],
  losses: readonly string[],
): Fidelity {
  const wasDisabled = state === "DISABLED";
  return {
    sameId: true,
    restored: [
      ...(wasDisabled ? [] : ["state"]),
      ...(role === null ? [] : ["role"]),
      ...(teams.length > 0 ? ["teams"] : []),
    ],
    lost: [...(wasDisabled ? ["state, which was disabled"] : []), ...losses],
  };
}

async function putBackRole(parts: WriteParts, reading: Reading, kept: Keepsake): Promise<Role | null> {
  const role = roleIn(kept);
  if (role === null) return null;
  const list = await parts.book.listForUsers(reading);
  return findKept(list?.items ?? [], role);
}

/** REST writes one role, although SCIM may have told of several. */
function roleIn({ roles }: Keepsake): Mentioned | null {
  return roles?.[0] ?? null;
}

async function putBackTeams(
  { groups }: WriteParts,
  reading: Reading,
  { teams }: Keepsake,
): Promise<{ readonly teams: readonly Team[]; readonly lost: readonly string[] }> {
  if (teams === null || teams.length === 0) return { teams: [], lost: [] };
  const items = (await groups.ofKind(reading, "team")) ?? [];
  const found = teams.map((team) => findKept(items, team));
  return {
    teams: [...new Set(found.filter((team) => team !== null))],
    lost: teams.filter((_, at) => found[at] === null).map(({ name }) => `team ${name}`),
  };
}

/** What has the id is meant, whatever it is called now; of the name, only what is alone with it. */
function findKept<T extends Role | Team>(items: readonly T[], { id, name }: Mentioned): T | null {
  const byId = items.find(({ remoteId }) => remoteId === id);
  if (byId !== undefined) return byId;
  const choice = choose(items, name);
  return "one" in choice ? choice.one : null;
}

/**
 * Ring groups that somebody went out of, apart from the rest: they are on their way out (contract 3.6), and an account
 * that has none any more would refuse all of it.
 */
export function puttingBackRingGroups(person: Person, kept: Keepsake): readonly PlannedCall[] {
  const { ringGroups: now } = person;
  const { ringGroups } = kept;
  if (now === null || ringGroups === null) return [];
  const gone = ringGroups.filter((name) => !now.includes(name));
  if (gone.length === 0) return [];
  const fields = { ring_groups: [...new Set([...now, ...ringGroups])] };
  const loses = gone.map((name) => `ring group ${name}`);
  return [
    {
      ...patching(person, fields, { isActive: null, shows: fields }),
      restores: { part: "ring groups", loses },
    },
  ];
}
