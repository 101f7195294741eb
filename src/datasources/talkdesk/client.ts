import { DirectoryError } from "../../directory/errors.js";
import type { AccountIdentity } from "../../directory/directory-object.js";
import type { Observer, ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Answer, Call } from "../http/call.js";
import type { Edge } from "../http/edge.js";
import type { ProviderRequest } from "../http/request.js";

/** What every mapping of a row needs beside the row. */
export interface Sighting {
  readonly account: AccountIdentity;
  readonly observer: Observer;
  readonly fetchedAt: Date;
  /** What a collection is called when something is wrong with it. */
  readonly edge: (collection: string) => Edge;
}

/** One thing that can be read from Talkdesk: the call, how long its answer keeps, and what the answer says. */
export interface Resource<T> {
  readonly call: Call;
  readonly lifetimeMs: number;
  /** What a status of `call.answers` means: no such object, or a list that this account does not have. */
  readonly absent?: "object" | "list";
  readonly parse: (body: unknown, seen: Sighting) => T;
}

type ClientOptions = Pick<ProviderOptions, "account" | "cache" | "observer"> & {
  readonly request: ProviderRequest;
};

/** Reads resources of one Talkdesk account over REST, each cached by its path. */
export class TalkdeskClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** The answer; `null` when it was one of those that mean absence. */
  find<T>(reading: Reading, resource: Resource<T>): Promise<T | null> {
    const { call, lifetimeMs } = resource;
    const fetch = (shared: Reading): Promise<{ value: T | null; bytes: number }> =>
      this.#fetch(shared, resource);
    return this.#options.cache.load(reading, { key: keyOf(call), path: call.template, lifetimeMs, fetch });
  }

  /** Whether reading it would need no call. */
  knows(reading: Reading, resource: Resource<unknown>): boolean {
    return this.#options.cache.has(reading, keyOf(resource.call));
  }

  /** Sends a call that changes something, once. Refusals in the API's own words are answers. */
  send(reading: Reading, call: Omit<Call, "kind" | "answers">): Promise<Answer> {
    const answers = [400, 403, 404, 405, 409, 422];
    return this.#options.request.send(reading, { ...call, kind: "write", answers });
  }

  async #fetch<T>(
    reading: Reading,
    { call, absent, parse }: Resource<T>,
  ): Promise<{ value: T | null; bytes: number }> {
    const answer = await this.#options.request.send(reading, call);
    const isThere = answer.status < 300;
    if (!isThere && absent === "object") this.#assertAbsent(answer);
    return { value: isThere ? parse(answer.body, this.#sighting()) : null, bytes: answer.bytes };
  }

  /** Absent objects answer JSON or nothing; a page of text comes from a server that is no Talkdesk. */
  #assertAbsent({ status, body }: Answer): void {
    if (typeof body !== "string") return;
    const message = "The server does not have this part of Talkdesk's API";
    const account = this.#options.account.accountKey;
    throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account, httpStatus: status });
  }

  #sighting(): Sighting {
    const { account, observer } = this.#options;
    const edge: Sighting["edge"] = (collection) => ({ account: account.accountKey, collection, observer });
    return { account, observer, fetchedAt: new Date(), edge };
  }
}

function keyOf({ method, path, query }: Call): string {
  return `${method} ${path} ${query === undefined ? "" : JSON.stringify(query)}`;
}
