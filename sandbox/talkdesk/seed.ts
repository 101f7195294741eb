import type { Company, CompanyPerson } from "../company.js";
import { places } from "../company-names.js";
import { createSeededRandom } from "../seeded-random.js";
import { castAccount, type Casting, type Part } from "./seed-casting.js";
import { type NewUser, TalkdeskState } from "./state.js";

export interface SeedOptions {
  readonly company: Company;
  readonly seed: number;
  readonly clock: () => Date;
}

const ringGroups = ["General", "Billing & Refunds", "VIP / Gold", "Español"];

/** SCIM gives teams as a list with semicolons, in which one of these names cannot be said. */
const teamsBesidePlaces = [
  ...["Support", "Sales", "Success", "Tier 1", "Tier 2", "Tier 3", "Onboarding"],
  ...["Retention", "Nobody yet", "Nights; weekends"],
];

const roleNames = ["agent", "supervisor", "admin", "account owner", "Quality Analyst", "Wallboard Guest"];

/** Ids by name, for the seeding alone. */
type Ids = Readonly<Record<string, string>>;

/** The people of the company who talk to customers, in the order in which they joined. */
export function seedState({ company, seed, clock }: SeedOptions): TalkdeskState {
  const state = new TalkdeskState(seed, clock);
  const roles = byName(roleNames.map((name) => state.addRole(name)));
  const cities = places.map(({ city }) => city);
  const teams = byName([...teamsBesidePlaces, ...cities].map((name) => state.addTeam(name)));
  for (const name of ringGroups) state.addRingGroup(name);
  seedOtherAccount(state, company);
  for (const part of castAccount(company.people, createSeededRandom(seed ^ 0x51ce))) {
    state.addUser(toUser(part, roles, teams), { createdAt: part.person.joinedAt });
  }
  return state;
}

function byName(named: readonly { id: string; name: string }[]): Ids {
  return Object.fromEntries(named.map(({ id, name }) => [name, id]));
}

function toUser({ person, casting }: Part, roles: Ids, teams: Ids): NewUser {
  const { index, department, city, timeZone, country } = person;
  const extension = String(2000 + index);
  const isLoner = casting === "loner";
  const roleId = roles[roleOf(casting)];
  const usual: NewUser = {
    name: `${person.firstName} ${person.lastName}`,
    email: person.email,
    givenName: person.firstName,
    familyName: person.lastName,
    roleIds: roleId === undefined ? [] : [roleId],
    state: "active",
    extension: index % 5 === 4 ? null : extension,
    ringGroups: isLoner ? [] : ringGroupsOf(person),
    teamIds: isLoner ? [] : [teams[department], index % 3 === 0 ? undefined : teams[city]].filter(isThere),
    timeZone,
    language: languages[country] ?? "en-US",
    gender: null,
    externalPhoneNumber: index % 4 === 3 ? null : person.phone,
  };
  return { ...usual, ...oddities[casting]?.(person, extension) };
}

function isThere(id: string | undefined): id is string {
  return id !== undefined;
}

function roleOf(casting: Casting): string {
  switch (casting) {
    case "owner":
      return "account owner";
    case "admin":
    case "supervisor":
      return casting;
    case "analyst":
      return "Quality Analyst";
    case "wallboard":
      return "Wallboard Guest";
    case "roleless":
      return "";
    default:
      return "agent";
  }
}

function ringGroupsOf({ index }: CompanyPerson): string[] {
  const chosen = [ringGroups[index % ringGroups.length], index % 7 === 0 ? ringGroups[0] : undefined];
  return [...new Set(chosen.filter(isThere))];
}

/** What makes a casting odd. SCIM, which wants a name in two parts, finds none where they are taken away. */
const oddities: Partial<Record<Casting, (person: CompanyPerson, extension: string) => Partial<NewUser>>> = {
  inactive: () => ({ state: "inactive" }),
  pending: () => ({ state: "pending" }),
  capitals: ({ email }) => ({ email: email.toUpperCase() }),
  nameless: () => ({ name: null, givenName: undefined, familyName: undefined }),
  addressless: () => ({ email: undefined }),
  misspelt: () => ({ roleSpelling: "AGENT" }),
  numberExtension: (_, extension) => ({ extension: Number(extension) }),
  zeroExtension: ({ index }) => ({ extension: `00${index}` }),
  plus: ({ email }) => ({ email: email.replace("@", "+voice@") }),
  markup: () => named("<b>Bo</b>", `"Tables" & Sons`),
  emoji: () => named("Zoë", "🦊 Fox"),
  mononym: ({ firstName }) => ({ name: firstName, familyName: undefined }),
};

function named(givenName: string, familyName: string): Partial<NewUser> {
  return { name: `${givenName} ${familyName}`, givenName, familyName };
}

const languages: Partial<Record<string, string>> = {
  IT: "it-IT",
  DE: "de-DE",
  ES: "es-ES",
  GB: "en-GB",
  BR: "pt-BR",
  PL: "pl-PL",
  JP: "ja-JP",
};

/** On the same server and never to be seen here, though roles and teams are called the same. */
function seedOtherAccount(state: TalkdeskState, { people }: Company): void {
  const account = "other";
  const role = state.addRole("agent", account);
  const team = state.addTeam("Support", account);
  // Addresses are unique within an account only.
  const shared = people[0]?.email ?? "nobody@acme.example";
  for (const email of [shared, "kim.field@globex.example", "ola.roe@globex.example"]) {
    const user: NewUser = {
      name: "Kim Field",
      email,
      roleIds: [role.id],
      state: "active",
      extension: null,
      ringGroups: [],
      teamIds: [team.id],
      timeZone: "America/New_York",
      language: "en-US",
      gender: null,
      externalPhoneNumber: null,
    };
    state.addUser(user, { account, createdAt: "2023-01-02T09:00:00.000Z" });
  }
}
