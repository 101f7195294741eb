import type { Reading } from "../../../directory/reading.js";
import type { Role } from "../../../directory/role.js";
import type { Team } from "../../../directory/team.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { NamedRef } from "../../../directory/writing.js";
import { foldName } from "../people.js";
import type { Groups } from "../groups.js";
import type { RoleBook } from "../roles.js";

/** The lists to choose from. */
export interface Choosing {
  readonly book: Pick<RoleBook, "list">;
  readonly groups: Pick<Groups, "ofKind">;
}

/** One of a list, or how many of it have the name when that is not one. */
type Choice<T> = { readonly one: T } | { readonly count: number };

interface Choosable {
  readonly remoteId: string;
  readonly name: string;
}

/** The id counts before the name, the name in any case (contract 3.5). */
export function choose<T extends Choosable>(items: readonly T[], idOrName: string): Choice<T> {
  const known = items.find(({ remoteId }) => remoteId === idOrName);
  if (known !== undefined) return { one: known };
  const named = items.filter(({ name }) => foldName(name) === foldName(idOrName));
  const [one] = named;
  return one !== undefined && named.length === 1 ? { one } : { count: named.length };
}

const roleField = ["input", "role"];
const teamsField = ["input", "teams"];

/**
 * The role that is meant, as the account has it now: ids are good in one account alone.
 * @throws WriteRefused
 */
export async function chooseRole(
  { book }: Pick<Choosing, "book">,
  reading: Reading,
  asked: NamedRef,
): Promise<Role> {
  const list = await book.list(reading);
  if (list === null) throw unlisted("roles", roleField);
  const items = "ref" in asked ? list.items.filter((role) => isSame(role, asked)) : list.items;
  return assertOne(choose(items, "ref" in asked ? asked.ref.id : asked.name), "role", roleField);
}

/**
 * The teams that are meant, each once. Ring groups and queues are written by other calls, which are not a user's.
 * @throws WriteRefused
 */
export async function chooseTeams(
  { groups }: Pick<Choosing, "groups">,
  reading: Reading,
  asked: readonly NamedRef[],
): Promise<readonly Team[]> {
  if (asked.length === 0) return [];
  assertTeams(asked);
  const teams = await groups.ofKind(reading, "team");
  if (teams === null) throw unlisted("teams", teamsField);
  const chosen = asked.map((one) => {
    const items = "ref" in one ? teams.filter((team) => isSame(team, one)) : teams;
    return assertOne(choose(items, "ref" in one ? one.ref.id : one.name), "team", teamsField);
  });
  return [...new Set(chosen)];
}

function isSame({ ref }: Role | Team, asked: { readonly ref: Role["ref"] }): boolean {
  return ref.kind === asked.ref.kind && ref.scope === asked.ref.scope && ref.id === asked.ref.id;
}

function assertTeams(asked: readonly NamedRef[]): void {
  const isOther = asked.some((one) => "ref" in one && ["ring-group", "queue"].includes(one.ref.kind));
  if (!isOther) return;
  throw new WriteRefused("INVALID", "Rollcall puts users into teams, not into ring groups or queues", {
    field: teamsField,
  });
}

function assertOne<T>(choice: Choice<T>, what: string, field: readonly string[]): T {
  if ("one" in choice) return choice.one;
  if (choice.count === 0) {
    throw new WriteRefused("NOT_FOUND", `The account does not have such a ${what}`, { field });
  }
  throw new WriteRefused("AMBIGUOUS", `Several of the account's ${what}s have the name; give the id`, {
    field,
  });
}

function unlisted(what: string, field: readonly string[]): WriteRefused {
  return new WriteRefused(
    "UNSUPPORTED_BY_PROVIDER",
    `The account does not list its ${what}, so none can be given`,
    { field },
  );
}
