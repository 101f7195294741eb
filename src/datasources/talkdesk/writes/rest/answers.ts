import { z } from "zod";
import { DirectoryError, type DirectoryErrorOptions } from "../../../../directory/errors.js";
import type { Reading } from "../../../../directory/reading.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import type { PlannedCall, WriteCommand } from "../../../../directory/writing.js";
import type { Answer } from "../../../http/call.js";
import { inputFields } from "./fields.js";
import { toTaken } from "../refusals.js";
import { findByEmail } from "./invite.js";
import { idIn, noSuchUser, type WriteParts } from "./parts.js";

/** The API's own errors (contract 3.8); what a gateway says has not this form. */
const restError = z.object({
  code: z.union([z.string(), z.number()]),
  message: z.string(),
  fields: z
    .array(z.object({ name: z.string() }))
    .nullish()
    .catch(null),
});

/** A call that was not accepted, and what for. */
export interface Declined {
  readonly command: WriteCommand;
  readonly call: PlannedCall;
  readonly answer: Answer;
}

/** What an answer other than 2xx comes to. Nothing was changed. */
export async function toRefusal(parts: WriteParts, reading: Reading, declined: Declined): Promise<Error> {
  const { status, body } = declined.answer;
  const said = restError.safeParse(body).data ?? null;
  if (status === 403) {
    return new WriteRefused(
      "FORBIDDEN",
      "The account's client is not allowed to do it; users:write may be missing",
    );
  }
  if (status === 405 || (status === 404 && said === null)) return noWrites();
  if (status === 404) return toAbsence(parts, reading, declined);
  const names = said?.fields?.map(({ name }) => name) ?? [];
  return toInvalid(parts, reading, declined, names);
}

/** Without writes, an account says of users that are there that they are not (contract 0). */
async function toAbsence(parts: WriteParts, reading: Reading, { call }: Declined): Promise<Error> {
  if (call.method === "POST") return noWrites();
  const found = await parts.people.find(reading, idIn(call));
  return found === null ? noSuchUser() : noWrites();
}

function noWrites(): WriteRefused {
  return new WriteRefused(
    "UNSUPPORTED_BY_PROVIDER",
    "The account's REST API takes no writes of users; SCIM may, with `writeSurface: SCIM`",
  );
}

/** Nothing says how a duplicate address is answered: 409, or 400 and 422 that name it (contract 3.3). */
async function toInvalid(
  parts: WriteParts,
  reading: Reading,
  { command, call, answer }: Declined,
  names: readonly string[],
): Promise<Error> {
  const isConflict = answer.status === 409;
  if (command.operation === "USER_INVITE" && call.method === "POST") {
    if (isConflict || names.includes("email"))
      return toTaken(await findByEmail(parts, reading, command.input.email));
  }
  if (isConflict) return toDirectoryError(parts, { httpStatus: 409, cause: answer.body });
  const known = names.find((name) => inputFields[name] !== undefined);
  const field = "input" in command && known !== undefined ? (inputFields[known] ?? null) : null;
  const what = known === undefined ? "the call" : `\`${known}\``;
  return new WriteRefused("INVALID", `Talkdesk does not accept ${what}`, { field });
}

function toDirectoryError({ account }: WriteParts, options: DirectoryErrorOptions): DirectoryError {
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", "Talkdesk refused the call", {
    account,
    ...options,
  });
}
