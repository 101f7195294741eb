import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { toMembership } from "../../directory/memberships.js";
import type { Note, Page, PageRequest } from "../../directory/pages.js";
import type { Ahead, Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle, settleNow } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { Workspace } from "../../directory/workspace.js";
import type { Everybody } from "./everybody.js";
import { listMembers } from "./members.js";
import { spaceIdIn, userIdIn } from "./refs.js";
import type { Spaces } from "./spaces.js";

interface WorkspacesOptions {
  readonly account: string;
  readonly everybody: Everybody;
  readonly spaces: Spaces;
}

/** Access to the spaces of a Teamwork Spaces account, which are its workspaces. */
export class SpacesWorkspaces {
  readonly #options: WorkspacesOptions;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
  }

  async byIds(
    reading: Reading,
    refs: readonly RemoteRef[],
    ahead?: Ahead,
  ): Promise<readonly Slot<Workspace>[]> {
    const ids = refs.map(spaceIdIn);
    if (ids.some((id) => id !== null)) this.#begin(reading, ahead);
    const found = await this.#options.spaces.byIds(reading, ids);
    return found.map((slot) => (isPresent(slot) ? slot.workspace : slot));
  }

  async list(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Workspace>> {
    this.#begin(reading, ahead);
    const found = await this.#options.spaces.list(reading, page);
    return { ...found, rows: found.rows.map(({ item, position }) => ({ item: item.workspace, position })) };
  }

  members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { account, everybody, spaces } = this.#options;
    return answerEach(keys, async ({ of, page, states, ahead }) => {
      const id = spaceIdIn(of);
      const collaborators =
        id === null ? null : await spaces.of(reading, id, { access: ahead?.has("access") === true });
      if (collaborators === null) return null;
      const keeps = (user: User): boolean => states.has(user.state);
      const found = await listMembers(reading, everybody, collaborators, { account, page, keeps });
      const rows = found.rows.map(({ item, position }) => {
        const access = collaborators.access.get(item.remoteId) ?? null;
        return { item: { ...toMembership(item), access }, position };
      });
      return { ...found, rows };
    });
  }

  /**
   * Spaces tells a space's people and no person's spaces, so all spaces are looked into. Where one of them cannot be,
   * nobody's list is given: it might be shorter for it.
   */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]> {
    const users = await this.#options.everybody.byIds(
      reading,
      keys.map(({ of }) => userIdIn(of)),
    );
    if (!users.some(isPresent)) return users.map((slot) => (isPresent(slot) ? null : slot));
    const joined = await settle(this.#joined(reading));
    return keys.map(({ page }, index) => {
      const user = users[index] ?? null;
      if (!isPresent(user)) return user;
      return joined instanceof DirectoryError
        ? joined
        : settleNow(() => this.#page(joined, user.remoteId, page));
    });
  }

  #begin(reading: Reading, ahead: Ahead | undefined): void {
    if (ahead?.has("members") === true) this.#options.everybody.begin(reading);
  }

  async #joined(reading: Reading): Promise<Joined> {
    const { spaces, skippedRows } = await this.#options.spaces.staffed(reading);
    const byUser = new Map<string, Membership<Workspace>[]>();
    let unknown = skippedRows;
    for (const { space, collaborators } of spaces) {
      unknown += collaborators.strangers + collaborators.unread;
      for (const [id, access] of collaborators.access) {
        const membership = { ...toMembership(space.workspace), access };
        const others = byUser.get(id);
        if (others === undefined) byUser.set(id, [membership]);
        else others.push(membership);
      }
    }
    return { byUser, unknown };
  }

  #page({ byUser, unknown }: Joined, id: string, page: PageRequest): Page<Membership<Workspace>> {
    const memberships = byUser.get(id) ?? [];
    const found = pageByKey(this.#options.account, memberships, ({ object }) => object.remoteId, page);
    if (unknown === 0) return found;
    return { ...found, total: null, notes: [unknownNote] };
  }
}

/** Who is in which spaces. */
interface Joined {
  readonly byUser: ReadonlyMap<string, readonly Membership<Workspace>[]>;
  /** Collaborators of all spaces who may be anybody, and spaces that could not be read. */
  readonly unknown: number;
}

const unknownNote: Note = {
  code: "COLLABORATORS_UNKNOWN",
  message: "Some spaces, or some of their collaborators, could not be read: the user may be in more of them.",
};
