import type { Answer } from "../../answer.js";
import { json, nothing, type SiteRoute } from "../../teamwork-site/router.js";
import type { Backstage } from "../backstage.js";

export type Route = SiteRoute<Backstage>;

export const base = "/projects/api/v3";

export function failureOfV3(status: number, detail: string): Answer {
  const error = { id: "7c2e19", code: "UNEXPECTED", title: "unexpected error", detail, meta: {} };
  return json(status, { errors: [error] });
}

/** Without a body (contract section 1.4). */
export function notFound(): Answer {
  return nothing(404);
}
