import type { Reading } from "../../../../directory/reading.js";
import type { Role } from "../../../../directory/role.js";
import { isPresent } from "../../../../directory/slots.js";
import type { Team } from "../../../../directory/team.js";
import type { Person } from "../../people.js";
import { choose } from "../choices.js";
import type { Keepsake, Kept } from "../keepsake.js";
import { toMentioned } from "./fields.js";
import type { WriteParts } from "./parts.js";

/** Read where the account tells it, SCIM beside REST included. What cannot be read holds no removal up. */
export async function toKeepsake(parts: WriteParts, reading: Reading, person: Person): Promise<Keepsake> {
  const { people } = await parts.details.complete(reading, [person], ["roles", "teams"]);
  const [first = person] = people;
  const { roles, teams } = isPresent(first) ? first : person;
  const [keptRoles, keptTeams] = await Promise.all([
    keepRoles(parts, reading, roles),
    keepTeams(parts, reading, teams),
  ]);
  const { ringGroups } = person;
  return {
    state: person.user.state,
    roles: keptRoles,
    teams: keptTeams,
    ringGroups: ringGroups === null ? null : [...ringGroups],
  };
}

async function keepRoles(
  { book }: WriteParts,
  reading: Reading,
  mentions: readonly string[] | null,
): Promise<Kept[] | null> {
  if (mentions === null || mentions.length === 0) return mentions === null ? null : [];
  const list = await book.listForUsers(reading).catch(() => null);
  return mentions.map((mention) => toKept(list?.items ?? [], mention));
}

async function keepTeams(
  { groups }: WriteParts,
  reading: Reading,
  mentions: readonly string[] | null,
): Promise<Kept[] | null> {
  if (mentions === null || mentions.length === 0) return mentions === null ? null : [];
  const items = await groups.ofKind(reading, "team").catch(() => null);
  return mentions.map((mention) => toKept(items ?? [], mention));
}

function toKept(items: readonly (Role | Team)[], mention: string): Kept {
  const choice = choose(items, mention);
  return "one" in choice ? toMentioned(choice.one) : { id: mention, name: mention };
}
