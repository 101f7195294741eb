import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import { toSafeError } from "./safe-error.js";

export interface LoggerOptions {
  /** `silent` writes nothing. */
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
  /** Where lines go: standard output by default. */
  readonly destination?: DestinationStream;
}

const secretKeys = [
  "accessToken",
  "apiKey",
  "authorization",
  "body",
  "clientSecret",
  "cookie",
  "email",
  "emails",
  "headers",
  "idempotencyKey",
  "password",
  "phone",
  "query",
  "scimToken",
  "secret",
  "set-cookie",
  "token",
  "variables",
];
// pino redacts exact paths only; nobody here logs deeper than an object in an object.
const redactedPaths = secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]);

/**
 * The process's logger: JSON lines without secrets or people's data. Log errors as `{ err }`, which keeps their
 * type, message and stack and of their causes only names and codes.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redactedPaths, censor: "[redacted]" },
    serializers: { err: toSafeError, error: toSafeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
