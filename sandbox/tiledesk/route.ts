import type { Answer } from "../answer.js";
import type { JsonObject } from "../incoming.js";
import type { MemberDocument, ProjectDocument, UserDocument } from "./documents.js";
import type { TiledeskState } from "./state.js";
import type { TokenMint } from "./tokens.js";

/** The fixed roles, each with everything those before it may do. */
export const fixedRoles = ["guest", "user", "teammate", "agent", "supervisor", "admin", "owner"] as const;
export type FixedRole = (typeof fixedRoles)[number];

/** `public`: no look at the Authorization header. `signedIn`: any user. A role: that role or more in the project. */
export type Gate = "public" | "signedIn" | FixedRole;

export interface Caller {
  /** User id, or the uuid of a guest. */
  readonly id: string;
  readonly name: string;
  /** Absent for a guest. */
  readonly user?: UserDocument;
}

/** One request as a route sees it, after the checks before it have passed. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: JsonObject;
  readonly authorization: string | undefined;
  readonly params: Record<string, string>;
  readonly state: TiledeskState;
  readonly mint: TokenMint;
  project?: ProjectDocument;
  caller?: Caller;
  /** Absent for the instance's administrator, whom no project lets out. */
  membership?: MemberDocument;
}

export interface Route {
  readonly method: string;
  /** As Express writes it, for example `/:pid/project_users/:puid`; also the key of counters and fault rules. */
  readonly template: string;
  readonly gate: Gate;
  readonly run: (call: Call) => Answer;
}

/** The server has one account that passes every gate; a real one sets it as ADMIN_EMAIL. */
export const administratorEmail = "admin@tiledesk.com";

export function isAdministrator(caller: Caller | undefined): boolean {
  return caller?.user?.email === administratorEmail;
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? "";
}

/** Routes behind a gate have a caller; one that finds none crashes into a 500, as the server's do. */
export function callerOf(call: Call): Caller {
  if (!call.caller) throw new Error("This route needs a caller.");
  return call.caller;
}

export function projectOf(call: Call): ProjectDocument {
  if (!call.project) throw new Error("This route needs a project.");
  return call.project;
}

export function membershipOf(call: Call): MemberDocument {
  if (!call.membership) throw new Error("The caller has no membership here.");
  return call.membership;
}

/** `undefined` and null both mean "leave as it is" in the server's updates. */
export function given(body: JsonObject, field: string): boolean {
  return body[field] !== undefined && body[field] !== null;
}

export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}
