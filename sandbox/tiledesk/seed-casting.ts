import type { CompanyPerson } from "../company.js";
import type { SeededRandom } from "../seeded-random.js";

/** The part that a person plays in one project; each is a state in which real projects hold people. */
export type Casting =
  | "owner"
  | "admin"
  | "supervisor"
  | "agent"
  | "teammate"
  /** A custom role that exists. */
  | "auditor"
  /** A role that nobody defined, and that passes every gate. */
  | "wizard"
  | "disabled"
  | "trashed"
  /** Two memberships of one human: trashed once, invited again. */
  | "rejoined"
  /** Deleted their account; the membership stays active. */
  | "anonymised"
  /** Removed physically; `id_user` populates to null. */
  | "gone"
  /** From before soft deletion: no `trashed`. */
  | "old"
  /** From before the migration too: neither `trashed` nor `roleType`, so only a list by role shows it. */
  | "oldest"
  | "busy"
  | "online"
  | "offline"
  /** Invited and not signed up: no user, no membership. */
  | "invited";

export interface Part {
  readonly person: CompanyPerson;
  readonly casting: Casting;
}

/** In this order, so that a small project has the commoner ones. */
const specials: readonly Casting[] = [
  "admin",
  "supervisor",
  "auditor",
  "wizard",
  "disabled",
  "trashed",
  "rejoined",
  "anonymised",
  "gone",
  "invited",
  "old",
  "busy",
  "online",
  "offline",
  "teammate",
  "oldest",
  "admin",
  "supervisor",
  "disabled",
  "trashed",
  "online",
  "invited",
  "busy",
];

const crowd: readonly Casting[] = [
  ...Array<Casting>(14).fill("agent"),
  ...Array<Casting>(3).fill("online"),
  ...Array<Casting>(2).fill("teammate"),
  "offline",
  "supervisor",
];

/** One cast for each project, the owner first and the rest mixed. */
export function castProjects(
  people: readonly CompanyPerson[],
  projects: number,
  random: SeededRandom,
): Part[][] {
  const [owner, ...staff] = people;
  if (!owner) return [];
  const shares = Array.from({ length: projects }, (_, project) =>
    staff.filter((_, at) => at % projects === project),
  );
  return shares.map((share, project) => {
    const own = share.map((person, at) => ({ person, casting: specials[at] ?? random.pick(crowd) }));
    // Every seventh human of the neighbouring project helps out here, if nothing special happens to them there.
    const neighbours = projects > 1 ? (shares[(project + 1) % projects] ?? []) : [];
    const guests = neighbours.filter((_, at) => at >= specials.length && at % 7 === 0);
    const helpers = guests.map((person): Part => ({ person, casting: "agent" }));
    return [{ person: owner, casting: "owner" }, ...random.shuffled([...own, ...helpers])];
  });
}

/** Whether this part leaves the person with an account to sign in with. */
export function hasAccount(casting: Casting): boolean {
  return casting !== "invited" && casting !== "gone" && casting !== "anonymised";
}
