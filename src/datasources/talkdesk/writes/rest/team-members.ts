import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import { isPresent } from "../../../../directory/slots.js";
import type { Team } from "../../../../directory/team.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import { planOf, type PlannedCall, type WritePlan } from "../../../../directory/writing.js";
import type { Person } from "../../people.js";
import { choose } from "../choices.js";
import { tellsField } from "./expectations.js";
import { toMentioned } from "./fields.js";
import { assertFew, findTeam, type MembersCommand } from "../refusals.js";
import { unseenWarnings } from "../unseen.js";
import { findPerson, patching, type WriteParts } from "./parts.js";

/** Each costs a get, a PATCH and a get that reads back. */
const mostUsers = 25;

/**
 * A team has no list of members: each user has a list of teams, which is set as a whole (contract 3.4, 3.5). So the
 * teams that somebody is in have to be told before they can be changed by one.
 */
export async function planMembers(
  parts: WriteParts,
  reading: Reading,
  command: MembersCommand,
): Promise<WritePlan> {
  assertFew(command.users, mostUsers);
  const team = await findTeam(parts, reading, command.team);
  const teams = (await parts.groups.ofKind(reading, "team")) ?? [];
  const people = await findMembers(parts, reading, command.users);
  const isJoining = command.operation === "TEAM_MEMBERS_ADD";
  const changed = people.flatMap(({ person, mentions }) => {
    const wanted = toWantedTeams(teams, mentions, { team, isJoining });
    return wanted === null ? [] : [{ person, wanted }];
  });
  const calls = changed.map(({ person, wanted }) => settingTeams(person, wanted));
  const isUnseen = changed.some(({ person }) => !tellsField(person, "teams"));
  return { ...planOf(team.ref, calls), warnings: unseenWarnings(isUnseen ? ["teams"] : []) };
}

/** Somebody as a get shows them, and the teams that they are in, which another surface may have told. */
interface Member {
  readonly person: Person;
  readonly mentions: readonly string[];
}

/** Each once. @throws WriteRefused */
async function findMembers(
  parts: WriteParts,
  reading: Reading,
  refs: readonly RemoteRef[],
): Promise<readonly Member[]> {
  const found = await Promise.all(refs.map((ref) => findPerson(parts, reading, ref)));
  const unique = [...new Map(found.map((person) => [person.id, person])).values()];
  const { people } = await parts.details.complete(reading, unique, ["teams"]);
  return unique.map((person, at) => {
    const completed = people[at] ?? person;
    if (!isPresent(completed)) throw completed;
    if (completed.teams !== null) return { person, mentions: completed.teams };
    throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "The account does not tell the teams of its users", {
      alternatives: [{ operation: "USER_UPDATE", note: "Sets all of the User's teams." }],
    });
  });
}

interface Change {
  readonly team: Team;
  readonly isJoining: boolean;
}

/** What nobody has a team for is kept as it is. */
type Mentioned = ReturnType<typeof toMentioned>;

/** All teams that somebody is to be in; `null` where nothing changes. */
function toWantedTeams(
  teams: readonly Team[],
  mentions: readonly string[],
  { team, isJoining }: Change,
): readonly Mentioned[] | null {
  const before = mentions.map((mention) => {
    const choice = choose(teams, mention);
    return "one" in choice ? toMentioned(choice.one) : { id: mention, name: mention };
  });
  const others = before.filter(({ id }) => id !== team.remoteId);
  const isIn = others.length < before.length;
  if (isIn === isJoining) return null;
  return isJoining ? [...others, toMentioned(team)] : others;
}

function settingTeams(person: Person, wanted: readonly Mentioned[]): PlannedCall {
  const shows = tellsField(person, "teams") ? { teams: [...wanted] } : {};
  return patching(person, { teams: wanted.map(({ id }) => id) }, { isActive: null, shows });
}
