import { z } from "zod";
import { DirectoryError } from "../../../directory/errors.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { Answer } from "../../http/call.js";

/** Error text lives under one of these; most routes have their own habit (contract §1). */
const words = z.object({
  msg: z.string().optional(),
  message: z.string().optional(),
  error: z.string().optional(),
  success: z.boolean().optional(),
  code: z.number().optional(),
});

/** What the server said against a call, or `null` when it accepted it. */
export interface Objection {
  readonly status: number;
  readonly text: string;
  readonly code: number | null;
}

/**
 * The objection in an answer. Some come with HTTP 200.
 * @throws WriteRefused UNSUPPORTED_BY_PROVIDER when the server does not have the route at all
 */
export function toObjection({ status, body }: Answer): Objection | null {
  const said = words.safeParse(body);
  if (!said.success) {
    if (status < 300) return null;
    if (status === 404 || status === 405) throw noSuchRoute();
    return { status, text: "", code: null };
  }
  if (status < 300 && said.data.success !== false) return null;
  return { status, text: toText(said.data), code: said.data.code ?? null };
}

function toText({ msg, message, error }: z.infer<typeof words>): string {
  return msg ?? message ?? error ?? "";
}

/** An unknown route is a page of HTML: an older server. */
function noSuchRoute(): WriteRefused {
  return new WriteRefused("UNSUPPORTED_BY_PROVIDER", "This Tiledesk server is too old for it");
}

/**
 * The refusal that an objection comes to.
 * @throws DirectoryError for what the server says of no call that is well-formed
 */
export function toRefusal(account: string, { status, text }: Objection): WriteRefused {
  if (status === 403)
    return new WriteRefused("FORBIDDEN", "The account's credential is not allowed to do it");
  if (status === 404) return new WriteRefused("NOT_FOUND", "Tiledesk does not know it any more");
  if (status === 400 && text.startsWith("Project not found")) {
    return new WriteRefused("NOT_FOUND", "The Tiledesk project does not exist");
  }
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", "Tiledesk refused the call", {
    account,
    httpStatus: status,
    cause: text,
  });
}
