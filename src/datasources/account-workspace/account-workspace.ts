import { identify, type AccountIdentity, type JsonObject } from "../../directory/directory-object.js";
import { refKey, type RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { toMemberships } from "../../directory/memberships.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settleNow } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { UserFilter } from "../../directory/user-filter.js";
import type { Workspace } from "../../directory/workspace.js";

/** The reference to it, by the id that the provider has for the account, if it has one. */
export function toAccountRef(id = "account"): RemoteRef {
  return { kind: "account", scope: null, id };
}

/** How the users of the account are read. */
interface AccountUsers {
  /** Somebody, or nobody, for each: a user who is not there has no workspace. */
  people(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<unknown>[]>;
  list(reading: Reading, page: PageRequest, filter: UserFilter): Promise<Page<User>>;
}

interface AccountWorkspaceOptions {
  readonly account: AccountIdentity;
  readonly ref: RemoteRef;
  readonly name: string;
  readonly surface: string;
  /** What the provider itself tells of the account. */
  readonly remote: JsonObject;
  readonly users: AccountUsers;
}

/**
 * The account as its one workspace, where a provider's users work in nothing smaller. To tell of it takes no call;
 * everybody is a member.
 */
export class AccountWorkspace {
  readonly #options: AccountWorkspaceOptions;

  constructor(options: AccountWorkspaceOptions) {
    this.#options = options;
  }

  isAt(ref: RemoteRef): boolean {
    return refKey(ref) === refKey(this.#options.ref);
  }

  byIds(refs: readonly RemoteRef[]): readonly Slot<Workspace>[] {
    return refs.map((ref) => (this.isAt(ref) ? this.#workspace() : null));
  }

  /** @throws DirectoryError INVALID_CURSOR for a position of another kind of list */
  list(page: PageRequest): Page<Workspace> {
    const { account } = this.#options;
    return pageByKey(account.accountKey, [this.#workspace()], ({ remoteId }) => remoteId, page);
  }

  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]> {
    const people = await this.#options.users.people(
      reading,
      keys.map((key) => key.of),
    );
    return keys.map(({ page }, index) => {
      const person = people[index] ?? null;
      return isPresent(person) ? settleNow(() => toMemberships(this.list(page))) : person;
    });
  }

  members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { users } = this.#options;
    return answerEach(keys, async ({ of, page, states }) =>
      this.isAt(of) ? toMemberships(await users.list(reading, page, { states })) : null,
    );
  }

  #workspace(): Workspace {
    const { account, ref, name, surface, remote } = this.#options;
    return {
      ...identify(account, "Workspace", ref, ref.id),
      name,
      description: null,
      kind: "ACCOUNT",
      state: "ACTIVE",
      rawState: null,
      url: null,
      organization: null,
      fetchedAt: new Date(),
      surface,
      toRemote: () => remote,
    };
  }
}
