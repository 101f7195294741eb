import type { Company, CompanyPerson } from "../company.js";
import type { JsonObject } from "../incoming.js";
import { createSeededRandom, type SeededRandom } from "../seeded-random.js";
import { enterpriseSchema, groupSchema, userSchema } from "./discovery.js";
import { MemoryScimStore, type ScimDocument } from "./store.js";

/** The people of the company, as its identity provider knows them: everybody, with departments and cities as groups. */
export function seedScim(company: Company, seed: number, clock: () => Date): MemoryScimStore {
  const random = createSeededRandom(seed ^ 0x5c1f);
  const store = new MemoryScimStore({ clock, nextId: () => random.uuid() });
  const people = company.people.map((person) => ({ person, id: idOf(person, random) }));
  const groups = seedGroups(people, random);
  const groupsOf = new Map<string, JsonObject[]>();
  for (const { document, memberIds } of groups) {
    const mention = { value: document.id, display: document["displayName"], type: "direct" };
    for (const id of memberIds) groupsOf.set(id, [...(groupsOf.get(id) ?? []), mention]);
  }
  for (const { person, id } of people) store.add("User", toUser(person, id, groupsOf.get(id)));
  for (const { document } of groups) store.add("Group", document);
  store.revision = 0;
  return store;
}

/** Some ids need encoding in a path. */
function idOf({ index }: CompanyPerson, random: SeededRandom): string {
  const id = random.uuid();
  if (index % 40 === 7) return `${id}/ä`;
  return index % 40 === 8 ? `user ${id}?#` : id;
}

interface SeededPerson {
  readonly person: CompanyPerson;
  readonly id: string;
}

function toUser(person: CompanyPerson, id: string, groups: readonly JsonObject[] | undefined): ScimDocument {
  const { index, joinedAt, timeZone } = person;
  // One in ten has times without a zone, as some servers write them.
  const created = index % 10 === 3 ? joinedAt.replace("Z", "") : joinedAt;
  return {
    schemas: [userSchema, enterpriseSchema],
    id,
    ...namesOf(person),
    active: index % 12 !== 5,
    ...contactsOf(person),
    title: person.jobTitle,
    locale: `en-${person.country}`,
    timezone: timeZone,
    ...rolesOf(person),
    ...(groups === undefined ? {} : { groups }),
    [enterpriseSchema]: {
      department: person.department,
      organization: "Acme",
      employeeNumber: String(index + 1),
    },
    // What nobody knows must disturb nobody.
    "urn:example:badge": { colour: "green" },
    meta: { resourceType: "User", created, lastModified: created, version: `W/"${String(index)}"` },
  };
}

function namesOf({ index, firstName, lastName, email }: CompanyPerson): JsonObject {
  if (index === 20) return { userName: "svc-backup", displayName: "<b>Backup</b> 🤖" };
  const userName = index % 15 === 4 ? email.toUpperCase() : email;
  const name = { givenName: firstName, familyName: lastName, formatted: `${firstName} ${lastName}` };
  const displayName = index % 6 === 2 ? {} : { displayName: `${firstName} ${lastName}` };
  return { userName, externalId: `hr-${String(index + 1)}`, name, ...displayName };
}

function contactsOf({ index, email, phone }: CompanyPerson): JsonObject {
  if (index === 20 || index === 21) return {};
  const work = { value: email, type: "work", primary: true };
  const home = { value: `${String(index)}@home.example`, type: "home" };
  return {
    emails: index % 9 === 1 ? [home, work] : [work],
    phoneNumbers: [{ value: phone, type: "work" }],
  };
}

function rolesOf({ index, department }: CompanyPerson): JsonObject {
  if (index === 0) return { roles: [{ value: "Owner", primary: true }] };
  if (index % 25 === 1) return { roles: [{ value: "Administrator", primary: true }, { value: "employee" }] };
  if (index % 4 === 3) return {};
  return { roles: [{ value: department === "Support" ? "agent" : "employee" }] };
}

interface SeededGroup {
  readonly document: ScimDocument;
  readonly memberIds: ReadonlySet<string>;
}

function seedGroups(people: readonly SeededPerson[], random: SeededRandom): readonly SeededGroup[] {
  const byName = new Map<string, SeededPerson[]>();
  for (const one of people) {
    for (const name of [one.person.department, `Office ${one.person.city}`]) {
      byName.set(name, [...(byName.get(name) ?? []), one].slice(-500));
    }
  }
  const made = [...byName].map(([name, members]) => toGroup(random.uuid(), name, members));
  const nested = made.slice(0, 2).map(({ document }) => ({
    ...{ value: document.id, display: document["displayName"], type: "Group" },
  }));
  const twice = people.slice(0, 2);
  return [
    ...made,
    toGroup(random.uuid(), "Everybody's groups", twice.slice(0, 1), nested),
    toGroup(random.uuid(), "Twice in it", [...twice, ...twice]),
    { document: groupOf(random.uuid(), "Nobody"), memberIds: new Set<string>() },
  ];
}

function toGroup(
  id: string,
  name: string,
  people: readonly SeededPerson[],
  nested: readonly JsonObject[] = [],
): SeededGroup {
  const members = people.map(({ id: value, person }) => ({
    ...{ value, display: `${person.firstName} ${person.lastName}` },
    ...(person.index % 2 === 0 ? { type: "User" } : {}),
  }));
  return {
    document: { ...groupOf(id, name), members: [...members, ...nested] },
    memberIds: new Set(people.map(({ id: value }) => value)),
  };
}

function groupOf(id: string, displayName: string): ScimDocument {
  const at = "2023-01-09T09:00:00Z";
  return {
    schemas: [groupSchema],
    id,
    displayName,
    meta: { resourceType: "Group", created: at, lastModified: at },
  };
}
