import type { CompanyPerson } from "../company.js";
import type { SeededRandom } from "../seeded-random.js";

/** The part that a person plays; each is a record as real accounts hold them. */
export type Casting =
  | "owner"
  | "admin"
  | "supervisor"
  | "agent"
  /** A role that the account's administrators made. */
  | "analyst"
  /** A role that no map of privileges knows. */
  | "wallboard"
  | "inactive"
  | "pending"
  /** Its address is in capitals. */
  | "capitals"
  | "nameless"
  /** Without the field. */
  | "addressless"
  /** Its role is spelt otherwise than on the list of roles. */
  | "misspelt"
  | "roleless"
  /** The extension is a number, or a text with zeros in front, which a number would lose. */
  | "numberExtension"
  | "zeroExtension"
  /** A plus in the address, which a query has to encode. */
  | "plus"
  | "markup"
  | "emoji"
  /** One word for a name. */
  | "mononym"
  /** In no team and no ring group. */
  | "loner";

export interface Part {
  readonly person: CompanyPerson;
  readonly casting: Casting;
}

/** In this order, so that a small account has the commoner ones. */
const specials: readonly Casting[] = [
  "owner",
  "admin",
  "supervisor",
  "inactive",
  "analyst",
  "wallboard",
  "pending",
  "capitals",
  "nameless",
  "addressless",
  "misspelt",
  "zeroExtension",
  "numberExtension",
  "plus",
  "markup",
  "emoji",
  "mononym",
  "roleless",
  "loner",
];

const crowd: readonly Casting[] = [
  ...Array<Casting>(75).fill("agent"),
  ...Array<Casting>(8).fill("supervisor"),
  ...Array<Casting>(8).fill("inactive"),
  ...Array<Casting>(4).fill("numberExtension"),
  ...Array<Casting>(2).fill("pending"),
  ...Array<Casting>(2).fill("analyst"),
  "admin",
];

/** Those who talk to customers: many of them answer the chat too. */
const departments = new Set<string>(["Support", "Sales", "Success"]);

export function castAccount(people: readonly CompanyPerson[], random: SeededRandom): Part[] {
  return people
    .filter(({ department }) => departments.has(department))
    .map((person, at) => ({ person, casting: specials[at] ?? random.pick(crowd) }));
}
