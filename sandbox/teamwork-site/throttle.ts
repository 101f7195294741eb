import type { Answer } from "../answer.js";
import { noBody } from "../answer.js";

/** How a product limits its callers, and how it says so: each does it in its own way (contract section 1.3). */
export interface ThrottleQuirks {
  /** Calls in a minute; `null` for no limit, and then no headers either. */
  readonly perMinute: number | null;
  /** The older guide of Projects has 400. */
  readonly status: 429 | 400;
  readonly headers: "X-RateLimit" | "X-Rate-Limit";
  /** What `Reset` is: the guides say a point in time, clients were given a delay. */
  readonly reset: "epoch" | "delta";
}

const windowMs = 60_000;

/** The calls of the running minute. */
export class Throttle {
  readonly #clock: () => Date;
  #begun = 0;
  #calls = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Counts a call, and gives its answer the headers; a call too many is refused in place of being answered. */
  pass(quirks: ThrottleQuirks, answer: () => Answer): Answer {
    const { perMinute } = quirks;
    if (perMinute === null) return answer();
    const now = this.#clock().getTime();
    if (now - this.#begun >= windowMs) {
      this.#begun = now;
      this.#calls = 0;
    }
    this.#calls += 1;
    const headers = this.#headers(quirks, perMinute, now);
    if (this.#calls > perMinute) return { ...refusal(quirks), headers: { ...jsonType, ...headers } };
    const given = answer();
    return { ...given, headers: { ...given.headers, ...headers } };
  }

  #headers({ headers, reset }: ThrottleQuirks, limit: number, now: number): Record<string, string> {
    const until = this.#begun + windowMs;
    const value = reset === "epoch" ? Math.ceil(until / 1_000) : Math.ceil((until - now) / 1_000);
    return {
      [`${headers}-Limit`]: String(limit),
      [`${headers}-Remaining`]: String(Math.max(0, limit - this.#calls)),
      [`${headers}-Reset`]: String(value),
    };
  }
}

const jsonType = { "Content-Type": "application/json; charset=utf-8" };

function refusal({ status }: ThrottleQuirks): Answer {
  const message = "You have exceeded your rate limit. Please try again later.";
  const body =
    status === 429 ? Buffer.from(JSON.stringify({ errors: [{ code: "429", detail: message }] })) : noBody;
  return { status, body, headers: jsonType };
}
