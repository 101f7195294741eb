import { isPresent } from "../../directory/slots.js";
import { DirectoryError } from "../../directory/errors.js";
import type { Facts, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { type Part, type Person } from "./people.js";
import type { Completed } from "./person-details.js";
import { toScimPerson, type ScimRow, type TalkdeskScim } from "./scim-surface.js";

/** What was found out is found out again after ten minutes. */
const untoldLifetimeMs = 600_000;
const untold = "talkdesk scim tells no roles and teams";
/** Gets without the extension after which it is given up: nobody who was asked had roles or teams. */
const mostProbes = 3;

/**
 * What SCIM tells of people whom REST lists: the names of their roles and teams. Nothing says that the two surfaces
 * have the same ids, so people are joined by their e-mail, which is SCIM's user name (contract 5.6).
 */
export class ScimDetails {
  readonly #scim: TalkdeskScim;
  readonly #facts: Facts;

  constructor(scim: TalkdeskScim, facts: Facts) {
    this.#scim = scim;
    this.#facts = facts;
  }

  get isUntold(): boolean {
    return this.#facts.recall(untold) === true;
  }

  async complete(reading: Reading, people: readonly Person[], parts: readonly Part[]): Promise<Completed> {
    const mine = parts.filter((part) => part !== "updatedAt");
    if (mine.length === 0 || this.isUntold) return { people, untold: parts };
    const rows = await this.#inFull(reading, await this.#rows(reading, people));
    if (rows === null) return { people, untold: parts };
    return {
      people: people.map((person, index) => merge(person, rows[index] ?? null)),
      untold: parts.filter((part) => part === "updatedAt"),
    };
  }

  /** SCIM's rows of them, each in its place; `null` for who has none, or is not the only one at the address. */
  async #rows(reading: Reading, people: readonly Person[]): Promise<readonly Slot<ScimRow>[]> {
    const emails = [...new Set(people.flatMap(({ user }) => user.email?.toLowerCase() ?? []))];
    const slots = await this.#scim.users.byEmails(reading, emails);
    const byEmail = new Map(emails.map((email, index) => [email, slots[index] ?? null]));
    return people.map(({ user }) => {
      const found = byEmail.get(user.email?.toLowerCase() ?? "") ?? null;
      if (found === null || found instanceof DirectoryError) return found;
      return found.length === 1 ? (found[0] ?? null) : null;
    });
  }

  /** Rows of lists lack the extension (contract 4.1); then a get of each may have it. `null` where none has. */
  async #inFull(reading: Reading, rows: readonly Slot<ScimRow>[]): Promise<readonly Slot<ScimRow>[] | null> {
    const known = rows.filter(isRow);
    if (known.length === 0 || known.some(hasExtension)) return rows;
    const probes = await this.#got(reading, known.slice(0, mostProbes));
    const isTold = probes.some((slot) => isRow(slot) && hasExtension(slot));
    if (!isTold && probes.every(isRow)) {
      this.#facts.keep(untold, true, untoldLifetimeMs);
      return null;
    }
    const got = await this.#got(reading, known);
    const byId = new Map(known.map(({ id }, index) => [id, got[index] ?? null]));
    return rows.map((row) => (isRow(row) ? (byId.get(row.id) ?? null) : row));
  }

  #got(reading: Reading, rows: readonly ScimRow[]): Promise<readonly Slot<ScimRow>[]> {
    return this.#scim.users.byIdsInFull(
      reading,
      rows.map(({ id }) => id),
    );
  }
}

function isRow(slot: Slot<ScimRow>): slot is ScimRow {
  return slot !== null && !(slot instanceof DirectoryError);
}

function hasExtension(row: ScimRow): boolean {
  return toScimPerson(row).isRich;
}

/** Ids and all else stay REST's. */
function merge(person: Person, row: Slot<ScimRow>): Person | DirectoryError {
  if (row instanceof DirectoryError) return row;
  const told = row === null ? null : toScimPerson(row);
  if (told === null || !isPresent(told) || !told.isRich) return person;
  return {
    ...person,
    roles: person.roles ?? told.roles,
    teams: person.teams ?? told.teams,
    isRich: true,
    user: { ...person.user, surface: "rest+scim" },
  };
}
