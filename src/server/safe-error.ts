/** An error as the log may keep it. */
interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly account?: string;
  readonly httpStatus?: number;
  readonly stack?: string;
  /** Names and codes of the causes, nearest first. Their messages hold what providers said, and are left out. */
  readonly causes?: readonly string[];
}

type Pattern = readonly [pattern: RegExp, replacement: string];

const email: Pattern = [/\b[\w.+-]{1,64}@[\w-]{1,64}(\.[\w-]{1,64})+/g, "[email]"];
const scheme: Pattern = [/\b(Bearer|Basic|JWT)\s+[\w.~+/=-]+/gi, "$1 [secret]"];
const token: Pattern = [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, "[secret]"];
const secretPatterns: readonly Pattern[] = [
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@]+@/gi, "$1[secret]@"],
  email,
  scheme,
  token,
  [/(https?:\/\/[^\s?#]+)[?#]\S*/gi, "$1"],
  [/((?:password|secret|token|api_?key)["']?\s*[=:]\s*["']?)[^\s"',&}]+/gi, "$1[secret]"],
];
const maxLength = 2_000;
const maxCauses = 5;

/** Text without e-mail addresses, credentials and the queries of URLs, cut to 2,000 characters. */
export function withoutSecrets(text: string): string {
  let safe = text.slice(0, maxLength);
  for (const [pattern, replacement] of secretPatterns) safe = safe.replace(pattern, replacement);
  return safe;
}

/** A line of the log without e-mail addresses and tokens. Most lines have neither, and are not looked at twice. */
export function withoutTokens(line: string): string {
  let safe = line;
  if (safe.includes("@")) safe = safe.replace(...email);
  if (safe.includes("eyJ")) safe = safe.replace(...token);
  return /bearer|basic|jwt/iu.test(safe) ? safe.replace(...scheme) : safe;
}

/**
 * Errors whose words are ours or the engine's. Others may repeat what a provider said, or a value of somebody's: a
 * parser the text it could not read, graphql-js what it could not serialise.
 */
const plainSpoken: ReadonlySet<string> = new Set([
  "DirectoryError",
  "BudgetSpent",
  "FilterUnsupported",
  "PointsSpent",
  "ConfigError",
  "HttpRefusal",
  "TypeError",
  "RangeError",
  "ReferenceError",
]);
const withheld = "[message withheld]";

function messageOf({ name, message }: Error): string {
  return plainSpoken.has(name) ? withoutSecrets(message) : withheld;
}

/** The frames; what stands above them repeats the message. */
function stackOf(error: Error): { stack?: string } {
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /u.test(line)) ?? [];
  return frames.length === 0 ? {} : { stack: withoutSecrets(frames.join("\n")) };
}

/** pino's error serializer: anything that was thrown, without secrets and without its cause's words. */
export function toSafeError(thrown: unknown): SafeError {
  if (!isErrorLike(thrown)) return { type: typeof thrown, message: "Something that is no error was thrown" };
  return {
    type: thrown.name,
    message: messageOf(thrown),
    ...textField("code", thrown),
    ...textField("account", thrown),
    ...("httpStatus" in thrown && typeof thrown.httpStatus === "number"
      ? { httpStatus: thrown.httpStatus }
      : {}),
    ...stackOf(thrown),
    ...causesOf(thrown),
  };
}

function textField(name: "code" | "account", error: object): { code?: string; account?: string } {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? { [name]: withoutSecrets(value) } : {};
}

function causesOf(error: Error): { causes?: string[] } {
  const causes: string[] = [];
  let cause = originOf(error);
  while (isErrorLike(cause) && causes.length < maxCauses) {
    const { code } = textField("code", cause);
    causes.push(code === undefined ? cause.name : `${cause.name} ${code}`);
    cause = originOf(cause);
  }
  return causes.length === 0 ? {} : { causes };
}

function originOf(error: Error): unknown {
  return error.cause ?? ("originalError" in error ? error.originalError : undefined);
}

// By shape: errors of Node's core come from another realm under Jest.
function isErrorLike(thrown: unknown): thrown is Error {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    "name" in thrown &&
    typeof thrown.name === "string" &&
    "message" in thrown &&
    typeof thrown.message === "string"
  );
}
