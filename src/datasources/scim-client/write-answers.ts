import { z } from "zod";
import { DirectoryError } from "../../directory/errors.js";
import { WriteRefused } from "../../directory/user-errors.js";
import type { Answer } from "../http/call.js";
import { namesOf, toCanonical } from "./attribute-names.js";
import { errorEnvelope, errorNames } from "./rows.js";

/** Statuses that say something of a write. Others are failures: 401 and 403 of the account, 429 and 5xx of the moment. */
export const writeAnswers: readonly number[] = [400, 404, 405, 409, 501];

/** What an answer says of what was written; servers leave out as much as they like (contract 4.1). */
export interface Written {
  readonly id: string | null;
  /** Of a User. */
  readonly active: boolean | null;
}

const writtenRow = z.object({
  id: z
    .union([z.string().min(1), z.number().transform(String)])
    .nullable()
    .catch(null),
  active: z
    .union([z.boolean(), z.stringbool({ truthy: ["true"], falsy: ["false"] })])
    .nullable()
    .catch(null),
});
const writtenNames = namesOf(z.object({ id: z.unknown(), active: z.unknown() }));

/** A 204 tells nothing, and so may a 200 or a 201. */
export function toWritten({ body }: Answer): Written {
  const row = writtenRow.safeParse(toCanonical(writtenNames, body ?? {}));
  return row.success ? row.data : { id: null, active: null };
}

/** The type of a 400 or 409 (RFC 7644 section 3.12); `null` where the server does not tell. */
export function scimTypeOf({ body }: Answer): string | null {
  return errorEnvelope.safeParse(toCanonical(errorNames, body)).data?.scimType?.toLowerCase() ?? null;
}

export function isScimError({ body }: Answer): boolean {
  return errorEnvelope.safeParse(toCanonical(errorNames, body)).success;
}

/** Whether the server does not have the call, as far as the answer tells: a bare 404 may be the resource's, too. */
export function isWithout(answer: Answer): boolean {
  const { status } = answer;
  return status === 405 || status === 501 || (status === 404 && !isScimError(answer));
}

/** Whether a value that has to be the only one is another's. Some servers say it with a 400. */
export function isTaken(answer: Answer): boolean {
  const { status } = answer;
  if (status === 409) return [null, "uniqueness"].includes(scimTypeOf(answer));
  return status === 400 && scimTypeOf(answer) === "uniqueness";
}

/** The server understood and did not take what was sent. */
function invalidValue(): WriteRefused {
  return new WriteRefused("INVALID", "The SCIM server does not accept what was to be written", {
    field: ["input"],
  });
}

export function noSuchUser(): WriteRefused {
  return new WriteRefused("NOT_FOUND", "There is no such User", { field: ["id"] });
}

export function noSuchTeam(): WriteRefused {
  return new WriteRefused("NOT_FOUND", "There is no such Team", { field: ["id"] });
}

export function notOffered(): WriteRefused {
  return new WriteRefused("UNSUPPORTED_BY_PROVIDER", "This SCIM server does not have the call that it takes");
}

/**
 * What a refusal comes to, other than a value that is taken: the caller knows whose it is then.
 * @param absent what a 404 says
 * @throws WriteRefused, DirectoryError for a conflict that nothing is known of
 */
export function throwRefusal(account: string, answer: Answer, absent: WriteRefused): never {
  if (isWithout(answer)) throw notOffered();
  if (answer.status === 404) throw absent;
  if (answer.status === 400) throw invalidValue();
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", "The SCIM server refused the call", {
    account,
    httpStatus: answer.status,
  });
}
