import type { AccountIdentity } from "../../directory/directory-object.js";
import type { Facts, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { parseObject } from "../http/edge.js";
import { PageSizes } from "../http/page-sizes.js";
import type { Resource, TalkdeskClient } from "./client.js";
import { EmailLookup } from "./email-lookup.js";
import { Listing, maxPageSize, type Pagination } from "./listing.js";
import type { PeopleSource } from "./people-source.js";
import { toPerson, type Person } from "./people.js";
import { userRow, type UserRow } from "./rows.js";

const lifetimeMs = 15_000;

/** Opaque (contract 3.1), yet of characters that stay within a path's segment. */
const idGrammar = /^(?!\.{1,2}$)[\w.~:@+-]{1,128}$/u;

/** `GET /users/me` is another route, and nobody's id. */
function isUserId(id: string): boolean {
  return idGrammar.test(id) && id !== "me";
}

interface RestPeopleOptions {
  readonly account: AccountIdentity;
  readonly client: TalkdeskClient;
  readonly pagination: Pagination;
  readonly facts: Facts;
  readonly noteHeadcount: (users: number) => void;
}

/** The calls that tell of users over REST. */
export class RestPeople implements PeopleSource {
  readonly kind = "user";
  readonly #options: RestPeopleOptions;
  readonly #all: Listing<UserRow, Person>;
  readonly #active: Listing<UserRow, Person>;
  readonly #sizes = new PageSizes(maxPageSize);
  readonly #emails: EmailLookup;

  constructor(options: RestPeopleOptions) {
    this.#options = options;
    this.#emails = new EmailLookup(this, options.facts);
    this.#all = this.#list({}, options.noteHeadcount);
    this.#active = this.#list(options.pagination === "jsonapi" ? { status: "active" } : { active: "true" });
  }

  /** Inactive users are on the list unless the query says otherwise. */
  get all(): Listing<UserRow, Person> {
    return this.#all;
  }

  get active(): Listing<UserRow, Person> {
    return this.#active;
  }

  /** By address; the server may ignore the filter, or take it for a part of one (contract 3.1). */
  withEmail(email: string): Listing<UserRow, Person> {
    return this.#list({ email });
  }

  byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly Person[]>[]> {
    return this.#emails.find(reading, emails);
  }

  isUserId(id: string): boolean {
    return isUserId(id);
  }

  find(reading: Reading, id: string): Promise<Person | null> {
    return isUserId(id) ? this.#options.client.find(reading, toResource(id)) : Promise.resolve(null);
  }

  #list(
    query: Readonly<Record<string, string>>,
    noteTotal?: (total: number) => void,
  ): Listing<UserRow, Person> {
    const { account, client, pagination } = this.#options;
    return new Listing({
      account: account.accountKey,
      client,
      path: "users",
      template: "users",
      name: "users",
      pagination,
      query,
      lifetimeMs,
      schema: userRow,
      toItem: toPerson,
      idOf: (person) => person.id,
      sizes: this.#sizes,
      ...(noteTotal && { noteTotal }),
    });
  }
}

function toResource(id: string): Resource<Person> {
  return {
    call: {
      method: "GET",
      path: `users/${encodeURIComponent(id)}`,
      template: "users/{id}",
      kind: "read",
      answers: [404],
    },
    lifetimeMs,
    absent: "object",
    parse: (body, seen) => toPerson(seen, parseObject(seen.edge("user"), userRow, body)),
  };
}
