import type { Company, CompanyPerson } from "../company.js";
import type { JsonObject } from "../incoming.js";
import { createSeededRandom, type SeededRandom } from "../seeded-random.js";
import { enterpriseSchema, groupSchema, userSchema } from "./schemas.js";
import { MemoryScimStore, type ScimDocument } from "./store.js";

/** The people of the company, as its identity provider knows them: everybody, with departments and cities as groups. */
export function seedScim(company: Company, seed: number, clock: () => Date): MemoryScimStore {
  const random = createSeededRandom(seed ^ 0x5c1f);
  const store = new MemoryScimStore({ clock, nextId: () => random.uuid() });
  const people = company.people.map((person) => ({ person, id: idOf(person, random) }));
  for (const { person, id } of people) store.add("User", toUser(person, id, managerOf(people, person)));
  for (const group of seedGroups(people, random)) store.add("Group", group);
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

/** The first of ten leads the others. */
function managerOf(people: readonly SeededPerson[], { index }: CompanyPerson): JsonObject {
  const lead = people[index - (index % 10)];
  if (index % 10 === 0 || lead === undefined) return {};
  const { firstName, lastName } = lead.person;
  return { manager: { value: lead.id, displayName: `${firstName} ${lastName}` } };
}

function toUser(person: CompanyPerson, id: string, manager: JsonObject): ScimDocument {
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
    ...(index % 5 === 1 ? { preferredLanguage: "en" } : { locale: `en-${person.country}` }),
    timezone: timeZone,
    ...rolesOf(person),
    [enterpriseSchema]: {
      department: person.department,
      organization: "Acme",
      employeeNumber: String(index + 1),
      ...manager,
    },
    ...(index % 8 === 0 ? { photos: [photoOf(id)] } : {}),
    // What nobody knows must disturb nobody.
    "urn:example:badge": { colour: "green" },
    shoeSize: 40 + (index % 6),
    meta: { resourceType: "User", created, lastModified: created, version: `W/"${String(index)}"` },
  };
}

function photoOf(id: string): JsonObject {
  return { value: `https://photos.acme.example/${encodeURIComponent(id)}.jpg`, type: "photo" };
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

/** A page of groups that are bigger would be megabytes. */
const mostMembers = 500;

function seedGroups(people: readonly SeededPerson[], random: SeededRandom): readonly ScimDocument[] {
  const byName = new Map<string, SeededPerson[]>();
  for (const one of people) {
    for (const name of [one.person.department, `Office ${one.person.city}`]) {
      const members = byName.get(name);
      if (members === undefined) byName.set(name, [one]);
      else if (members.length < mostMembers) members.push(one);
    }
  }
  const made = [...byName].map(([name, members]) => toGroup(random.uuid(), name, members));
  const nested = made
    .slice(0, 2)
    .map(({ id, displayName }) => ({ value: id, display: displayName, type: "Group" }));
  const twice = people.slice(0, 2);
  return [
    ...made,
    toGroup(random.uuid(), "Everybody's groups", twice.slice(0, 1), nested),
    toGroup(random.uuid(), "Twice in it", [...twice, ...twice]),
    groupOf(random.uuid(), "Nobody"),
  ];
}

function toGroup(
  id: string,
  name: string,
  people: readonly SeededPerson[],
  nested: readonly JsonObject[] = [],
): ScimDocument {
  const members = people.map(({ id: value, person }) => ({
    ...{ value, display: `${person.firstName} ${person.lastName}` },
    ...(person.index % 2 === 0 ? { type: "User" } : {}),
  }));
  return { ...groupOf(id, name), members: [...members, ...nested] };
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
