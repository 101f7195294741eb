import type { PlannedCall, WriteWarning } from "../../../directory/writing.js";
import { operationsIn } from "../patch-op.js";
import { isObject } from "../resource-document.js";
import type { WriteAnswer } from "../resource-writer.js";

export const licenseExhausted: WriteWarning = {
  code: "LICENSE_EXHAUSTED",
  message: "The server left the user disabled, as it does when no licence is left",
};

/** What has to be said of an answer: a wish to be active that was not heeded is no failure for the server. */
export function warningsOf(call: PlannedCall, answer: WriteAnswer): readonly WriteWarning[] {
  return asksForActive(call) && answer.is === "DONE" && answer.active === false ? [licenseExhausted] : [];
}

function asksForActive({ method, body }: PlannedCall): boolean {
  if (method === "POST") return isObject(body) && body["active"] === true;
  return operationsIn(body).some(({ value }) => isObject(value) && value["active"] === true);
}
