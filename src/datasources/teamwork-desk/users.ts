import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { emptyPage, type Page, type PageRequest } from "../../directory/pages.js";
import type { Ahead, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle } from "../../directory/slots.js";
import type { UserFilter } from "../../directory/user-filter.js";
import type { User, UserState } from "../../directory/user.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { inPlace } from "../teamwork-site/in-place.js";
import { lookUp } from "../teamwork-site/look-up.js";
import { Seen } from "../teamwork-site/seen.js";
import { AgentList, notActive } from "./agent-list.js";
import type { DeskFilter } from "./filter.js";
import { agent, agents, mostRows, ownEmail } from "./listings.js";
import type { Agent } from "./wire.js";

const idGrammar = /^\d{1,15}$/u;

export function isId(id: string): boolean {
  return idGrammar.test(id);
}

/** Access to the agents of a Teamwork Desk account. */
export class DeskUsers {
  readonly #client: SiteClient;
  readonly #list: AgentList;
  readonly #seen = new Seen<Agent>({
    idOf: ({ id }) => id,
    merge: (older, newer) => (newer.inboxes === null ? { ...newer, inboxes: older.inboxes } : newer),
  });

  constructor(client: SiteClient) {
    this.#client = client;
    this.#list = new AgentList(client);
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<User>[]> {
    const found = await this.agents(reading, refs, ahead?.has("workspaces") === true);
    return found.map((slot) => (isPresent(slot) ? slot.user : slot));
  }

  /** The agents behind references; `null` for references to something else. */
  agents(
    reading: Reading,
    refs: readonly RemoteRef[],
    withInboxes: boolean,
  ): Promise<readonly Slot<Agent>[]> {
    const ids = refs.map((ref) => (ref.kind === "agent" && ref.scope === null ? ref.id : ""));
    return this.agentsByIds(reading, ids, withInboxes);
  }

  /** One slot per id, in order. Who was read within the request, with that much, costs no call. */
  async agentsByIds(
    reading: Reading,
    ids: readonly string[],
    withInboxes: boolean,
  ): Promise<readonly Slot<Agent>[]> {
    const found = await this.#seen.find(
      reading,
      ids.filter(isId),
      (one) => !withInboxes || one.inboxes !== null,
      (unknown) => this.#read(reading, unknown, withInboxes),
    );
    return inPlace(ids, isId, found);
  }

  async #read(
    reading: Reading,
    ids: readonly string[],
    withInboxes: boolean,
  ): Promise<readonly Slot<Agent>[]> {
    const [id] = ids;
    if (id === undefined || ids.length > 1) return this.#readMany(reading, ids, withInboxes);
    return [await this.#readOne(reading, id, withInboxes)];
  }

  /** One is got, in whichever state: a list would need a call more for those whom it hides. */
  async #readOne(reading: Reading, id: string, withInboxes: boolean): Promise<Slot<Agent>> {
    const got = await settle(this.#client.read(reading, agent(id, withInboxes)));
    if (got !== null) return got;
    const [hidden = null] = await this.#lookUp(reading, [id], notActive, withInboxes);
    return hidden;
  }

  /** Those at work first; then those whom lists hide; who is in neither list is asked for alone. */
  async #readMany(
    reading: Reading,
    ids: readonly string[],
    withInboxes: boolean,
  ): Promise<readonly Slot<Agent>[]> {
    const found = new Map<string, Slot<Agent>>();
    for (const bound of [{}, notActive]) {
      const missing = ids.filter((id) => (found.get(id) ?? null) === null);
      const slots = await this.#lookUp(reading, missing, bound, withInboxes);
      for (const [index, id] of missing.entries()) found.set(id, slots[index] ?? null);
    }
    return answerEach(ids, async (id) => {
      const slot = found.get(id) ?? null;
      if (slot instanceof DirectoryError) throw slot;
      return slot ?? this.#client.read(reading, agent(id, withInboxes));
    });
  }

  #lookUp(
    reading: Reading,
    ids: readonly string[],
    bound: DeskFilter,
    withInboxes: boolean,
  ): Promise<readonly Slot<Agent>[]> {
    return lookUp(reading, ids, {
      atOnce: mostRows,
      listingOf: (some) => agents(this.#client, { filter: { id: { $in: some }, ...bound }, withInboxes }),
    });
  }

  async byEmails(
    reading: Reading,
    emails: readonly string[],
    ahead?: Ahead,
  ): Promise<readonly Slot<readonly User[]>[]> {
    if (emails.length === 0) return [];
    const states = new Set<UserState>(["ACTIVE", "INVITED", "DISABLED", "DELETED", "UNKNOWN"]);
    const filter = { states, emails: new Set(emails) };
    const read = await settle(this.#all(reading, filter, ahead?.has("workspaces") === true));
    return emails.map((email) =>
      read instanceof DirectoryError ? read : read.filter((user) => user.email?.toLowerCase() === email),
    );
  }

  /** @throws DirectoryError when a part cannot be read, or rows of it: whoever is sought may be among them */
  async #all(reading: Reading, filter: UserFilter, withInboxes: boolean): Promise<readonly User[]> {
    const found = await this.#list.read({
      reading,
      page: { size: Infinity, position: null },
      filter,
      withInboxes,
    });
    if (found.failure !== null) throw found.failure;
    if (!found.isTruncated && found.skippedRows === 0) return found.rows.map(({ item }) => item.user);
    const code = found.isTruncated ? "LIMIT_EXCEEDED" : "UPSTREAM_INVALID_RESPONSE";
    const account = this.#client.account.accountKey;
    throw new DirectoryError(code, "Not all agents that may have the address could be read", { account });
  }

  async list(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>> {
    const { workspace } = filter;
    const isForeign = workspace !== undefined && (workspace.kind !== "inbox" || !isId(workspace.id));
    if (isForeign || filter.emails?.size === 0) return emptyPage;
    const withInboxes = ahead?.has("workspaces") === true || workspace !== undefined;
    const found = await this.#list.read({ reading, page, filter, withInboxes });
    this.#seen.note(
      reading,
      found.rows.map((row) => row.item),
    );
    return { ...found, rows: found.rows.map(({ item, position }) => ({ item: item.user, position })) };
  }

  /** `null` where nobody's address, or nobody's here, is behind the token. */
  async me(reading: Reading, ahead?: Ahead): Promise<User | null> {
    const email = await this.#client.read(reading, ownEmail);
    if (email === null) return null;
    const [found = null] = await this.byEmails(reading, [email.toLowerCase()], ahead);
    if (found instanceof DirectoryError) throw found;
    return found?.find((user) => user.state === "ACTIVE") ?? null;
  }
}
