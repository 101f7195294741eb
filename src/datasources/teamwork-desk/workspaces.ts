import { DirectoryError } from "../../directory/errors.js";
import { pageOfIds, toFirstIds } from "../../directory/id-pages.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Membership, MembersRequest, RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle, settleNow } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { Workspace } from "../../directory/workspace.js";
import { listByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { inPlace } from "../teamwork-site/in-place.js";
import { lookUp } from "../teamwork-site/look-up.js";
import { Seen } from "../teamwork-site/seen.js";
import { inbox, inboxes, mostRows } from "./listings.js";
import { isId, type DeskUsers } from "./users.js";
import { toInboxRef, type Agent, type Inbox } from "./wire.js";

interface WorkspacesOptions {
  readonly client: SiteClient;
  readonly users: DeskUsers;
}

/** Access to the inboxes of a Teamwork Desk account, which are its workspaces. */
export class DeskWorkspaces {
  readonly #options: WorkspacesOptions;
  readonly #account: string;
  readonly #seen = new Seen<Inbox>({ idOf: ({ id }) => id });

  constructor(options: WorkspacesOptions) {
    this.#options = options;
    this.#account = options.client.account.accountKey;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Workspace>[]> {
    const found = await this.#inboxes(reading, refs);
    return found.map((slot) => (isPresent(slot) ? slot.workspace : slot));
  }

  async list(reading: Reading, page: PageRequest): Promise<Page<Workspace>> {
    const found = await listByOffset(reading, inboxes(this.#options.client, null), { page });
    this.#seen.note(
      reading,
      found.rows.map((row) => row.item),
    );
    return { ...found, rows: found.rows.map(({ item, position }) => ({ item: item.workspace, position })) };
  }

  /**
   * Inboxes come with the agents themselves; those that a row only refers to are asked for. Where neither side told,
   * all inboxes are read for who works in them. A slot is `null` where those do not tell either, and an error where
   * one of the inboxes cannot be read: the list would be shorter for it.
   */
  async ofUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]> {
    const refs = keys.map((key) => key.of);
    const agents = await this.#options.users.agents(reading, refs, true);
    const came = agents.flatMap((agent) => (isPresent(agent) ? (agent.inboxes?.known ?? []) : []));
    this.#seen.note(
      reading,
      came.filter(({ accessByAgent }) => accessByAgent !== null),
    );
    const [mentioned, every] = await Promise.all([
      this.#mentioned(reading, agents),
      agents.some((agent) => isPresent(agent) && agent.inboxes?.areTold !== true)
        ? settle(this.#every(reading))
        : null,
    ]);
    return keys.map(({ page }, index) => {
      const agent = agents[index] ?? null;
      if (!isPresent(agent)) return agent;
      return settleNow(() => {
        const isTold = agent.inboxes?.areTold === true;
        const joined = isTold ? this.#told(agent, mentioned) : joinedOf(agent, every);
        return joined === null ? null : this.#page(agent, joined, page);
      });
    });
  }

  /** Inboxes that rows refer to and that did not come with them, by id. */
  async #mentioned(
    reading: Reading,
    agents: readonly Slot<Agent>[],
  ): Promise<ReadonlyMap<string, Slot<Inbox>>> {
    const ids = agents.flatMap((agent) => (isPresent(agent) ? (agent.inboxes?.mentioned ?? []) : []));
    const wanted = [...new Set(ids)].map(toInboxRef);
    const found = await this.#inboxes(reading, wanted);
    return new Map(wanted.map(({ id }, index) => [id, found[index] ?? null]));
  }

  /** All inboxes; `null` where one does not tell who works in it. */
  async #every(reading: Reading): Promise<readonly Inbox[] | null> {
    const { items, skippedRows } = await inboxes(this.#options.client, null).whole(reading);
    if (skippedRows > 0) throw unreadable(this.#account);
    return items.every(({ accessByAgent }) => accessByAgent !== null) ? items : null;
  }

  #told({ inboxes: told }: Agent, mentioned: ReadonlyMap<string, Slot<Inbox>>): readonly Inbox[] {
    const { known = [], mentioned: ids = [], skippedRows = 0 } = told ?? {};
    if (skippedRows > 0) throw unreadable(this.#account);
    const others = ids.flatMap((id) => {
      const slot = mentioned.get(id) ?? null;
      if (slot instanceof DirectoryError) throw slot;
      return slot ?? [];
    });
    return [...known, ...others];
  }

  #page({ id }: Agent, joined: readonly Inbox[], page: PageRequest): Page<Membership<Workspace>> {
    const memberships = joined.map(({ workspace, accessByAgent }) =>
      toMembership(workspace, accessByAgent?.get(id) ?? null),
    );
    return pageByKey(this.#account, memberships, ({ object }) => object.remoteId, page);
  }

  async members(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]> {
    const { users } = this.#options;
    const found = await this.#inboxes(
      reading,
      keys.map((key) => key.of),
    );
    const first = found.flatMap((slot, index) => {
      const page = keys[index]?.page;
      const ids = isPresent(slot) ? slot.accessByAgent?.keys() : undefined;
      return ids === undefined || page === undefined ? [] : toFirstIds([...ids], page);
    });
    const withInboxes = keys.some(({ ahead }) => ahead?.has("workspaces") === true);
    // All at once, so that many inboxes cost few calls.
    await users.agentsByIds(reading, first, withInboxes);
    return answerEach(keys, async (key, index) => {
      const { page, states } = key;
      const slot = found[index] ?? null;
      if (slot instanceof DirectoryError) throw slot;
      if (slot === null) return null;
      const access = slot.accessByAgent;
      if (access === null) return this.#narrowed(reading, key);
      const list = {
        account: this.#account,
        ids: [...access.keys()],
        read: (ids: readonly string[]) => users.agentsByIds(reading, ids, withInboxes),
        keeps: ({ user }: { readonly user: User }) => states.has(user.state),
      };
      const members = await pageOfIds(list, page);
      const rows = members.rows.map(({ item, position }) => ({
        item: toMembership(item.user, access.get(item.id) ?? null),
        position,
      }));
      return { ...members, rows };
    });
  }

  /** Those whom Desk narrows its list of agents to, for an inbox that does not tell who works in it. */
  async #narrowed(
    reading: Reading,
    { of, page, states, ahead }: MembersRequest,
  ): Promise<Page<Membership<User>>> {
    const found = await this.#options.users.list(reading, page, { states, workspace: of }, ahead);
    const rows = found.rows.map(({ item, position }) => ({ item: toMembership(item, null), position }));
    return { ...found, rows };
  }

  /** Those that a list does not show are asked for one by one. */
  async #inboxes(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Inbox>[]> {
    const found = await this.#seen.find(
      reading,
      refs.filter(isInbox).map(({ id }) => id),
      () => true,
      (ids) => this.#read(reading, ids),
    );
    return inPlace(refs, isInbox, found);
  }

  async #read(reading: Reading, ids: readonly string[]): Promise<readonly Slot<Inbox>[]> {
    const { client } = this.#options;
    const slots = await lookUp(reading, ids, {
      atOnce: mostRows,
      listingOf: (some) => inboxes(client, { id: { $in: some } }),
    });
    return answerEach(ids, async (id, index) => {
      const slot = slots[index] ?? null;
      if (slot instanceof DirectoryError) throw slot;
      return slot ?? client.read(reading, inbox(id));
    });
  }
}

/** `null` where nothing tells. @throws DirectoryError why the inboxes could not be read */
function joinedOf({ id }: Agent, every: Slot<readonly Inbox[]>): readonly Inbox[] | null {
  if (every instanceof DirectoryError) throw every;
  return every?.filter(({ accessByAgent }) => accessByAgent?.has(id) === true) ?? null;
}

function unreadable(account: string): DirectoryError {
  const message = "The provider's answer has inboxes that cannot be read";
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
}

function isInbox({ kind, scope, id }: RemoteRef): boolean {
  return kind === "inbox" && scope === null && isId(id);
}

function toMembership<T>(object: T, access: string | null): Membership<T> {
  return { object, role: null, joinedAt: null, access };
}
