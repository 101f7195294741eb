import { DirectoryError, FilterUnsupported } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { toMembership, toMemberships } from "../../directory/memberships.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle, settleNow } from "../../directory/slots.js";
import type { Team } from "../../directory/team.js";
import type { User } from "../../directory/user.js";
import type { TeamSource } from "./people-source.js";
import type { PersonDetails } from "./person-details.js";
import type { TalkdeskUsers } from "./users.js";

interface TeamsOptions {
  readonly account: string;
  readonly groups: TeamSource;
  readonly users: TalkdeskUsers;
  readonly details: PersonDetails;
}

/** Access to the teams, ring groups and queues of a Talkdesk account, and to who is in them. */
export class TalkdeskTeams {
  readonly #options: TeamsOptions;

  constructor(options: TeamsOptions) {
    this.#options = options;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Team>[]> {
    return answerEach(refs, (ref) => this.#options.groups.find(reading, ref));
  }

  async list(reading: Reading, page: PageRequest): Promise<Page<Team> | null> {
    const { account, groups } = this.#options;
    const all = await groups.all(reading);
    if (all === null) return null;
    const { items, ...facts } = all;
    return { ...pageByKey(account, items, (team) => team.remoteKey, page), ...facts };
  }

  ofWorkspaces(
    reading: Reading,
    keys: readonly RelatedRequest[],
    isOurs: (ref: RemoteRef) => boolean,
  ): Promise<readonly Slot<Page<Team>>[]> {
    return answerEach(keys, async ({ of, page }) => (isOurs(of) ? this.list(reading, page) : null));
  }

  /** `null` where the account does not tell. */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Team>>>[]> {
    const { account, users, details, groups } = this.#options;
    const listed = await users.people(
      reading,
      keys.map((key) => key.of),
    );
    const known = listed.filter(isPresent);
    const { people } = await details.complete(reading, known, groups.parts);
    const completed = new Map(known.map((person, index) => [person, people[index]]));
    const found = await settle(groups.teamsOf(reading, people.filter(isPresent)));
    return listed.map((slot, index) => {
      if (!isPresent(slot)) return slot;
      const person = completed.get(slot) ?? null;
      if (!isPresent(person)) return person;
      if (found instanceof DirectoryError) return found;
      const teams = found.of(person);
      const page = keys[index]?.page;
      if (teams === null || page === undefined) return null;
      return settleNow(() => {
        const memberships = teams.map(toMembership);
        const answer = pageByKey(account, memberships, (membership) => membership.object.remoteKey, page);
        return found.isPartial ? { ...answer, total: null, isTruncated: true } : answer;
      });
    });
  }

  members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { groups, users } = this.#options;
    return answerEach(keys, async ({ of, page, states }) => {
      if ((await groups.find(reading, of)) === null) return null;
      try {
        return toMemberships(await users.list(reading, page, { states, team: of }));
      } catch (thrown) {
        if (thrown instanceof FilterUnsupported) return null;
        throw thrown;
      }
    });
  }
}
