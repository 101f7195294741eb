import type { JsonValue } from "../../directory/directory-object.js";

/** One call to a provider, as a provider's client describes it. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the path of the base URL, every id already encoded; may not leave it. */
  readonly path: string;
  /** The path without ids, for the trace: `projects/{id}/users`. */
  readonly template: string;
  /** Encoded here; an array repeats its name. */
  readonly query?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: JsonValue;
  /** Sent as `application/x-www-form-urlencoded`, in place of `body`. */
  readonly form?: Readonly<Record<string, string>>;
  /** A read may be sent again after a failure; a write never is. The method does not tell: some providers list by POST. */
  readonly kind: "read" | "write";
  /** Statuses besides 2xx which are an answer and not a failure, as 404 is for a get by id. They are neither retried nor renewed. */
  readonly answers?: readonly number[];
  /** The largest acceptable body, in bytes. */
  readonly maxBytes?: number;
  /** Added to (and before) the headers of Rollcall and of the account's authentication; lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a provider answered to a `Call`. */
export interface Answer {
  /** 2xx or one of `Call.answers`. */
  readonly status: number;
  /** By lower-case name; an array where the header came more than once. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /**
   * The parsed JSON, or undefined when the body was empty. A 2xx is always one of these two; another status that the
   * caller wanted may carry text which is no JSON: then it is that string.
   */
  readonly body: unknown;
  /** Size of the body on the wire. */
  readonly bytes: number;
}
