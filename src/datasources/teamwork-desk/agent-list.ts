import { chainPages, type ChainedList } from "../../directory/chained-pages.js";
import { DirectoryError } from "../../directory/errors.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent } from "../../directory/slots.js";
import { matchesUser, type UserFilter } from "../../directory/user-filter.js";
import type { UserState } from "../../directory/user.js";
import { listByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { lookUp } from "../teamwork-site/look-up.js";
import type { DeskFilter } from "./filter.js";
import { agents, mostRows } from "./listings.js";
import type { Agent } from "./wire.js";

/** Lists hide those who are archived or deleted unless they are asked for a state (contract section 5). */
export const notActive: DeskFilter = { state: { $ne: "active" } };

/** A state that Desk shows by itself, as far as is known, and one that it hides; `UNKNOWN` may be either. */
const shown: readonly UserState[] = ["ACTIVE", "INVITED", "UNKNOWN"];
const hidden: readonly UserState[] = ["DISABLED", "DELETED", "UNKNOWN"];

interface Asked {
  readonly reading: Reading;
  readonly page: PageRequest;
  readonly filter: UserFilter;
  readonly withInboxes: boolean;
}

/** Lists of agents, narrowed. */
export class AgentList {
  readonly #client: SiteClient;

  constructor(client: SiteClient) {
    this.#client = client;
  }

  /** Agents at work, as Desk lists them; then those whom it hides, where the states ask for them. */
  read(asked: Asked): Promise<Page<Agent>> {
    const { states } = asked.filter;
    const lists: ChainedList<Agent>[] = [];
    if (shown.some((state) => states.has(state))) {
      lists.push({ name: "shown", read: (page) => this.#part({ ...asked, page }, {}, shown) });
    }
    if (hidden.some((state) => states.has(state))) {
      lists.push({ name: "hidden", read: (page) => this.#hidden({ ...asked, page }) });
    }
    return chainPages(this.#client.account.accountKey, lists, asked.page);
  }

  /** Whoever is in a state that nobody knows may be on either list, and is given once. */
  async #hidden(asked: Asked): Promise<Page<Agent>> {
    const found = await this.#part(asked, notActive, hidden);
    const doubtful = found.rows.map((row) => row.item).filter(({ user }) => user.state === "UNKNOWN");
    const slots = await lookUp(
      asked.reading,
      doubtful.map(({ id }) => id),
      {
        atOnce: mostRows,
        listingOf: (some) => agents(this.#client, { filter: { id: { $in: some } }, withInboxes: false }),
      },
    );
    for (const slot of slots) if (slot instanceof DirectoryError) throw slot;
    const listed = new Set(slots.filter(isPresent).map(({ id }) => id));
    return { ...found, rows: found.rows.filter(({ item }) => !listed.has(item.id)) };
  }

  async #part(
    { reading, page, filter, withInboxes }: Asked,
    bound: DeskFilter,
    states: readonly UserState[],
  ): Promise<Page<Agent>> {
    const narrowed = { ...toDeskFilter(filter), ...bound };
    const isNarrowed = Object.keys(narrowed).length > 0;
    const listing = agents(this.#client, { filter: isNarrowed ? narrowed : null, withInboxes });
    const keeps = (one: Agent): boolean => states.includes(one.user.state) && isWanted(one, filter);
    return { ...(await listByOffset(reading, listing, { page, keeps })), total: null };
  }
}

function isWanted(one: Agent, filter: UserFilter): boolean {
  const { workspace } = filter;
  return (workspace === undefined || worksIn(one, workspace.id)) && matchesUser(one.user, filter);
}

/** Where no inboxes came with the agents, Desk's own narrowing has to do. */
function worksIn({ inboxes }: Agent, id: string): boolean {
  if (inboxes?.areTold !== true) return true;
  return inboxes.known.some((inbox) => inbox.id === id) || inboxes.mentioned.includes(id);
}

/** What Desk narrows by itself; what comes is looked at again. */
function toDeskFilter({ emails, licenses, workspace, updatedAfter }: UserFilter): DeskFilter {
  const isPartTime = licenses?.has("PART_TIME") === true;
  const isFullTime = licenses?.has("FULL_TIME") === true;
  const isOneKind = isPartTime !== isFullTime && licenses?.has("UNKNOWN") !== true;
  return {
    ...(emails !== undefined && { email: { $in: [...emails] } }),
    ...(isOneKind && { isPartTime: { $eq: isPartTime } }),
    ...(workspace !== undefined && { "inboxes.id": { $in: [workspace.id] } }),
    ...(updatedAfter !== undefined && { updatedAt: { $gt: updatedAfter.toISOString() } }),
  };
}
