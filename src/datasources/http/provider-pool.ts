import type { Dispatcher } from "undici";
import { Pool } from "undici";
import type { Reading } from "../../directory/reading.js";
import { unlessAborted } from "../../directory/unless-aborted.js";
import { readAnswer, readRefusal } from "./answer.js";
import { discard } from "./body.js";
import type { Answer } from "./call.js";
import type { Failure } from "./failure.js";
import { toAbandoned, toStatusFailure, toThrownFailure, toTimeOut } from "./failure.js";
import type { HostGuard } from "./host-guard.js";
import { isThrottle, toToldRate } from "./rate-headers.js";
import { toRetryAfterMs } from "./retry-after.js";
import type { Timing } from "./timing.js";

/** A call with everything that stays the same from try to try. */
export interface PreparedCall {
  readonly method: Dispatcher.HttpMethod;
  /** Path and query. */
  readonly target: string;
  readonly template: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly answers: readonly number[];
  readonly maxBytes: number;
}

/** How one try ended. What no further try can mend is thrown instead. */
export type Tried = Answered | Failed;
interface Answered {
  readonly answer: Answer;
  readonly failure: null;
}
interface Failed {
  readonly answer: null;
  readonly failure: Failure;
  /** The answer's headers, where one came. */
  readonly headers: Answer["headers"] | null;
}

interface ProviderPoolOptions {
  readonly account: string;
  readonly origin: string;
  readonly guard: HostGuard;
  /** Connections at most. The caller holds back what would have to wait for one. */
  readonly connections: number;
  readonly tryMs: number;
  readonly timing: Timing;
}

/** The connections of one linked account to one origin, and single tries on them. */
export class ProviderPool {
  readonly #account: string;
  readonly #tryMs: number;
  readonly #timing: Timing;
  readonly #pool: Pool;
  #active = 0;
  #closing: Promise<void> | null = null;

  constructor(options: ProviderPoolOptions) {
    const { account, connections, tryMs } = options;
    this.#account = account;
    this.#tryMs = tryMs;
    this.#timing = options.timing;
    const dial = options.guard.connector(tryMs);
    this.#pool = new Pool(options.origin, {
      connections,
      pipelining: 1,
      // The try's own timer is exact and covers the whole; these two stand behind it. undici's defaults are 300 s.
      headersTimeout: tryMs,
      bodyTimeout: tryMs,
      connect: (where, callback) => {
        // After an aborted call undici dials anew for nobody, and that connection stays (nodejs/undici#5845). A pool
        // that is closing would miss the refusal if it came at once.
        queueMicrotask(() => {
          if (this.#active === 0) callback(new Error("No call waits for this connection"), null);
          else dial(where, callback);
        });
      },
    });
  }

  /** Resolves when the calls on the wire have ended; later ones fail. May be called again. */
  async close(): Promise<void> {
    this.#closing ??= this.#pool.close();
    await this.#closing;
  }

  /**
   * Sends the call once and records it.
   * @throws DirectoryError when the deadline has passed, or the request was abandoned meanwhile
   */
  async send(
    reading: Reading,
    call: PreparedCall,
    credential: Readonly<Record<string, string>>,
  ): Promise<Tried> {
    const started = this.#timing.now();
    const leftMs = reading.deadline - started;
    if (leftMs <= 0 || reading.signal.aborted) throw toAbandoned(this.#account, reading, started);
    const stop = new AbortController();
    const timer = setTimeout(abort, Math.min(this.#tryMs, leftMs), stop);
    const abandon = (): void => {
      stop.abort();
    };
    reading.signal.addEventListener("abort", abandon, { once: true });
    const { method, target: path, body } = call;
    const headers = { ...call.headers, ...credential };
    let response: Dispatcher.ResponseData | null = null;
    this.#active += 1;
    try {
      // undici itself heeds the signal only once it is connected (nodejs/undici#386).
      const responding = this.#pool.request({ method, path, headers, body, signal: stop.signal });
      response = await unlessAborted(responding, stop.signal, stopped);
      return await this.#toTried(response, call);
    } catch (thrown) {
      if (response !== null) discard(response.body);
      const failure = stop.signal.aborted
        ? this.#toStopped(reading, response)
        : toThrownFailure(this.#account, thrown, response?.statusCode ?? null);
      return { answer: null, failure, headers: response?.headers ?? null };
    } finally {
      this.#active -= 1;
      clearTimeout(timer);
      reading.signal.removeEventListener("abort", abandon);
      this.#record(reading, call, response, started);
    }
  }

  #toStopped(reading: Reading, response: Dispatcher.ResponseData | null): Failure {
    if (reading.signal.aborted) throw toAbandoned(this.#account, reading, this.#timing.now());
    return toTimeOut(this.#account, response?.statusCode ?? null);
  }

  async #toTried(response: Dispatcher.ResponseData, call: PreparedCall): Promise<Tried> {
    const { statusCode: status, headers } = response;
    if ((status >= 200 && status < 300) || call.answers.includes(status)) {
      return { answer: await readAnswer(response, call.maxBytes), failure: null };
    }
    const now = this.#timing.date();
    const told = toToldRate(headers, now);
    const isThrottled = isThrottle(status, told);
    const resetMs = isThrottled && told?.remaining === 0 ? told.resetMs : null;
    const retryAfterMs = toRetryAfterMs(headers, now) ?? resetMs;
    const excerpt = await readRefusal(response);
    return {
      answer: null,
      failure: toStatusFailure(this.#account, { status, isThrottled, retryAfterMs, excerpt }),
      headers,
    };
  }

  #record(
    reading: Reading,
    call: PreparedCall,
    response: Dispatcher.ResponseData | null,
    started: number,
  ): void {
    reading.record({
      account: this.#account,
      method: call.method,
      path: call.template,
      status: response?.statusCode ?? null,
      ms: this.#timing.now() - started,
      source: "LIVE",
    });
  }
}

function stopped(): Error {
  return new Error("The try was stopped");
}

function abort(stop: AbortController): void {
  stop.abort();
}
