import { identify, type AccountIdentity } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import { refKey, type RemoteRef } from "../../directory/ids.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, settleNow } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { Workspace } from "../../directory/workspace.js";
import { pageByKey } from "./key-page.js";
import { toMembership, toMemberships } from "./memberships.js";
import { accountWorkspace } from "./refs.js";
import type { ScimAccountUsers } from "./users.js";

/** The account as a workspace, which takes no call, and everybody as its members. */
export class ScimAccountWorkspaces {
  readonly #account: AccountIdentity;
  readonly #users: ScimAccountUsers;

  constructor(account: AccountIdentity, users: ScimAccountUsers) {
    this.#account = account;
    this.#users = users;
  }

  byIds(refs: readonly RemoteRef[]): readonly Slot<Workspace>[] {
    return refs.map((ref) => (isOurs(ref) ? this.#workspace() : null));
  }

  list(page: PageRequest): Page<Workspace> {
    return this.#page((workspace) => workspace, page);
  }

  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]> {
    const people = await this.#users.people(
      reading,
      keys.map((key) => key.of),
    );
    return keys.map(({ page }, index) => {
      const person = people[index] ?? null;
      if (person === null || person instanceof DirectoryError) return person;
      return settleNow(() => this.#page(toMembership, page));
    });
  }

  members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    return answerEach(keys, async ({ of, page, states }) =>
      isOurs(of) ? toMemberships(await this.#users.list(reading, page, { states })) : null,
    );
  }

  #page<V>(toValue: (workspace: Workspace) => V, page: PageRequest): Page<V> {
    const { accountKey } = this.#account;
    const item = { id: accountWorkspace.id, workspace: this.#workspace() };
    return pageByKey(accountKey, [item], ({ workspace }) => toValue(workspace), page);
  }

  #workspace(): Workspace {
    return {
      ...identify(this.#account, "Workspace", accountWorkspace, accountWorkspace.id),
      name: this.#account.accountKey,
      description: null,
      kind: "ACCOUNT",
      state: "ACTIVE",
      rawState: null,
      url: null,
      organization: null,
      fetchedAt: new Date(),
      surface: "scim",
      toRemote: () => ({}),
    };
  }
}

function isOurs(ref: RemoteRef): boolean {
  return refKey(ref) === refKey(accountWorkspace);
}
