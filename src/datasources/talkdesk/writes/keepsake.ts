import { z } from "zod";
import type { JsonObject } from "../../../directory/directory-object.js";
import type { Reading } from "../../../directory/reading.js";
import type { Role } from "../../../directory/role.js";
import { isPresent } from "../../../directory/slots.js";
import type { Team } from "../../../directory/team.js";
import type { WriteWarning } from "../../../directory/writing.js";
import type { Person } from "../people.js";
import { choose } from "./choices.js";
import { toMentioned } from "./fields.js";
import type { WriteParts } from "./parts.js";

/*
 * What is kept of a User when it is deleted. Nothing says what Talkdesk leaves to whoever is inactive, so a restore
 * puts back what is named here, and tells what is lost.
 */

const mentioned = z.object({ id: z.string(), name: z.string() });
const keepsake = z.object({
  state: z.string(),
  /** `null` where nothing told; so for the others. */
  roles: z.array(mentioned).nullable(),
  teams: z.array(mentioned).nullable(),
  ringGroups: z.array(z.string()).nullable(),
});
export type Keepsake = z.infer<typeof keepsake>;

export function parseKeepsake(kept: JsonObject): Keepsake {
  return keepsake.parse(kept);
}

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

type Kept = z.infer<typeof mentioned>;

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

/** With both id and name: the one or the other may have changed when it is put back. */
function toKept(items: readonly (Role | Team)[], mention: string): { id: string; name: string } {
  const choice = choose(items, mention);
  return "one" in choice ? toMentioned(choice.one) : { id: mention, name: mention };
}

export function keepsakeWarnings({ state, roles, teams }: Keepsake): readonly WriteWarning[] {
  const untold = [...(roles === null ? ["role"] : []), ...(teams === null ? ["teams"] : [])];
  return [
    ...(state === "DISABLED"
      ? [{ code: "RESTORES_AS_ACTIVE", message: "Restoring will enable the User, too" }]
      : []),
    ...(untold.length === 0
      ? []
      : [
          {
            code: "NOT_KEPT",
            message: `The account does not tell the User's ${untold.join(" and ")}; a restore leaves them as they are`,
          },
        ]),
  ];
}
