import { BudgetSpent } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach } from "../../directory/slots.js";
import { listWholeByOffset } from "../http/offset-list.js";
import type { Absence, ScimClient } from "./client.js";
import { ScimListing } from "./listing.js";
import { isBoolean, Remembered } from "./remembered.js";
import { isResourceId } from "./resource-id.js";
import {
  GroupResources,
  resourceTypes,
  type Group,
  type GroupPart,
  type ListAnswer,
  type ToTeam,
} from "./resources.js";

/** Up to so many are got one by one without a look at what a listing would cost. */
const fewGets = 3;

/** Access to the Groups of a SCIM endpoint. Not every server has them (contract 0). */
export class ScimGroups {
  readonly #client: ScimClient;
  readonly #resources: GroupResources;
  readonly #listings: Readonly<Record<GroupPart, ScimListing<Group>>>;
  /** Whether a group can be got by its id: one source of Talkdesk's endpoints has no such call (contract 4.2). */
  readonly #hasGets: Remembered<boolean>;

  constructor(client: ScimClient, toTeam: ToTeam) {
    const resources = new GroupResources(toTeam);
    const list = (part: GroupPart): ScimListing<Group> =>
      new ScimListing({
        client,
        endpoint: "/Groups",
        name: `groups by ${part}`,
        range: (range) => resources.range(range, part),
      });
    this.#client = client;
    this.#hasGets = new Remembered({ facts: client.facts, name: "has gets of groups", is: isBoolean });
    this.#resources = resources;
    this.#listings = { names: list("names"), members: list("members") };
  }

  /**
   * The list of groups in the server's order, or `null` where there is none. Members come with it when asked for, when
   * they have been read anyway, and when the server cannot leave them out.
   */
  async listing(reading: Reading, part: GroupPart): Promise<ScimListing<Group> | null> {
    const chosen = this.#listings.members.knows(reading) ? "members" : part;
    const listing = this.#listings[chosen];
    const first = await listing.findFirst(reading);
    if (first === "REFUSED" && chosen === "names") return this.listing(reading, "members");
    return (await this.#isHere(reading, first)) ? listing : null;
  }

  /** All groups; `null` where there is no list of them. @throws DirectoryError when not all of them could be read */
  async all(reading: Reading, part: GroupPart): Promise<readonly Group[] | null> {
    const listing = await this.listing(reading, part);
    if (listing === null) return null;
    const { rows, failure, isTruncated } = await listWholeByOffset(reading, listing);
    if (failure !== null) throw failure;
    if (isTruncated) throw new BudgetSpent(this.#client.account);
    return rows.map((row) => row.item);
  }

  /** Gets side by side, or the listing where it takes fewer calls. */
  async byIds(reading: Reading, ids: readonly string[], part: GroupPart): Promise<readonly Slot<Group>[]> {
    const count = new Set(ids.filter(isResourceId)).size;
    return answerEach(ids, async (id) => {
      if (!isResourceId(id)) return null;
      if (await this.#isListingCheaper(reading, count, part)) return this.#inList(reading, id, part);
      return this.#one(reading, id, part);
    });
  }

  async #isListingCheaper(reading: Reading, count: number, part: GroupPart): Promise<boolean> {
    if (this.#hasGets.value === false) return true;
    if (count <= fewGets && !this.#listings[part].knows(reading)) return false;
    const listing = await this.listing(reading, part);
    const calls = listing === null ? null : listing.callsAfterFirst(await listing.read(reading, 0));
    return calls !== null && calls < count;
  }

  async #inList(reading: Reading, id: string, part: GroupPart): Promise<Group | null> {
    return (await this.all(reading, part))?.find((group) => group.id === id) ?? null;
  }

  /** Where no get has been answered yet, one that is not may be missing for all groups: the list tells. */
  async #one(reading: Reading, id: string, part: GroupPart): Promise<Group | null> {
    const answer = await this.#client.find(reading, this.#resources.one(id, part));
    if (typeof answer !== "string") {
      this.#hasGets.learn(true);
      return answer.id === id ? answer : null;
    }
    if (this.#hasGets.value === true && answer !== "MISSING") return null;
    const listed = await this.#inList(reading, id, part);
    if (listed !== null) this.#hasGets.learn(false);
    return listed;
  }

  /**
   * Whether there is a list. A 404 says that there is none, unless the server says elsewhere that it has groups.
   * @throws DirectoryError UPSTREAM_INVALID_RESPONSE for a server that contradicts itself, or does not understand
   */
  async #isHere(reading: Reading, first: ListAnswer<Group> | Absence): Promise<boolean> {
    if (typeof first !== "string") return true;
    if (first === "MISSING") return false;
    if (first === "REFUSED") throw this.#client.invalid("The server refuses SCIM's list of groups", 400);
    const types = await this.#client.find(reading, resourceTypes);
    const isDeclared = typeof types !== "string" && types.rows.some((row) => row !== null && isGroup(row));
    if (isDeclared)
      throw this.#client.invalid("The server declares SCIM's /Groups and does not have it", 404);
    return false;
  }
}

function isGroup({
  id,
  name,
  endpoint,
}: {
  id: string | null;
  name: string | null;
  endpoint: string | null;
}): boolean {
  return [id, name].includes("Group") || endpoint?.toLowerCase().endsWith("/groups") === true;
}
