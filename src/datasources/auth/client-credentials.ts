import { z } from "zod";
import { DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import type { Answer, Call } from "../http/call.js";
import type { ProviderRequest } from "../http/request.js";
import type { RequestAuth } from "./request-auth.js";
import { createSignInAuth, type SignedIn } from "./sign-in.js";

/** Where the client's id and secret stand: in the form, or in an `authorization` header. */
type ClientAuth = "body" | "basic";

export interface ClientCredentialsOptions {
  readonly account: string;
  /** Without authentication, its base URL the token URL itself, which may lie on another origin than the API. */
  readonly request: ProviderRequest;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientAuth: ClientAuth;
  /** Scopes to ask for, separated by spaces; all that the client was granted when absent. */
  readonly scope?: string | undefined;
  /** Monotonic milliseconds; `performance.now` by default. */
  readonly now?: () => number;
}

export interface ClientCredentialsAuth extends RequestAuth {
  /** Scopes of the latest token; `null` before the first one, or when neither call nor answer name any. */
  grantedScopes(): ReadonlySet<string> | null;
}

const template = "oauth/token";

/** Visible ASCII, as a header can carry it (RFC 6750 section 2.1 allows less). */
const accessToken = z.string().regex(/^[\x21-\x7e]+$/u);

/** RFC 6749 section 5.1. Some servers write the seconds as text. */
const granted = z.object({
  access_token: accessToken,
  token_type: z.string().nullish(),
  expires_in: z.coerce.number().positive().nullish().catch(null),
  scope: z.string().nullish().catch(null),
});

const refused = z.object({ error: z.string() });

/** RFC 6749 section 5.2: a closed list, so that none of the provider's own words reach a client. */
const refusals: ReadonlyMap<string, string> = new Map([
  ["invalid_client", "The token URL does not accept the client id and secret"],
  ["invalid_scope", "The client was not granted a scope that is asked for"],
  ["unauthorized_client", "The client may not use the client credentials grant"],
  ["unsupported_grant_type", "The token URL does not know the client credentials grant"],
  ["invalid_request", "The token URL does not understand how the client authenticates"],
]);

/**
 * The client credentials grant (RFC 6749 section 4.4): one token for all calls, fetched again before it expires and
 * after a 401. How long it lives is for `expires_in` to say; without it, it is kept until it is rejected. A refusal is
 * a mistake in the configuration: it rests, and is `UPSTREAM_UNAUTHORIZED`.
 */
export function createClientCredentialsAuth(options: ClientCredentialsOptions): ClientCredentialsAuth {
  const { account, request, now } = options;
  const call = toTokenCall(options);
  let scopes: ReadonlySet<string> | null = null;
  const signIn = async (reading: Reading): Promise<SignedIn> => {
    const answer = await request.send(reading, call);
    if (answer.status >= 400) throw toRefusal(account, answer);
    const token = parseToken(account, answer);
    // What is not told is what was asked for (RFC 6749 section 5.1), if anything was.
    scopes = toScopes(token.scope ?? options.scope);
    const authorization = `Bearer ${token.access_token}`;
    return token.expires_in == null
      ? { authorization }
      : { authorization, lifetimeMs: token.expires_in * 1_000 };
  };
  const auth = createSignInAuth({ account, signIn, ...(now === undefined ? {} : { now }) });
  return {
    headers: (reading) => auth.headers(reading),
    ...(auth.renew && { renew: auth.renew.bind(auth) }),
    grantedScopes: () => scopes,
  };
}

/** Asking for a token changes nothing, so it may be sent again. */
function toTokenCall({ clientId, clientSecret, clientAuth, scope }: ClientCredentialsOptions): Call {
  const form = { grant_type: "client_credentials", ...(scope === undefined ? {} : { scope }) };
  const call = { method: "POST", path: "", template, kind: "read", answers: [400, 401] } as const;
  if (clientAuth === "body") {
    return { ...call, form: { ...form, client_id: clientId, client_secret: clientSecret } };
  }
  return { ...call, form, headers: { authorization: toBasic(clientId, clientSecret) } };
}

/** RFC 6749 section 2.3.1: both parts are form-encoded first, so that a colon in them is none. */
function toBasic(clientId: string, clientSecret: string): string {
  const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
}

function formEncode(text: string): string {
  return new URLSearchParams({ v: text }).toString().slice("v=".length);
}

function toRefusal(account: string, { status, body }: Answer): DirectoryError {
  const code = refused.safeParse(body).data?.error ?? "";
  const message = refusals.get(code) ?? "The token URL refuses the client";
  return new DirectoryError("UPSTREAM_UNAUTHORIZED", message, { account, httpStatus: status });
}

/** `token_type` goes by any case (RFC 6749 section 5.1); other types than bearer are used in other ways. */
function parseToken(account: string, { status, body }: Answer): z.infer<typeof granted> {
  const parsed = granted.safeParse(body);
  if (parsed.success && (parsed.data.token_type ?? "bearer").toLowerCase() === "bearer") return parsed.data;
  const message = "The token URL's answer does not hold a bearer token";
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account, httpStatus: status });
}

function toScopes(scope: string | null | undefined): ReadonlySet<string> | null {
  const scopes = (scope ?? "").split(/\s+/u).filter((one) => one !== "");
  return scopes.length === 0 ? null : new Set(scopes);
}
