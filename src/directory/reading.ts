import { BudgetSpent } from "./errors.js";

/** Where an upstream call of the explain trace came from: sent now, answered by the cache, joined in flight, sign-in. */
type CallSource = "LIVE" | "CACHE" | "SHARED" | "AUTH";

/** One call of the explain trace. `path` is a template without ids, so that it can be shown and counted. */
export interface UpstreamCall {
  readonly account: string;
  readonly method: string;
  readonly path: string;
  /** HTTP status, or null when no answer came or none was needed. */
  readonly status: number | null;
  /** Milliseconds on the wire; 0 for an answer from the cache. */
  readonly ms: number;
  readonly source: CallSource;
}

/**
 * How many upstream calls a request may still send, for one account and in all. Every try counts, sign-ins do not.
 */
export class CallBudget {
  readonly #account: string;
  readonly #allowance: Allowance;
  #spent = 0;

  constructor(account: string, allowance: Allowance) {
    this.#account = account;
    this.#allowance = allowance;
  }

  /** Calls that may still be sent for this account. */
  get remaining(): number {
    return Math.min(this.#allowance.account.left, this.#allowance.request.left);
  }

  /** Calls that this budget paid for. */
  get spent(): number {
    return this.#spent;
  }

  /** Takes one call or throws `BudgetSpent`. */
  spend(): void {
    if (this.remaining <= 0) throw new BudgetSpent(this.#account);
    this.#allowance.account.left -= 1;
    this.#allowance.request.left -= 1;
    this.#spent += 1;
  }

  /** A budget over the same allowance that counts for itself. */
  fork(): CallBudget {
    return new CallBudget(this.#account, this.#allowance);
  }
}

/** Calls left, shared by all budgets over it: those of one account, and those of all accounts of a request. */
export interface Allowance {
  readonly account: { left: number };
  readonly request: { left: number };
}

/**
 * What one request brings along when it reads one linked account. Made anew for each request and account; every
 * access path of a provider takes it first.
 */
export interface Reading {
  /** Aborted when the request's deadline passes or the client goes away. */
  readonly signal: AbortSignal;
  /** `performance.now()` milliseconds at which the request must have answered. */
  readonly deadline: number;
  readonly budget: CallBudget;
  /** Adds a call to the request's trace. */
  readonly record: (call: UpstreamCall) => void;
  /**
   * What this request has asked already, by cache key: the same read is sent once per request, succeeded or failed,
   * so that an answer is of one piece and a failing provider is not asked again for every field.
   */
  readonly asked: Map<string, Promise<unknown>>;
  /** Whether it passes by what others have read or are reading: what a write decides by has to be so now. */
  readonly isLive?: boolean;
}

/** One upstream read, as the read cache needs to know it. */
export interface Read<T> {
  /** Unique within tenant, account and credential version: method and full path. */
  readonly key: string;
  /** Path template without ids, for the trace. */
  readonly path: string;
  /** How long the answer may be served again, in milliseconds. */
  readonly lifetimeMs: number;
  /** Sends the call. `bytes` is the size of the answer on the wire, the weight of the cached value. */
  readonly fetch: (reading: Reading) => Promise<{ value: T; bytes: number }>;
}

/**
 * The shared read cache, as a provider sees it: bound to one tenant, account and credential version, so that a key
 * can never reach another tenant's rows.
 */
export interface ReadCache {
  /** The answer: from this request, from the cache, from a call in flight, or from a new call; in this order. */
  load<T>(reading: Reading, read: Read<T>): Promise<T>;
  /** Whether `load` would answer without a new call. */
  has(reading: Reading, key: string): boolean;
}
