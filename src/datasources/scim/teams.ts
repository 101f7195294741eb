import type { AccountIdentity } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import { pageOfIds, toFirstIds } from "../../directory/id-pages.js";
import { refKey, type RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { toMemberships } from "../../directory/memberships.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle, settleNow } from "../../directory/slots.js";
import type { Team } from "../../directory/team.js";
import type { User } from "../../directory/user.js";
import { listByOffset } from "../http/offset-list.js";
import type { ScimEndpoint } from "../scim-client/endpoint.js";
import type { Group, Person } from "../scim-client/resources.js";
import { accountWorkspace, readById } from "./refs.js";
import { toUsers, type ScimAccountUsers } from "./users.js";

interface TeamsOptions {
  readonly account: AccountIdentity;
  readonly endpoint: ScimEndpoint;
  readonly users: ScimAccountUsers;
}

/** Access to the Groups of a SCIM account, which are its teams. */
export class ScimAccountTeams {
  readonly #options: TeamsOptions;
  readonly #account: string;

  constructor(options: TeamsOptions) {
    this.#options = options;
    this.#account = options.account.accountKey;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<Team>[]> {
    const groups = await this.#groups(reading, refs, ahead?.has("members") === true);
    return groups.map((group) => (isPresent(group) ? group.team : group));
  }

  /** `null` where the server has no Groups. */
  async list(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Team> | null> {
    const part = ahead?.has("members") === true ? "members" : "names";
    const listing = await this.#options.endpoint.groups.listing(reading, part);
    if (listing === null) return null;
    const found = await listByOffset(reading, listing, { page });
    return { ...found, rows: found.rows.map(({ item, position }) => ({ item: item.team, position })) };
  }

  /** A slot is `null` where the server has no Groups and its users do not tell any. */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Team>>>[]> {
    const { endpoint, users } = this.#options;
    const people = await users.people(
      reading,
      keys.map((key) => key.of),
    );
    const there = people.filter(isPresent);
    if (there.length === 0) return people.map((slot) => (isPresent(slot) ? null : slot));
    const teams = await settle(endpoint.memberships.ofPeople(reading, there));
    return keys.map(({ page }, index) => {
      const person = people[index] ?? null;
      if (!isPresent(person)) return person;
      if (teams instanceof DirectoryError) return teams;
      const joined = teams.get(person.id) ?? null;
      if (joined === null) return null;
      return settleNow(() => toMemberships(pageByKey(this.#account, joined, (team) => team.remoteId, page)));
    });
  }

  async members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { users } = this.#options.endpoint;
    const groups = await this.#groups(
      reading,
      keys.map((key) => key.of),
      true,
    );
    const requests = keys.map((key, index) => ({ key, group: groups[index] ?? null }));
    // All at once, so that gets of each are weighed against one listing for all.
    await users.byIds(reading, requests.flatMap(toMentionedIds));
    return answerEach(requests, async ({ key: { page, states }, group }) => {
      if (group === null) return null;
      if (group instanceof DirectoryError) throw group;
      const members = {
        account: this.#account,
        ids: group.memberIds,
        read: (ids: readonly string[]) => users.byIds(reading, ids),
        keeps: ({ user }: Person): boolean => states.has(user.state),
      };
      return toMemberships(toUsers(await pageOfIds(members, page)));
    });
  }

  /** All teams are of the one workspace. */
  ofWorkspaces(reading: Reading, keys: readonly RelatedRequest[]): Promise<readonly Slot<Page<Team>>[]> {
    return answerEach(keys, async ({ of, page }) =>
      refKey(of) === refKey(accountWorkspace) ? this.list(reading, page) : null,
    );
  }

  #groups(
    reading: Reading,
    refs: readonly RemoteRef[],
    withMembers: boolean,
  ): Promise<readonly Slot<Group>[]> {
    const { groups } = this.#options.endpoint;
    const part = withMembers ? "members" : "names";
    return readById("Team", refs, (ids) => groups.byIds(reading, ids, part));
  }
}

function toMentionedIds({
  key,
  group,
}: {
  readonly key: MembersRequest;
  readonly group: Slot<Group>;
}): readonly string[] {
  return isPresent(group) ? toFirstIds(group.memberIds, key.page) : [];
}
