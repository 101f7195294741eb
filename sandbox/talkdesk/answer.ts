import { type Answer, noBody } from "../answer.js";

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  const type = { "Content-Type": "application/json; charset=utf-8" };
  return { status, body: Buffer.from(JSON.stringify(value)), headers: { ...type, ...headers } };
}

export const noContent = (): Answer => ({ status: 204, body: noBody, headers: {} });

export interface FieldError {
  readonly name: string;
  readonly description: string;
}

interface Failure {
  readonly description?: string;
  readonly fields?: readonly FieldError[];
}

/** Shape: contract 3.8. The documents name no code, so the codes are guessed. */
export function failure(status: number, code: string, message: string, more: Failure = {}): Answer {
  return json(status, { code, message, ...more });
}

export const notFound = (): Answer => failure(404, "not_found", "The resource was not found.");

/** Nothing tells a wrong token from an expired one or one of the other surface. */
export const unauthorized = (): Answer => failure(401, "unauthorized", "Unauthorized.");

export function invalid(fields: readonly FieldError[]): Answer {
  return failure(422, "unprocessable_entity", "The request has invalid fields.", { fields });
}

/** RFC 6749 section 5.2; the shape at the token URL alone. */
export function oauthFailure(status: 400 | 401, error: string, description: string): Answer {
  const headers: Record<string, string> = status === 401 ? { "WWW-Authenticate": 'Basic realm="acme"' } : {};
  return json(status, { error, error_description: description }, headers);
}
