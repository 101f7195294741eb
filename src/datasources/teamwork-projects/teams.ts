import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { toMemberships } from "../../directory/memberships.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle, settleNow } from "../../directory/slots.js";
import type { Team } from "../../directory/team.js";
import type { User } from "../../directory/user.js";
import { listByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { inPlace } from "../teamwork-site/in-place.js";
import { lookUp } from "../teamwork-site/look-up.js";
import { Seen } from "../teamwork-site/seen.js";
import { teams, teamsOfProject } from "./listings.js";
import { isId } from "./people-by-id.js";
import type { ProjectsUsers } from "./users.js";
import { toTeamRef, type Group } from "./wire.js";

/** Teams are v1's alone, which lists 50 at once (contract section 2.4). */
const teamsAtOnce = 50;

/** Access to the teams of a Teamwork Projects account. */
export class ProjectsTeams {
  readonly #client: SiteClient;
  readonly #seen = new Seen<Group>({ idOf: ({ id }) => id });

  constructor(client: SiteClient) {
    this.#client = client;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<Team>[]> {
    const groups = await this.groups(reading, refs, ahead?.has("members") === true);
    return groups.map((group) => (isPresent(group) ? group.team : group));
  }

  /** The teams behind references, with those who are in them where that is asked for. */
  async groups(
    reading: Reading,
    refs: readonly RemoteRef[],
    withMembers: boolean,
  ): Promise<readonly Slot<Group>[]> {
    const found = await this.#seen.find(
      reading,
      refs.filter(isTeam).map(({ id }) => id),
      (group) => !withMembers || group.memberIds !== null,
      (ids) =>
        lookUp(reading, ids, {
          atOnce: teamsAtOnce,
          listingOf: (some) => {
            const query = { teamIds: some.join(), showDeleted: "true", ...membersQuery(withMembers) };
            return teams(this.#client, { query, maxPageSize: some.length });
          },
        }),
    );
    return inPlace(refs, isTeam, found);
  }

  /** Deleted ones are not on the list; they are still found by id. */
  async list(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Team>> {
    const query = membersQuery(ahead?.has("members") === true);
    const listing = teams(this.#client, { query, maxPageSize: teamsAtOnce });
    const found = await listByOffset(reading, listing, { page });
    this.#seen.note(
      reading,
      found.rows.map((row) => row.item),
    );
    return toTeams(found);
  }

  /** Teams that the person's own row tells; a slot is `null` where it tells none. */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
    users: ProjectsUsers,
  ): Promise<readonly Slot<Page<Membership<Team>>>[]> {
    const refs = keys.map((key) => key.of);
    const people = await users.people(reading, refs, { projects: false, teams: true });
    const ids = [...new Set(people.flatMap((person) => (isPresent(person) ? (person.teamIds ?? []) : [])))];
    const groups = await this.groups(reading, ids.map(toTeamRef), false);
    const byId = new Map(ids.map((id, index) => [id, groups[index] ?? null]));
    return keys.map(({ page }, index) => {
      const person = people[index] ?? null;
      if (!isPresent(person)) return person;
      if (person.teamIds === null) return null;
      const joined = person.teamIds.map((id) => byId.get(id) ?? null);
      return settleNow(() => this.#page(joined, page));
    });
  }

  async members(
    reading: Reading,
    keys: readonly MembersRequest[],
    users: ProjectsUsers,
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const groups = await this.groups(
      reading,
      keys.map((key) => key.of),
      true,
    );
    const requests = keys.map((key, index) => ({ ...key, ids: toMemberIds(groups[index] ?? null) }));
    return users.membersByIds(reading, requests);
  }

  /** `null` for a project that is not there. */
  ofWorkspaces(reading: Reading, keys: readonly RelatedRequest[]): Promise<readonly Slot<Page<Team>>[]> {
    return answerEach(keys, async ({ of, page }) => {
      if (of.kind !== "project" || !isId(of.id)) return null;
      const found = await settle(listByOffset(reading, teamsOfProject(this.#client, of.id), { page }));
      if (!(found instanceof DirectoryError)) return toTeams(found);
      if (found.httpStatus === 404) return null;
      throw found;
    });
  }

  /** @throws DirectoryError when one of the teams could not be read: the list would be shorter for it */
  #page(joined: readonly Slot<Group>[], page: PageRequest): Page<Membership<Team>> {
    const found = joined.flatMap((slot) => {
      if (slot instanceof DirectoryError) throw slot;
      return slot === null || slot.team.isDeleted ? [] : slot.team;
    });
    return toMemberships(pageByKey(this.#client.account.accountKey, found, (team) => team.remoteId, page));
  }
}

function isTeam({ kind, scope, id }: RemoteRef): boolean {
  return kind === "team" && scope === null && isId(id);
}

function membersQuery(withMembers: boolean): Readonly<Record<string, string>> {
  return withMembers ? { include: "members" } : {};
}

function toTeams(page: Page<Group>): Page<Team> {
  return { ...page, rows: page.rows.map(({ item, position }) => ({ item: item.team, position })) };
}

/** `null` where there is no such team, or it does not tell. */
function toMemberIds(slot: Slot<Group>): Slot<readonly string[]> {
  return isPresent(slot) ? slot.memberIds : slot;
}
