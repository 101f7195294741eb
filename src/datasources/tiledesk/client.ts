import { DirectoryError } from "../../directory/errors.js";
import type { ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Answer, Call } from "../http/call.js";
import type { ProviderRequest } from "../http/request.js";
import type { Resource } from "./resources.js";
import { errorEnvelope } from "./rows.js";
import type { Sighting } from "./wire.js";

type ClientOptions = Pick<ProviderOptions, "account" | "cache" | "observer"> & {
  readonly request: ProviderRequest;
};

/** Reads resources of one Tiledesk account, each cached by its path. Ids in them must be valid object ids. */
export class TiledeskClient {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** @throws DirectoryError NOT_FOUND when the project does not exist, UPSTREAM_* when Tiledesk could not be asked */
  async read<T>(reading: Reading, resource: Resource<T>): Promise<T> {
    const found = await this.find(reading, resource);
    if (found === null) throw this.#error("NOT_FOUND", "Tiledesk does not know the object", 404);
    return found;
  }

  /** Likewise; `null` when there is no such object in the project. */
  find<T>(reading: Reading, resource: Resource<T>): Promise<T | null> {
    const { call, lifetimeMs } = resource;
    const fetch = (shared: Reading): Promise<{ value: T | null; bytes: number }> =>
      this.#fetch(shared, resource);
    return this.#options.cache.load(reading, { key: keyOf(call), path: call.template, lifetimeMs, fetch });
  }

  /** Starts what the answer will need; whoever needs it meets the same call and its failure. */
  begin(reading: Reading, resource: Resource<unknown>): void {
    this.find(reading, resource).catch(() => undefined);
  }

  /** Whether reading it would need no call. */
  knows(reading: Reading, resource: Resource<unknown>): boolean {
    return this.#options.cache.has(reading, keyOf(resource.call));
  }

  /** Sends a call that changes something, once. Refusals are answers: what they mean is in the body (contract §1). */
  send(reading: Reading, call: Omit<Call, "kind" | "answers">): Promise<Answer> {
    return this.#options.request.send(reading, { ...call, kind: "write", answers: [400, 403, 404, 405] });
  }

  /** An unknown or deleted project answers 400 before anything else is looked at (contract §1). */
  async #fetch<T>(
    reading: Reading,
    { call, parse }: Resource<T>,
  ): Promise<{ value: T | null; bytes: number }> {
    const answer = await this.#options.request.send(reading, { ...call, answers: [400, 404] });
    if (answer.status === 400) throw this.#refusal(answer.body);
    const value = answer.status === 404 ? this.#absent(answer.body) : parse(answer.body, this.#sighting());
    return { value, bytes: answer.bytes };
  }

  #refusal(body: unknown): DirectoryError {
    const says = errorEnvelope.safeParse(body).data?.error ?? "";
    if (says.startsWith("Project not found"))
      return this.#error("NOT_FOUND", "The Tiledesk project does not exist", 400);
    return this.#error("UPSTREAM_INVALID_RESPONSE", "Tiledesk refused the request", 400);
  }

  /** Absent objects answer JSON, unknown routes a page of HTML: an older server, or no Tiledesk at all. */
  #absent(body: unknown): null {
    if (errorEnvelope.safeParse(body).success) return null;
    throw this.#error(
      "UPSTREAM_INVALID_RESPONSE",
      "The server does not have this part of Tiledesk's API",
      404,
    );
  }

  #sighting(): Sighting {
    const { account, observer } = this.#options;
    const edge: Sighting["edge"] = (collection) => ({ account: account.accountKey, collection, observer });
    return { account, observer, fetchedAt: new Date(), mentionedRoles: new Map(), edge };
  }

  #error(
    code: "NOT_FOUND" | "UPSTREAM_INVALID_RESPONSE",
    message: string,
    httpStatus: number,
  ): DirectoryError {
    return new DirectoryError(code, message, { account: this.#options.account.accountKey, httpStatus });
  }
}

function keyOf(call: Call): string {
  const query = call.query === undefined ? "" : JSON.stringify(call.query);
  return `${call.method} ${call.path} ${query}`;
}
