import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import type { Team } from "../../../directory/team.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { TeamCommand, UpdateFields } from "../../../directory/writing.js";
import type { Groups } from "../groups.js";
import type { Person } from "../people.js";

export type MembersCommand = Extract<TeamCommand, { users: readonly RemoteRef[] }>;

/*
 * What an account refuses over either surface.
 */

/** Whoever is there already is not invited. */
export function isThere({ user }: Pick<Person, "user">): boolean {
  return user.state !== "DISABLED";
}

const field = ["input", "email"];

export function alreadyMember(): WriteRefused {
  return new WriteRefused("ALREADY_MEMBER", "The address belongs to a user of the account", { field });
}

/**
 * Talkdesk says that the address is taken, after a look that found nobody: somebody was faster, or hides.
 * @param found whoever has the address by now
 */
export function toTaken(found: readonly Pick<Person, "user">[]): WriteRefused {
  if (found.some(isThere)) return alreadyMember();
  return new WriteRefused("TAKEN", "The address belongs to somebody else", { field });
}

/** Nothing says what null does, over either surface (contract 3.4). */
export function assertNothingCleared({ name, ...input }: UpdateFields): void {
  const inner = Object.entries(name ?? {}).map(([part, value]) => ({ path: ["name", part], value }));
  const outer = Object.entries(input).map(([field, value]) => ({ path: [field], value }));
  const cleared = [...outer, ...inner].find(({ value }) => value === null);
  if (cleared === undefined) return;
  throw new WriteRefused(
    "FIELD_UNSUPPORTED",
    `Talkdesk is not known to clear \`${cleared.path.join(".")}\``,
    {
      field: ["input", ...cleared.path],
    },
  );
}

/** @throws WriteRefused */
export function assertFew(users: readonly RemoteRef[], most: number): void {
  if (users.length <= most) return;
  throw new WriteRefused("INVALID", `Talkdesk takes at most ${most} users here: each is a call of its own`, {
    field: ["users"],
  });
}

/** @throws WriteRefused */
export async function findTeam(
  { groups }: { readonly groups: Pick<Groups, "find"> },
  reading: Reading,
  ref: RemoteRef,
): Promise<Team> {
  const team = await groups.find(reading, ref);
  if (team === null) throw new WriteRefused("NOT_FOUND", "There is no such Team", { field: ["id"] });
  if (team.kind === "TEAM") return team;
  throw new WriteRefused(
    "UNSUPPORTED_BY_PROVIDER",
    "Rollcall puts users into teams, not into ring groups or queues",
  );
}
