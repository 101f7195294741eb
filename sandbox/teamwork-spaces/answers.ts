import type { Answer } from "../answer.js";
import { json } from "../teamwork-site/router.js";
import type { SpacesQuirks } from "./quirks.js";

/** Codes echo the status, but for those of subscriptions (contract section 1.4). */
export function failure(status: number, detail: string, code = String(status)): Answer {
  return json(status, { errors: [{ code, detail, id: 123_131, title: titles[status] ?? "Error" }] });
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  404: "Not Found",
};

/** A parameter that is not as it should be. */
export function invalid({ validation }: SpacesQuirks, field: string, problem: string): Answer {
  return validation === "object"
    ? json(400, { errors: { [field]: [problem] } })
    : failure(400, `${field} ${problem}`);
}
