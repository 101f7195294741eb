import { createCompany } from "../../sandbox/company.js";
import {
  createScimStandIn,
  scimBasePath,
  type ScimOptions,
  type ScimStandIn,
} from "../../sandbox/scim/stand-in.js";

export interface ScimReply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly text: string;
  readonly headers: Headers;
}

export interface ScimSession {
  readonly standIn: ScimStandIn;
  readonly ask: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<ScimReply>;
  close(): Promise<void>;
}

export async function openScim(
  quirks: ScimOptions["quirks"] = {},
  options: { readonly people?: number; readonly clock?: () => Date } = {},
): Promise<ScimSession> {
  const { people = 60, ...clock } = options;
  const standIn = createScimStandIn({ company: createCompany(people, 1), seed: 1, quirks, ...clock });
  const base = `${await standIn.listen(0)}${scimBasePath}`;
  return {
    standIn,
    ask: async (method, path, body, headers = {}) => {
      const response = await fetch(base + path, {
        method,
        headers: {
          authorization: `Bearer ${standIn.token()}`,
          ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = (response.headers.get("content-type") ?? "").includes("json") && text !== "";
      const parsed = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
      return { status: response.status, body: parsed, text, headers: response.headers };
    },
    close: () => standIn.close(),
  };
}

/** The resources of a list. */
export function resourcesOf({ body }: ScimReply): readonly Record<string, unknown>[] {
  const key = Object.keys(body).find((one) => one.toLowerCase() === "resources") ?? "";
  return body[key] as Record<string, unknown>[];
}

export function filterPath(path: string, filter: string): string {
  return `${path}?filter=${encodeURIComponent(filter)}`;
}
