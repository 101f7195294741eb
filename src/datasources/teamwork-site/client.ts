import type { AccountIdentity } from "../../directory/directory-object.js";
import type { Observer, ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { RateBudget } from "../../directory/account-state.js";
import type { Answer, Call } from "../http/call.js";
import type { Edge } from "../http/edge.js";
import { createHostGuard } from "../http/host-guard.js";
import { createProviderRequest, type ProviderRequest } from "../http/request.js";
import { toSiteUrl, type SiteAddress } from "./address.js";
import type { SiteAccess } from "./bearer-access.js";

/** What every mapping of a row needs beside the row. */
export interface Sighting {
  readonly account: AccountIdentity;
  /** Where the installation is, with a slash at its end. */
  readonly site: URL;
  readonly observer: Observer;
  readonly fetchedAt: Date;
  /** What a collection is called when something is wrong with it. */
  readonly edge: (collection: string) => Edge;
}

/** One thing that can be read from a Teamwork product: the call, how long its answer keeps, and what the answer says. */
export interface Resource<T> {
  /** Without method and kind: all of them are GETs. `answers: [404]` for what may be absent. */
  readonly call: Pick<Call, "path" | "template" | "query" | "answers" | "headers" | "maxBytes">;
  readonly lifetimeMs: number;
  /** Gets 2xx answers and those of `call.answers`. */
  readonly parse: (answer: Answer, seen: Sighting) => T;
}

interface ClientOptions extends Pick<ProviderOptions, "account" | "cache" | "observer" | "networkAllow"> {
  readonly address: SiteAddress;
  readonly access: SiteAccess;
}

/** Reads resources of one product of a Teamwork installation, each cached by its path. */
export class SiteClient {
  readonly #site: URL;
  readonly account: AccountIdentity;
  readonly #options: ClientOptions;
  readonly #request: ProviderRequest;

  /** @throws Error naming the setting that is missing, or the rule that forbids the address */
  constructor(options: ClientOptions) {
    const { account, address, access, networkAllow } = options;
    this.#options = options;
    this.account = account;
    const url = toSiteUrl(address, access.endPoint);
    this.#site = url.href.endsWith("/") ? url : new URL(`${url.href}/`);
    this.#request = createProviderRequest({
      account: account.accountKey,
      baseUrl: url,
      auth: access.auth,
      guard: createHostGuard({ allow: networkAllow }),
    });
  }

  /** @throws DirectoryError UPSTREAM_* when Teamwork could not be asked */
  read<T>(reading: Reading, resource: Resource<T>): Promise<T> {
    const { call, lifetimeMs } = resource;
    const fetch = (shared: Reading): Promise<{ value: T; bytes: number }> => this.#fetch(shared, resource);
    return this.#options.cache.load(reading, { key: keyOf(call), path: call.template, lifetimeMs, fetch });
  }

  /** Starts what the answer will need; whoever needs it meets the same call and its failure. */
  begin(reading: Reading, resource: Resource<unknown>): void {
    this.read(reading, resource).catch(() => undefined);
  }

  /** Whether reading it would need no call. */
  knows(reading: Reading, { call }: Resource<unknown>): boolean {
    return this.#options.cache.has(reading, keyOf(call));
  }

  rateBudget(): RateBudget | null {
    return this.#request.rateBudget();
  }

  close(): Promise<void> {
    return this.#request.close();
  }

  async #fetch<T>(reading: Reading, { call, parse }: Resource<T>): Promise<{ value: T; bytes: number }> {
    const answer = await this.#request.send(reading, { ...call, method: "GET", kind: "read" });
    return { value: parse(answer, this.#sighting()), bytes: answer.bytes };
  }

  #sighting(): Sighting {
    const { account, observer } = this.#options;
    const edge: Sighting["edge"] = (collection) => ({ account: account.accountKey, collection, observer });
    return { account, site: this.#site, observer, fetchedAt: new Date(), edge };
  }
}

function keyOf({ path, query }: Resource<unknown>["call"]): string {
  return `${path} ${query === undefined ? "" : JSON.stringify(query)}`;
}
