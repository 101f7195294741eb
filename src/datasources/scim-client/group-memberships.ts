import type { Reading } from "../../directory/reading.js";
import type { Team } from "../../directory/team.js";
import type { ScimClient } from "./client.js";
import type { ScimGroups } from "./groups.js";
import { isBoolean, Remembered } from "./remembered.js";
import type { Group, Person, ToTeam } from "./resources.js";

interface GroupMembershipsOptions {
  readonly client: ScimClient;
  readonly groups: ScimGroups;
  readonly toTeam: ToTeam;
}

/** The teams of each of the people, by id; `null` where nothing tells. */
export type TeamsByPerson = ReadonlyMap<string, readonly Team[] | null>;

/**
 * Who is in which group, asked from the users' side: told by the attribute `groups` of the users themselves where the
 * server has it (RFC 7643 section 4.1.2), and else by the members of all groups. Lists and gets may differ in that.
 */
export class GroupMemberships {
  readonly #options: GroupMembershipsOptions;
  readonly #listedCarry: Remembered<boolean>;
  readonly #gotCarry: Remembered<boolean>;

  constructor(options: GroupMembershipsOptions) {
    const { facts } = options.client;
    this.#options = options;
    this.#listedCarry = new Remembered({ facts, name: "listed users carry groups", is: isBoolean });
    this.#gotCarry = new Remembered({ facts, name: "got users carry groups", is: isBoolean });
  }

  /** Begins what listed people are known to need; whoever needs it meets the same calls. */
  begin(reading: Reading): void {
    if (this.#listedCarry.value !== false) return;
    this.#options.groups.all(reading, "members").catch(() => undefined);
  }

  /** @throws DirectoryError when groups are needed and could not be read */
  async ofPeople(reading: Reading, people: readonly Person[]): Promise<TeamsByPerson> {
    for (const person of people) if (direct(person).length > 0) this.#carry(person).learn(true);
    const untold = people.filter((person) => this.#carry(person).value !== true);
    const isNamed = people.every((person) => direct(person).every(({ display }) => display !== null));
    if (untold.length === 0 && isNamed) {
      return new Map(people.map((person) => [person.id, this.#mentioned(person)]));
    }
    const groups = await this.#options.groups.all(reading, untold.length === 0 ? "names" : "members");
    if (groups === null) {
      return new Map(
        people.map((person) => [person.id, untold.includes(person) ? null : this.#mentioned(person)]),
      );
    }
    return untold.length === 0 ? byMention(people, groups) : this.#byMembers(people, groups);
  }

  #byMembers(people: readonly Person[], groups: readonly Group[]): TeamsByPerson {
    const teams = new Map(people.map(({ id }) => [id, [] as Team[]]));
    for (const { team, memberIds } of groups) for (const id of memberIds) teams.get(id)?.push(team);
    for (const person of people) {
      const isInSome = teams.get(person.id)?.length !== 0;
      if (isInSome && this.#carry(person).value !== true) this.#carry(person).learn(false);
    }
    return teams;
  }

  #carry({ isListed }: Person): Remembered<boolean> {
    return isListed ? this.#listedCarry : this.#gotCarry;
  }

  /** Groups as the user's own row names them. */
  #mentioned(person: Person): readonly Team[] {
    const { client, toTeam } = this.#options;
    const seen = client.sighting(person.user.fetchedAt);
    return direct(person).map(({ id, display }) =>
      toTeam(seen, { id, displayName: display, externalId: null, members: null, meta: null }),
    );
  }
}

/** Groups that the user is a member of; `indirect` ones hold a group of the user's (RFC 7643 section 4.1.2). */
function direct({ row }: Person): readonly { readonly id: string; readonly display: string | null }[] {
  const named = new Map<string, string | null>();
  for (const { value, display, type } of row.groups ?? []) {
    if (value !== null && value !== "" && type?.toLowerCase() !== "indirect") named.set(value, display);
  }
  return [...named].map(([id, display]) => ({ id, display }));
}

function byMention(people: readonly Person[], groups: readonly Group[]): TeamsByPerson {
  const teams = new Map(groups.map(({ id, team }) => [id, team]));
  return new Map(
    people.map((person) => [person.id, direct(person).flatMap(({ id }) => teams.get(id) ?? [])]),
  );
}
