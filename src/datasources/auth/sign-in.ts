import { DirectoryError, toDirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { CallBudget } from "../../directory/reading.js";
import { unlessAborted } from "../../directory/unless-aborted.js";
import { toAbandoned } from "../http/failure.js";
import type { AuthHeaders, RequestAuth } from "./request-auth.js";

/** What a sign-in brought. */
export interface SignedIn {
  /** The whole value of the `authorization` header, scheme included. */
  readonly authorization: string;
  /** How long the token is good, in milliseconds; absent for one that does not expire. */
  readonly lifetimeMs?: number;
}

interface SignInAuthOptions {
  readonly account: string;
  /**
   * Signs in anew, by a request without authentication. Its reading has a signal, a deadline and a budget of its own,
   * since all who wait share the sign-in; its calls appear as AUTH in the trace of the request that needed it first.
   * @throws DirectoryError UPSTREAM_UNAUTHORIZED when the credentials are wrong
   */
  readonly signIn: (reading: Reading) => Promise<SignedIn>;
  /** Longest sign-in, in milliseconds; 3,000 by default. */
  readonly limitMs?: number;
  /** Monotonic milliseconds; `performance.now` by default. */
  readonly now?: () => number;
}

/** Rejected credentials rest, so that a revoked password does not lock the account by being tried again and again. */
const rejectedRestMs = 5_000;
const failedRestMs = 1_000;
/** A sign-in is one call, or two, and their retries. */
const callsOfSignIn = 6;
/** Share of a token's life after which the next one is fetched, while the old one still serves. */
const freshShare = 0.8;

interface Token {
  readonly headers: AuthHeaders;
  readonly signedInAt: number;
  readonly staleAt: number;
  readonly expiresAt: number;
  /** Whether it replaced a rejected one: then a new one will hardly do better. */
  readonly isReplacement: boolean;
}

interface State {
  token: Token | null;
  /** The sign-in that everybody waits for. */
  flight: Promise<AuthHeaders> | null;
  /** The last sign-in failed; until then nobody tries again. */
  rest: { readonly error: DirectoryError; readonly until: number } | null;
}

/**
 * Signs in when the first call needs it and once more when the provider answers 401; whoever comes meanwhile waits for
 * the same sign-in. A token without expiry is kept until it is rejected.
 */
export function createSignInAuth(options: SignInAuthOptions): RequestAuth {
  return new SignInAuth(options);
}

class SignInAuth implements RequestAuth {
  readonly #options: SignInAuthOptions;
  readonly #now: () => number;
  readonly #state: State = { token: null, flight: null, rest: null };

  constructor(options: SignInAuthOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  headers(reading: Reading): AuthHeaders | Promise<AuthHeaders> {
    const { token } = this.#state;
    const now = this.#now();
    if (token === null || now >= token.expiresAt) return this.#signedIn(reading, false);
    if (now >= token.staleAt) this.#refreshBehind(reading);
    return token.headers;
  }

  async renew(reading: Reading, rejected: AuthHeaders): Promise<AuthHeaders> {
    const { token } = this.#state;
    if (token?.headers !== rejected) return this.headers(reading);
    if (token.isReplacement && this.#now() < token.signedInAt + failedRestMs) {
      throw rejectedAgain(this.#options.account);
    }
    this.#state.token = null;
    return this.#signedIn(reading, true);
  }

  /** The old token still serves; a failure shows when it has expired. */
  #refreshBehind(reading: Reading): void {
    if (this.#state.flight === null && this.#resting() === null) void this.#depart(reading, false);
  }

  async #signedIn(reading: Reading, isReplacement: boolean): Promise<AuthHeaders> {
    const rest = this.#resting();
    if (rest !== null) throw rest;
    const flight = this.#state.flight ?? this.#depart(reading, isReplacement);
    return unlessAborted(flight, reading.signal, () =>
      toAbandoned(this.#options.account, reading, this.#now()),
    );
  }

  #resting(): DirectoryError | null {
    const { rest } = this.#state;
    return rest !== null && this.#now() < rest.until ? rest.error : null;
  }

  #depart(reading: Reading, isReplacement: boolean): Promise<AuthHeaders> {
    const flight = this.#signIn(reading, isReplacement).finally(() => {
      this.#state.flight = null;
    });
    // Everybody may have left before it fails.
    flight.catch(ignore);
    this.#state.flight = flight;
    return flight;
  }

  async #signIn(starter: Reading, isReplacement: boolean): Promise<AuthHeaders> {
    const { account, signIn, limitMs = 3_000 } = this.#options;
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort();
    }, limitMs);
    try {
      const reading = toSignInReading(account, starter, {
        signal: limit.signal,
        deadline: performance.now() + limitMs,
      });
      const signedIn = await unlessAborted(signIn(reading), limit.signal, () => tooSlow(account));
      this.#state.token = toToken(signedIn, this.#now(), isReplacement);
      this.#state.rest = null;
      return this.#state.token.headers;
    } catch (thrown) {
      const error = toDirectoryError(thrown, account);
      this.#state.rest = { error, until: this.#now() + restMs(error) };
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function toSignInReading(
  account: string,
  starter: Reading,
  limit: Pick<Reading, "signal" | "deadline">,
): Reading {
  return {
    ...limit,
    budget: new CallBudget(account, { account: { left: callsOfSignIn }, request: { left: callsOfSignIn } }),
    record: (call) => {
      starter.record({ ...call, source: "AUTH" });
    },
    asked: new Map(),
  };
}

function toToken(signedIn: SignedIn, now: number, isReplacement: boolean): Token {
  const { authorization, lifetimeMs = Infinity } = signedIn;
  return {
    headers: { authorization },
    signedInAt: now,
    staleAt: now + lifetimeMs * freshShare,
    expiresAt: now + lifetimeMs,
    isReplacement,
  };
}

function restMs({ code }: DirectoryError): number {
  return code === "UPSTREAM_UNAUTHORIZED" || code === "UPSTREAM_FORBIDDEN" ? rejectedRestMs : failedRestMs;
}

function rejectedAgain(account: string): DirectoryError {
  const message = "The provider rejects the token that it gave a moment ago";
  return new DirectoryError("UPSTREAM_UNAUTHORIZED", message, { account, httpStatus: 401 });
}

function tooSlow(account: string): DirectoryError {
  return new DirectoryError("UPSTREAM_TIMEOUT", "The provider did not sign the account in in time", {
    account,
  });
}

function ignore(): void {
  // Reported to those who waited.
}
