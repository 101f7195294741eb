import { places } from "./company-names.js";
import { createSeededRandom, type SeededRandom } from "./seeded-random.js";

/** One human of the seeded company, as plain facts that any provider's stand-in can show in its own shape. */
export interface CompanyPerson {
  /** Position in the company, from 0; stable for a seed, whatever the company's size. */
  readonly index: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** E.164. */
  readonly phone: string;
  readonly jobTitle: string;
  readonly department: CompanyDepartment;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly city: string;
  /** IANA time zone. */
  readonly timeZone: string;
  /** ISO 8601, always in the past. */
  readonly joinedAt: string;
}

export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly departments: readonly CompanyDepartment[];
  readonly people: readonly CompanyPerson[];
}

const jobTitles = {
  Support: ["Support Agent", "Senior Support Agent", "Support Engineer", "Support Lead"],
  Sales: ["Account Executive", "Sales Development Representative", "Account Manager"],
  Engineering: ["Software Engineer", "Staff Engineer", "QA Engineer", "Site Reliability Engineer"],
  Success: ["Customer Success Manager", "Onboarding Specialist"],
  Marketing: ["Content Strategist", "Brand Designer", "Growth Marketer"],
  Finance: ["Accountant", "Billing Specialist"],
} as const;

export type CompanyDepartment = keyof typeof jobTitles;

const departments = Object.keys(jobTitles) as CompanyDepartment[];
const domain = "acme.example";
const firstDay = Date.UTC(2023, 0, 9, 9, 0, 0);
const hour = 3_600_000;

/** The same people for the same seed; a bigger company starts with the people of the smaller one. */
export function createCompany(size: number, seed: number): Company {
  const random = createSeededRandom(seed);
  const taken = new Map<string, number>();
  const people = Array.from({ length: size }, (_, index) => createPerson(index, random, taken));
  return { name: "Acme", domain, departments, people };
}

function createPerson(index: number, random: SeededRandom, taken: Map<string, number>): CompanyPerson {
  const home = random.pick(places);
  const firstName = random.pick(home.firstNames);
  const lastName = random.pick(home.lastNames);
  // Two of five answer customers, as in the companies that buy a support desk.
  const department = random.fraction() < 0.4 ? "Support" : random.pick(departments);
  return {
    index,
    firstName,
    lastName,
    email: freeAddress(`${plainLetters(firstName)}.${plainLetters(lastName)}`, taken),
    phone: `+${home.dialCode}55${String(index).padStart(6, "0")}${random.integer(10).toString()}`,
    jobTitle: random.pick(jobTitles[department]),
    department,
    country: home.country,
    city: home.city,
    timeZone: home.timeZone,
    joinedAt: new Date(firstDay + index * hour).toISOString(),
  };
}

/** Namesakes get a number, as a real directory would give them. */
function freeAddress(localPart: string, taken: Map<string, number>): string {
  const namesakes = (taken.get(localPart) ?? 0) + 1;
  taken.set(localPart, namesakes);
  return namesakes === 1 ? `${localPart}@${domain}` : `${localPart}${namesakes}@${domain}`;
}

const withoutDecomposition: Record<string, string> = { ł: "l", ø: "o", đ: "d", ß: "ss", ı: "i", æ: "ae" };

function plainLetters(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, (letter) => withoutDecomposition[letter] ?? "");
}
