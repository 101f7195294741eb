import type { AccountIdentity } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import type { Facts, Observer, ProviderOptions } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Answer, Call } from "../http/call.js";
import type { Edge } from "../http/edge.js";
import { createHostGuard } from "../http/host-guard.js";
import { createProviderRequest, type ProviderRequest } from "../http/request.js";
import type { ScimToken } from "./token.js";
import { isScimError, writeAnswers } from "./write-answers.js";

/** What every mapping of a row needs beside the row. */
export interface ScimSighting {
  readonly account: AccountIdentity;
  readonly observer: Observer;
  readonly fetchedAt: Date;
  /** What a resource is called when something is wrong with it. */
  readonly edge: (collection: string) => Edge;
}

/** One thing that can be read from a SCIM server: the call, how long its answer keeps, and what the answer says. */
export interface ScimResource<T extends object> {
  readonly call: Pick<Call, "path" | "template" | "query" | "maxBytes">;
  readonly lifetimeMs: number;
  readonly parse: (body: unknown, seen: ScimSighting) => T;
}

/**
 * Why there is no answer. `ABSENT`: the server says so in SCIM's words. `UNCLEAR`: a 404 that may be the object's or
 * the endpoint's, as bare ones are. `REFUSED`: 400. `MISSING`: 405 or 501, the server cannot do this.
 */
export type Absence = "ABSENT" | "UNCLEAR" | "REFUSED" | "MISSING";

export interface ScimClientOptions extends Pick<
  ProviderOptions,
  "account" | "cache" | "facts" | "observer" | "networkAllow" | "replicas"
> {
  readonly token: ScimToken;
  /** How many calls the server allows in a second, from all processes together; without it, as many as there are. */
  readonly ratePerSecond?: number | undefined;
}

const answers: readonly number[] = [400, 404, 405, 501];
/** Servers answer either type (contract 4). */
const headers = { accept: "application/scim+json, application/json" };

/** What every server has to take (RFC 7644 section 3.1); the other type it only should. */
const headersWithBody = { ...headers, "content-type": "application/scim+json" };

/** Reads resources of one SCIM endpoint, each cached by its path, and writes them. */
export class ScimClient {
  readonly account: string;
  /** What was learned of the account; `Remembered` names what is of its SCIM server. */
  readonly facts: Facts;
  readonly #options: ScimClientOptions;
  readonly #request: ProviderRequest;

  constructor(options: ScimClientOptions) {
    const { account, token, networkAllow, ratePerSecond, replicas } = options;
    this.#options = options;
    this.account = account.accountKey;
    this.facts = options.facts;
    this.#request = createProviderRequest({
      account: this.account,
      baseUrl: token.baseUrl,
      auth: token.toAuth(),
      guard: createHostGuard({ allow: networkAllow }),
      ...(ratePerSecond === undefined ? {} : { rate: { perSecond: ratePerSecond / replicas } }),
    });
  }

  /** @throws DirectoryError UPSTREAM_* when the server could not be asked */
  find<T extends object>(reading: Reading, resource: ScimResource<T>): Promise<T | Absence> {
    const { call, lifetimeMs } = resource;
    const fetch = (shared: Reading): Promise<{ value: T | Absence; bytes: number }> =>
      this.#fetch(shared, resource);
    return this.#options.cache.load(reading, { key: keyOf(call), path: call.template, lifetimeMs, fetch });
  }

  /**
   * The body as the server wrote it, asked for now and kept by nobody.
   * @throws DirectoryError UPSTREAM_* when the server could not be asked
   */
  async read(reading: Reading, call: Pick<Call, "path" | "template">): Promise<unknown> {
    const answer = await this.#send(reading, { ...call, method: "GET", kind: "read", answers, headers });
    return toAbsence(answer) ?? answer.body;
  }

  /**
   * Sends a call that changes something, once. What the server says against it is an answer (`writeAnswers`).
   * @throws DirectoryError UPSTREAM_* for everything else
   */
  write(reading: Reading, call: Pick<Call, "method" | "path" | "template" | "body">): Promise<Answer> {
    const { method, path, template, body } = call;
    const sent = body === undefined ? { headers } : { headers: headersWithBody, body };
    return this.#send(reading, { method, path, template, ...sent, kind: "write", answers: writeAnswers });
  }

  /** Whether finding it would need no call. */
  knows(reading: Reading, { call }: ScimResource<object>): boolean {
    return this.#options.cache.has(reading, keyOf(call));
  }

  rateBudget(): ReturnType<ProviderRequest["rateBudget"]> {
    return this.#request.rateBudget();
  }

  close(): Promise<void> {
    return this.#request.close();
  }

  /** The error for a server that does not answer as SCIM says. */
  invalid(message: string, httpStatus?: number): DirectoryError {
    return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: this.account, httpStatus });
  }

  /** What a mapping needs to know of an answer that came then. */
  sighting(fetchedAt: Date): ScimSighting {
    const { account, observer } = this.#options;
    const edge: ScimSighting["edge"] = (collection) => ({
      account: account.accountKey,
      collection,
      observer,
    });
    return { account, observer, fetchedAt, edge };
  }

  async #fetch<T extends object>(
    reading: Reading,
    { call, parse }: ScimResource<T>,
  ): Promise<{ value: T | Absence; bytes: number }> {
    const answer = await this.#send(reading, { ...call, method: "GET", kind: "read", answers, headers });
    const absence = toAbsence(answer);
    return { value: absence ?? parse(answer.body, this.sighting(new Date())), bytes: answer.bytes };
  }

  async #send(reading: Reading, call: Call): Promise<Answer> {
    try {
      return await this.#request.send(reading, call);
    } catch (thrown) {
      throw thrown instanceof DirectoryError ? withHint(thrown, this.#options.token) : thrown;
    }
  }
}

/** SCIM and REST answers of one account live in one cache. */
function keyOf({ path, query }: ScimResource<object>["call"]): string {
  return `scim ${path} ${query === undefined ? "" : JSON.stringify(query)}`;
}

function toAbsence(answer: Answer): Absence | null {
  const { status } = answer;
  if (status < 300) return null;
  if (status === 404) return isScimError(answer) ? "ABSENT" : "UNCLEAR";
  return status === 400 ? "REFUSED" : "MISSING";
}

/** Nothing in a refusal says that the token is another surface's, so the message does (contract 5.2). */
function withHint(error: DirectoryError, token: ScimToken): DirectoryError {
  const { code, account, httpStatus, retryAfterMs, message } = error;
  if (httpStatus !== 401 && httpStatus !== 403) return error;
  const looks = token.looksLikeJwt ? " The token of this account looks like a JWT, as REST tokens are." : "";
  const hint = "SCIM endpoints need the SCIM token; a REST API's OAuth token is not valid there.";
  return new DirectoryError(code, `${message}. ${hint}${looks}`, {
    account: account ?? undefined,
    httpStatus,
    retryAfterMs: retryAfterMs ?? undefined,
    cause: error.cause,
  });
}
