import type { JsonObject } from "../../directory/directory-object.js";
import { BudgetSpent, DirectoryError, toDirectoryError } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, settle } from "../../directory/slots.js";
import { listWholeByOffset } from "../http/offset-list.js";
import type { ScimClient } from "./client.js";
import { ScimListing } from "./listing.js";
import type { PatchOperation } from "./patch-op.js";
import { isTrue, Remembered } from "./remembered.js";
import { isResourceId } from "./resource-id.js";
import { UserResources, type Person, type UserMapping } from "./resources.js";
import type { ScimUserRow } from "./rows.js";
import { UserNames } from "./user-names.js";

/** Up to so many are got one by one without a look at what a listing would cost. */
const fewGets = 10;

/** Access to the Users of a SCIM endpoint. */
export class ScimUsers<Row extends ScimUserRow = ScimUserRow> {
  /** Everybody, in the server's order. */
  readonly listing: ScimListing<Person<Row>>;
  readonly #client: ScimClient;
  readonly #resources: UserResources<Row>;
  readonly #names: UserNames<Row>;
  readonly #isThere: Remembered<true>;
  /** Who was seen in a list by a request, so that it need not ask for them again. */
  readonly #seen = new WeakMap<Reading["asked"], Map<string, Person<Row>>>();

  constructor(client: ScimClient, mapping: UserMapping<Row>) {
    const resources = new UserResources(mapping);
    this.#client = client;
    this.#resources = resources;
    this.#isThere = new Remembered({ facts: client.facts, name: "has users", is: isTrue });
    this.listing = new ScimListing({
      client,
      endpoint: "/Users",
      name: "users",
      range: (range) => resources.range(range),
      notice: (reading, people) => {
        this.#notice(reading, people);
      },
    });
    this.#names = new UserNames({ client, resources, users: this });
  }

  /** Everybody whose e-mail it is, whatever its case. */
  byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly Person<Row>[]>[]> {
    return this.#names.byEmails(reading, emails);
  }

  /** There is no get by several ids: gets side by side, or the listing where it takes fewer calls. */
  async byIds(reading: Reading, ids: readonly string[]): Promise<readonly Slot<Person<Row>>[]> {
    const wanted = [...new Set(ids)].filter(isResourceId);
    const looked = await this.#lookThroughList(reading, wanted);
    const left = this.#unseen(reading, wanted);
    // Lists may leave people out, so a few who are not in it are asked for all the same.
    const gets = looked === "IN PART" || left.length <= fewGets ? left : [];
    const got = new Map(gets.map((id) => [id, settle(this.#one(reading, id))]));
    const rest = looked instanceof DirectoryError ? looked : null;
    const seen = this.#seenBy(reading);
    return Promise.all(
      ids.map(async (id) => {
        const get = got.get(id);
        return seen.get(id) ?? (get === undefined ? (isResourceId(id) ? rest : null) : await get);
      }),
    );
  }

  /** Each by a get of its own: lists may leave attributes out (contract 4.1). */
  byIdsInFull(reading: Reading, ids: readonly string[]): Promise<readonly Slot<Person<Row>>[]> {
    return answerEach(ids, async (id) => (isResourceId(id) ? this.#one(reading, id) : null));
  }

  /** The person as a get will show it once the operations have taken effect. No call. */
  changed(person: Person<Row>, operations: readonly PatchOperation[]): Person<Row> {
    return this.#resources.changed(this.#client.sighting(new Date()), person, operations);
  }

  /** The person that a document is to make, without an id of its own. No call. */
  drafted(document: JsonObject): Person<Row> {
    return this.#resources.drafted(this.#client.sighting(new Date()), document);
  }

  /** All users. @throws DirectoryError when not all of them could be read, or came */
  async everybody(reading: Reading): Promise<readonly Person<Row>[]> {
    const page = await listWholeByOffset(reading, this.listing);
    if (page.failure !== null) throw page.failure;
    if (page.isTruncated) throw new BudgetSpent(this.#client.account);
    const missing = (page.total ?? 0) - page.rows.length - page.skippedRows;
    // People come meanwhile, and totals lag behind; more than that are lost between pages without an order.
    if (missing > Math.max(3, (page.total ?? 0) * 0.01)) {
      throw this.#client.invalid("The provider's pages do not hold as many users as it tells");
    }
    return page.rows.map((row) => row.item);
  }

  /**
   * One small call that needs the credential.
   * @throws DirectoryError UPSTREAM_INVALID_RESPONSE when there is no such endpoint
   */
  async check(reading: Reading): Promise<void> {
    const answer = await this.#client.find(reading, this.#resources.range({ startIndex: 1, count: 1 }));
    if (typeof answer === "string") throw this.#client.invalid("The server does not have SCIM's /Users");
    this.#isThere.learn(true);
  }

  /** Makes sure that there is such an endpoint, where a 404 does not tell what is missing. Throws as `check`. */
  async assertThere(reading: Reading): Promise<void> {
    if (this.#isThere.value !== true) await this.check(reading);
  }

  /** Reads the listing where so many are wanted that it may take fewer calls; then they have been seen. */
  async #lookThroughList(reading: Reading, wanted: readonly string[]): Promise<Look> {
    const { listing } = this;
    const { length } = this.#unseen(reading, wanted);
    if (length === 0 || (length <= fewGets && !listing.knows(reading))) return "IN PART";
    try {
      const calls = listing.callsAfterFirst(await listing.read(reading, 0));
      if (calls === null || calls > this.#unseen(reading, wanted).length) return "IN PART";
      if (calls > 0) await this.everybody(reading);
      return "IN FULL";
    } catch (thrown) {
      return toDirectoryError(thrown, this.#client.account);
    }
  }

  async #one(reading: Reading, id: string): Promise<Person<Row> | null> {
    const answer = await this.#client.find(reading, this.#resources.one(id));
    if (answer === "ABSENT") return null;
    if (answer === "MISSING")
      return (await this.everybody(reading)).find((person) => person.id === id) ?? null;
    if (typeof answer === "string") {
      await this.assertThere(reading);
      return null;
    }
    this.#isThere.learn(true);
    return answer.id === id ? answer : null;
  }

  #notice(reading: Reading, people: readonly (Person<Row> | null)[]): void {
    this.#isThere.learn(true);
    const seen = this.#seenBy(reading);
    for (const person of people) if (person !== null) seen.set(person.id, person);
  }

  #unseen(reading: Reading, ids: readonly string[]): readonly string[] {
    const seen = this.#seenBy(reading);
    return ids.filter((id) => !seen.has(id));
  }

  #seenBy({ asked }: Reading): Map<string, Person<Row>> {
    const seen = this.#seen.get(asked) ?? new Map<string, Person<Row>>();
    this.#seen.set(asked, seen);
    return seen;
  }
}

/** How much of the listing was read, or why it could not be. */
type Look = "IN PART" | "IN FULL" | DirectoryError;
