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

const secretPatterns: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@]+@/gi, "$1[secret]@"],
  [/\b[\w.+-]{1,64}@[\w-]{1,64}(\.[\w-]{1,64})+/g, "[email]"],
  [/\b(Bearer|Basic|JWT|Token)\s+[\w.~+/=-]+/gi, "$1 [secret]"],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, "[secret]"],
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

/** pino's error serializer: anything that was thrown, without secrets and without its cause's words. */
export function toSafeError(thrown: unknown): SafeError {
  if (!isErrorLike(thrown)) return { type: typeof thrown, message: "Something that is no error was thrown" };
  return {
    type: thrown.name,
    message: withoutSecrets(thrown.message),
    ...textField("code", thrown),
    ...textField("account", thrown),
    ...("httpStatus" in thrown && typeof thrown.httpStatus === "number"
      ? { httpStatus: thrown.httpStatus }
      : {}),
    ...(thrown.stack === undefined ? {} : { stack: withoutSecrets(thrown.stack) }),
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
