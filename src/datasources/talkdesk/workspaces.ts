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
import { toMembers, toMembership } from "./teams.js";
import type { TalkdeskUsers } from "./users.js";

/** The account itself: the one place that its users work in. */
export function toWorkspaceRef(account: string | undefined): RemoteRef {
  return { kind: "account", scope: null, id: account ?? "account" };
}

interface WorkspacesOptions {
  readonly account: AccountIdentity;
  readonly ref: RemoteRef;
  readonly surface: string;
  readonly users: TalkdeskUsers;
}

/** The account as a workspace, which takes no call, and everybody as its members. */
export class TalkdeskWorkspaces {
  readonly #options: WorkspacesOptions;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  isOurs(ref: RemoteRef): boolean {
    return refKey(ref) === refKey(this.#options.ref);
  }

  byIds(refs: readonly RemoteRef[]): readonly Slot<Workspace>[] {
    return refs.map((ref) => (this.isOurs(ref) ? this.#workspace() : null));
  }

  list(page: PageRequest): Page<Workspace> {
    return this.#page([this.#workspace()], (workspace) => workspace.remoteId, page);
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
      if (person === null || person instanceof DirectoryError) return person;
      const memberships = [toMembership(this.#workspace())];
      return settleNow(() => this.#page(memberships, (membership) => membership.object.remoteId, page));
    });
  }

  members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    return answerEach(keys, async ({ of, page, states }) =>
      this.isOurs(of) ? toMembers(await this.#options.users.list(reading, page, { states })) : null,
    );
  }

  #page<T>(items: readonly T[], keyOf: (item: T) => string, page: PageRequest): Page<T> {
    return pageByKey(this.#options.account.accountKey, items, keyOf, page);
  }

  #workspace(): Workspace {
    const { account, ref, surface } = this.#options;
    return {
      ...identify(account, "Workspace", ref, ref.id),
      name: ref.id === "account" ? account.accountKey : ref.id,
      description: null,
      kind: "ACCOUNT",
      state: "ACTIVE",
      rawState: null,
      url: null,
      organization: null,
      fetchedAt: new Date(),
      surface,
      toRemote: () => ({ account: ref.id }),
    };
  }
}
