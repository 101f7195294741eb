import type { Answer } from "../../answer.js";
import { json, type SiteCall, type SiteRoute } from "../../teamwork-site/router.js";
import type { Backstage } from "../backstage.js";

export type Route = SiteRoute<Backstage>;

export function ok(body: object): Answer {
  return json(200, { STATUS: "OK", ...body });
}

export function failureOfV1(status: number, message: string): Answer {
  return json(status, { STATUS: "Error", MESSAGE: message });
}

export function notFound(): Answer {
  return failureOfV1(404, "Not found");
}

/** The id of a path; `NaN` for what is none. */
export function idIn({ params }: SiteCall, name = "id"): number {
  return /^\d{1,15}$/u.test(params[name] ?? "") ? Number(params[name]) : NaN;
}

/** As v1 shows references: a text, "" for none. */
export function idText(id: number | null | undefined): string {
  return id === null || id === undefined ? "" : String(id);
}
