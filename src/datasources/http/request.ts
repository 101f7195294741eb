import { setMaxListeners } from "node:events";
import type { RateBudget } from "../../directory/account-state.js";
import { toDirectoryError, toUnsent } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import type { AuthHeaders, RequestAuth } from "../auth/request-auth.js";
import type { Answer, Call } from "./call.js";
import { CircuitBreaker } from "./circuit-breaker.js";
import { ConcurrencyBound } from "./concurrency.js";
import type { Failure } from "./failure.js";
import { toAbandoned } from "./failure.js";
import { Gate } from "./gate.js";
import type { HostGuard } from "./host-guard.js";
import type { Rate } from "./pace.js";
import { callsOf, Pace } from "./pace.js";
import { ProviderPool } from "./provider-pool.js";
import type { PreparedCall, Tried } from "./provider-pool.js";
import { toToldRate } from "./rate-headers.js";
import { RetryBudget } from "./retry-budget.js";
import { retryWaitMs } from "./retry.js";
import type { Base } from "./target.js";
import { toBasePath, toTarget } from "./target.js";
import type { Timing } from "./timing.js";
import { systemTiming } from "./timing.js";
import type { Verdict } from "./verdict.js";
import { toVerdict } from "./verdict.js";

/** The one way in which a linked account's calls reach its provider. */
export interface ProviderRequest {
  /**
   * Sends a call and reads its answer, within the deadline of the reading. Reads are sent again after failures that
   * pass (at most twice, within a budget); a 401 is tried once more with a renewed credential, writes included: what
   * was not authenticated was not applied (RFC 9110 section 15.5.2). Redirects are never followed.
   * @throws DirectoryError, never anything else; always with `account`
   */
  send(reading: Reading, call: Call): Promise<Answer>;
  /**
   * The same connections, with authentication. The sign-in itself is sent without it, and past the queue of those who
   * wait for its token.
   */
  withAuth(auth: RequestAuth): ProviderRequest;
  /** Calls that may still be sent, as the provider told it last or as the rate is configured; null when neither. */
  rateBudget(): RateBudget | null;
  /** Resolves when the calls on the wire have ended. Closes the shared connections, also those of `withAuth`. */
  close(): Promise<void>;
}

export interface ProviderRequestOptions {
  /** `accountKey` of the linked account. */
  readonly account: string;
  /** Every call stays below its path. */
  readonly baseUrl: URL;
  readonly auth: RequestAuth | null;
  readonly guard: HostGuard;
  /** How many calls may leave in a second; as many as there are by default. */
  readonly rate?: Rate;
  /** Calls on the wire at once at most, a sign-in apart; 8 by default, and fewer while the provider does not keep up. */
  readonly connections?: number;
  /** Calls that may wait for a connection before further ones fail with OVERLOADED; 256 by default. */
  readonly queue?: number;
  /** Longest try, from dialling to the last byte, in milliseconds; 3,000 by default. */
  readonly tryMs?: number;
  /** Largest body, in bytes; 5,000,000 by default. */
  readonly maxBytes?: number;
  readonly timing?: Timing;
}

/**
 * Opens nothing yet: connections are made by calls and close after a few idle seconds.
 * @throws Error when the guard forbids the base URL, or it has a query or fragment
 */
export function createProviderRequest(options: ProviderRequestOptions): ProviderRequest {
  const { account, baseUrl, guard, maxBytes = 5_000_000, timing = systemTiming } = options;
  const { rate, queue = 256, tryMs = 3_000 } = options;
  const connections = Math.min(options.connections ?? 8, rate === undefined ? Infinity : callsOf(rate));
  guard.assertUrl(baseUrl);
  if (baseUrl.search !== "" || baseUrl.hash !== "")
    throw new Error("A base URL has neither query nor fragment");
  const pool = new ProviderPool({
    account,
    origin: baseUrl.origin,
    guard,
    // One more than the bound: the sign-in goes past it.
    connections: connections + 1,
    tryMs,
    timing,
  });
  const limits = { maxBytes, connections, queue };
  const line = {
    ...limits,
    account,
    basePath: toBasePath(baseUrl),
    timing,
    pool,
    retryBudget: new RetryBudget(),
    breaker: new CircuitBreaker(),
    pace: new Pace(rate ?? null, timing),
  };
  return new AccountRequest(line, options.auth);
}

/** What the requests of one account share, with and without authentication. */
interface Line extends Base {
  readonly maxBytes: number;
  readonly connections: number;
  readonly queue: number;
  readonly timing: Timing;
  readonly pool: ProviderPool;
  readonly retryBudget: RetryBudget;
  readonly breaker: CircuitBreaker;
  readonly pace: Pace;
}

/** Whether anything of a call may have reached the provider by now. */
interface Trail {
  mayBeOut: boolean;
}

/** What was not authenticated was not applied (RFC 9110 section 15.5.2). */
function isUntouched(failure: Failure | null): boolean {
  return failure !== null && (failure.isUnsent || failure.error.httpStatus === 401);
}

const noCredential: AuthHeaders = {};

class AccountRequest implements ProviderRequest {
  readonly #line: Line;
  readonly #auth: RequestAuth | null;
  readonly #gate: Gate;

  constructor(line: Line, auth: RequestAuth | null) {
    this.#line = line;
    this.#auth = auth;
    const bound = new ConcurrencyBound(line.account, line.connections, line.queue);
    this.#gate = new Gate({ ...line, bound });
  }

  withAuth(auth: RequestAuth): ProviderRequest {
    return new AccountRequest(this.#line, auth);
  }

  rateBudget(): RateBudget | null {
    return this.#line.pace.budget(this.#line.timing.now());
  }

  close(): Promise<void> {
    return this.#line.pool.close();
  }

  async send(reading: Reading, call: Call): Promise<Answer> {
    const trail: Trail = { mayBeOut: false };
    try {
      return await this.#send(reading, call, trail);
    } catch (thrown) {
      const error = toDirectoryError(thrown, this.#line.account);
      throw call.kind === "write" && !trail.mayBeOut ? toUnsent(error) : error;
    }
  }

  async #send(reading: Reading, call: Call, trail: Trail): Promise<Answer> {
    const { retryBudget, timing } = this.#line;
    const prepared = prepare(this.#line, call);
    // A request reads side by side; Node takes more than 10 listeners on its signal for a leak.
    setMaxListeners(0, reading.signal);
    let credential = this.#auth === null ? noCredential : await this.#auth.headers(reading);
    retryBudget.countCall(timing.now());
    let mayRenew = true;
    for (let retries = 0; ;) {
      const { answer, failure } = await this.#try(reading, prepared, credential, trail);
      if (failure === null) return answer;
      if (mayRenew && failure.error.httpStatus === 401 && this.#auth?.renew !== undefined) {
        mayRenew = false;
        credential = await this.#auth.renew(reading, credential);
        continue;
      }
      if (call.kind === "write") throw failure.error;
      await this.#pause(reading, failure, retries);
      retries += 1;
    }
  }

  async #try(reading: Reading, call: PreparedCall, credential: AuthHeaders, trail: Trail): Promise<Tried> {
    const entering = this.#gate.enter(reading);
    if (entering !== undefined) await entering;
    let verdict: Verdict = "UNCLEAR";
    trail.mayBeOut = true;
    try {
      const tried = await this.#line.pool.send(reading, call, credential);
      trail.mayBeOut = !isUntouched(tried.failure);
      verdict = this.#heed(reading, tried);
      return tried;
    } finally {
      this.#gate.leave(verdict);
    }
  }

  /** What the end of a try says about the provider, and about how it wants to be called. */
  #heed(reading: Reading, tried: Tried): Verdict {
    const { pace, timing } = this.#line;
    const now = timing.now();
    const headers = tried.failure === null ? tried.answer.headers : tried.headers;
    const told = headers === null ? null : toToldRate(headers, timing.date());
    if (told !== null) pace.heed(told, now);
    if (tried.failure === null) return "WORKS";
    const { error } = tried.failure;
    const verdict = toVerdict(error, now >= reading.deadline);
    if (verdict === "SLOW_DOWN" || error.retryAfterMs !== null) pace.hold(now, error.retryAfterMs);
    return verdict;
  }

  /** Waits before the next try, or throws the failure when there is to be none. */
  async #pause(reading: Reading, failure: Failure, done: number): Promise<void> {
    const { account, breaker, pace, retryBudget, timing } = this.#line;
    const { error, retries: allowed } = failure;
    const now = timing.now();
    const remainingMs = reading.deadline - now;
    const askedMs = Math.max(error.retryAfterMs ?? 0, pace.waitMs(now));
    const waitMs = retryWaitMs({ allowed, done, askedMs, remainingMs }, timing.random());
    if (waitMs === null || breaker.refusalMs(now + waitMs) > 0) throw error;
    if (reading.budget.remaining <= 0 || !retryBudget.tryRetry(now)) throw error;
    try {
      await timing.sleep(waitMs, reading.signal);
    } catch {
      throw toAbandoned(account, reading, timing.now());
    }
  }
}

const ownHeaders = { accept: "application/json", "accept-encoding": "identity", "user-agent": "rollcall" };
const ownHeadersWithBody = { ...ownHeaders, "content-type": "application/json" };
const ownHeadersWithForm = { ...ownHeaders, "content-type": "application/x-www-form-urlencoded" };
const noAnswers: readonly number[] = [];

function prepare(line: Line, call: Call): PreparedCall {
  const own = ownHeadersOf(call);
  return {
    method: call.method,
    target: toTarget(line, call),
    template: call.template,
    headers: call.headers === undefined ? own : { ...own, ...call.headers },
    body: toBody(call),
    answers: call.answers ?? noAnswers,
    maxBytes: call.maxBytes ?? line.maxBytes,
  };
}

function ownHeadersOf({ body, form }: Call): Readonly<Record<string, string>> {
  if (form !== undefined) return ownHeadersWithForm;
  return body === undefined ? ownHeaders : ownHeadersWithBody;
}

function toBody({ body, form }: Call): string | null {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return body === undefined ? null : JSON.stringify(body);
}
