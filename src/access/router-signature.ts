import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import {
  isInnerList,
  parseDictionary,
  serializeDictionary,
  serializeInnerList,
  type InnerList,
} from "structured-headers";
import { Nonces } from "./nonces.js";
import { singleHeader, type RequestHead } from "./request-head.js";

/** A key that a router signs with. Two are good at once while they are exchanged. */
export interface SignatureKey {
  readonly id: string;
  readonly secret: string;
}

export interface SignatureOptions {
  readonly keys: readonly SignatureKey[];
  /** Seconds that a signature is good at most, whatever it says itself. */
  readonly maxAgeSeconds: number;
  /** Seconds that the router's clock may be ahead or behind. */
  readonly clockSkewSeconds: number;
  /** Milliseconds since 1970; `Date.now` by default. */
  readonly now?: () => number;
}

/** Whether a request is signed by the router, and for the first time. */
export type VerifySignature = (head: RequestHead, body: Uint8Array) => boolean;

interface Signed {
  /** As it was signed: the list of what is covered, with its parameters. */
  readonly input: InnerList;
  readonly signature: Buffer;
}

const algorithm = "hmac-sha256";

/**
 * HTTP Message Signatures (RFC 9421) with HMAC-SHA256 and Content-Digest (RFC 9530), in one strict form: one signature,
 * over `@method`, `@path`, `content-digest` and, where there is one, `authorization`, with `created`, `expires`,
 * `nonce`, `keyid` and `alg`. Headers must be spelled as the RFC serialises them: base64 has bits that mean nothing, and
 * a request that was altered in one of them is an altered request.
 */
export function createSignatureVerifier(options: SignatureOptions): VerifySignature {
  const { keys, maxAgeSeconds, clockSkewSeconds } = options;
  const nonces = new Nonces((maxAgeSeconds + 2 * clockSkewSeconds) * 1_000);
  return (head, body) => {
    const signed = parseSigned(head);
    if (signed === null) return false;
    const parameters = readParameters(signed.input);
    if (parameters === null || !isTimely(parameters, options)) return false;
    const key = keys.find(({ id }) => id === parameters.keyid);
    if (key === undefined || !isSignedWith(key, signed, head)) return false;
    // The digest is signed, so only now it says anything of the body.
    if (singleHeader(head, "content-digest") !== toContentDigest(body)) return false;
    return nonces.use(`${parameters.keyid} ${parameters.nonce}`);
  };
}

/** The one value of `Content-Digest` that is understood. */
function toContentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

/** Whether a request looks signed at all. */
export function isSigned({ headers }: RequestHead): boolean {
  return headers["signature"] !== undefined && headers["signature-input"] !== undefined;
}

function parseSigned(head: RequestHead): Signed | null {
  const input = parseOnly(singleHeader(head, "signature-input"));
  const signature = parseOnly(singleHeader(head, "signature"));
  if (input === null || input.name !== signature?.name) return null;
  if (!isInnerList(input.member) || isInnerList(signature.member)) return null;
  const [bytes, parameters] = signature.member as Parameterized;
  if (!(bytes instanceof ArrayBuffer) || parameters.size > 0) return null;
  return { input: input.member, signature: Buffer.from(bytes) };
}

/** A value and its parameters; the library's own type names one of the DOM's. */
type Parameterized = readonly [value: unknown, parameters: ReadonlyMap<string, unknown>];
type Member = NonNullable<ReturnType<ReturnType<typeof parseDictionary>["get"]>>;

/** The only member of a dictionary; `null` for anything else, other spellings of the same included. */
function parseOnly(text: string | null): { readonly name: string; readonly member: Member } | null {
  if (text === null) return null;
  try {
    const dictionary = parseDictionary(text);
    const [entry] = dictionary;
    if (entry === undefined || dictionary.size > 1 || serializeDictionary(dictionary) !== text) return null;
    return { name: entry[0], member: entry[1] };
  } catch {
    return null;
  }
}

interface Parameters {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyid: string;
}

function readParameters([, given]: Parameterized): Parameters | null {
  const [created, expires] = [given.get("created"), given.get("expires")];
  const [nonce, keyid] = [given.get("nonce"), given.get("keyid")];
  if (given.size !== 5 || given.get("alg") !== algorithm) return null;
  if (typeof created !== "number" || typeof expires !== "number") return null;
  if (typeof nonce !== "string" || nonce.length < 16 || nonce.length > 128 || typeof keyid !== "string")
    return null;
  return { created, expires, nonce, keyid };
}

function isTimely(
  { created, expires }: Parameters,
  { maxAgeSeconds, clockSkewSeconds, now = Date.now }: SignatureOptions,
): boolean {
  const seconds = now() / 1_000;
  const end = Math.min(expires, created + maxAgeSeconds);
  return created <= seconds + clockSkewSeconds && end >= created && end >= seconds - clockSkewSeconds;
}

function isSignedWith({ secret }: SignatureKey, { input, signature }: Signed, head: RequestHead): boolean {
  const base = toSignatureBase(input, head);
  if (base === null) return false;
  const expected = createHmac("sha256", secret).update(base, "utf8").digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}

/** What was signed (RFC 9421, section 2.5); `null` when it covers anything else than it must. */
function toSignatureBase(input: InnerList, head: RequestHead): string | null {
  const hasAuthorization = head.headers.authorization !== undefined;
  const covered = ["@method", "@path", "content-digest", ...(hasAuthorization ? ["authorization"] : [])];
  const named = input[0].map(([name, parameters]: Parameterized) => (parameters.size > 0 ? null : name));
  if (named.length !== covered.length || !covered.every((name) => named.includes(name))) return null;
  const lines = covered.map((name) => [name, componentOf(name, head)] as const);
  if (lines.some(([, value]) => value === null)) return null;
  const values = new Map(lines);
  return [
    ...named.map((name) => `"${String(name)}": ${values.get(String(name)) ?? ""}`),
    `"@signature-params": ${serializeInnerList(input)}`,
  ].join("\n");
}

function componentOf(name: string, head: RequestHead): string | null {
  if (name === "@method") return head.method;
  return name === "@path" ? head.path : singleHeader(head, name);
}
