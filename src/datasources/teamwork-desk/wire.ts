import { identify, type JsonObject } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import {
  toDisplayName,
  type User,
  type UserLifecycle,
  type UserName,
  type UserState,
} from "../../directory/user.js";
import type { Workspace, WorkspaceState } from "../../directory/workspace.js";
import type { Sighting } from "../teamwork-site/client.js";
import { toRemote } from "../teamwork-site/remote.js";
import { toHeldPrivilege, toHeldRoles } from "./agent-roles.js";
import type { AgentRow, InboxRow } from "./rows.js";

/** An inbox, and who works in it as far as it tells. */
export interface Inbox {
  readonly id: string;
  readonly workspace: Workspace;
  /** Access in Desk's own word, by the agent's id; `null` where the answer does not tell who works in it. */
  readonly accessByAgent: ReadonlyMap<string, string | null> | null;
}

/** The inboxes that came with agents. */
export interface IncludedInboxes {
  readonly inboxes: readonly Inbox[];
  readonly skippedRows: number;
  /** Whether each agent's are among them: they came, and each tells who works in it. */
  readonly areTold: boolean;
}

/** Where an agent works, as far as came with it. */
interface AgentInboxes {
  readonly known: readonly Inbox[];
  /** Ids of those that its row refers to and that did not come. */
  readonly mentioned: readonly string[];
  /** Inboxes that could not be read: the agent may work there. */
  readonly skippedRows: number;
  /** Whether these are all; neither the row nor the inboxes told otherwise. */
  readonly areTold: boolean;
}

/** An agent, and the inboxes that were included with it. */
export interface Agent {
  readonly id: string;
  readonly user: User;
  /** `null` where they were not asked for. */
  readonly inboxes: AgentInboxes | null;
}

export function toAgentRef(id: string): RemoteRef {
  return { kind: "agent", scope: null, id };
}

export function toInboxRef(id: string): RemoteRef {
  return { kind: "inbox", scope: null, id };
}

/** @param included `null` where inboxes were not asked for */
export function toAgent(seen: Sighting, row: AgentRow, included: IncludedInboxes | null): Agent {
  const inboxes = included === null ? null : toAgentInboxes(row, included);
  return { id: row.id, user: toUser(seen, row), inboxes };
}

/** Either side tells: the row refers to its inboxes, or an inbox to its agents. */
function toAgentInboxes(row: AgentRow, { inboxes, skippedRows, areTold }: IncludedInboxes): AgentInboxes {
  const referred = new Set(row.inboxes?.map(({ id }) => id) ?? []);
  const known = inboxes.filter(
    ({ id, accessByAgent }) => referred.has(id) || accessByAgent?.has(row.id) === true,
  );
  const came = new Set(inboxes.map(({ id }) => id));
  return {
    known,
    mentioned: [...referred].filter((id) => !came.has(id)),
    skippedRows,
    areTold: areTold || row.inboxes != null,
  };
}

/** Field by field: an object this wide costs V8 seventy times as much when others are spread into it. */
function toUser(seen: Sighting, row: AgentRow): User {
  const { id, accountKey, remoteId, remoteKey, ref } = identify(
    seen.account,
    "User",
    toAgentRef(row.id),
    row.id,
  );
  const name = toName(row);
  const lifecycle = toLifecycle(seen, row);
  const roles = toHeldRoles(seen, row);
  return {
    id,
    accountKey,
    remoteId,
    remoteKey,
    ref,
    displayName: toDisplayName({ name, username: null, email: row.email, remoteId }),
    state: lifecycle.state,
    name,
    email: row.email,
    username: null,
    title: null,
    phone: null,
    extension: null,
    avatarUrl: row.avatarURL,
    timeZone: null,
    locale: null,
    boundary: "INTERNAL",
    kind: "HUMAN",
    license: toLicense(row),
    lifecycle,
    availability: null,
    identityId: null,
    organization: null,
    privilege: toHeldPrivilege(row, roles),
    roleAssignments: roles.map((role) => ({ role, workspace: null })),
    ownPermissions: null,
    tags: null,
    attributes: toAttributes(row),
    fetchedAt: seen.fetchedAt,
    surface: "teamwork-desk",
    toRemote: () => toRemote(row),
  };
}

function toName({ firstName, lastName }: AgentRow): UserName | null {
  const full = [firstName, lastName].filter((part) => part !== null).join(" ");
  return full === "" ? null : { full, given: firstName, family: lastName };
}

/** The licence is a flag; Desk has no other word for it. */
function toLicense({ isPartTime }: AgentRow): User["license"] {
  if (isPartTime === null) return { kind: "UNKNOWN", raw: null };
  return isPartTime ? { kind: "PART_TIME", raw: "part-time" } : { kind: "FULL_TIME", raw: "full-time" };
}

function toLifecycle(seen: Sighting, row: AgentRow): UserLifecycle {
  const { createdAt, updatedAt, deletedAt } = row;
  return {
    state: deletedAt === null ? toState(seen, row.state) : "DELETED",
    rawState: row.state ?? (deletedAt === null ? "active" : "deleted"),
    invitedAt: null,
    createdAt,
    updatedAt,
    lastActiveAt: null,
    disabledAt: null,
    deletedAt,
    restorableUntil: null,
  };
}

/** `active` and `deleted` are documented; how an archived agent is called is not. */
const states: ReadonlyMap<string, UserState> = new Map<string, UserState>([
  ["active", "ACTIVE"],
  ["invited", "INVITED"],
  ["pending", "INVITED"],
  ["archived", "DISABLED"],
  ["inactive", "DISABLED"],
  ["disabled", "DISABLED"],
  ["deleted", "DELETED"],
]);

function toState(seen: Sighting, raw: string | null): UserState {
  if (raw === null) return "ACTIVE";
  const state = states.get(raw.toLowerCase());
  if (state === undefined) seen.observer.unknownValue("user.state");
  return state ?? "UNKNOWN";
}

function toAttributes(row: AgentRow): JsonObject {
  const { editMethod, ticketReplyRedirect, autoFollowOnCC, reviewer, projectsCompanyId } = row;
  return toRemote({ editMethod, ticketReplyRedirect, autoFollowOnCC, reviewer, projectsCompanyId });
}

export function toInbox(seen: Sighting, row: InboxRow): Inbox {
  const workspace: Workspace = {
    ...identify(seen.account, "Workspace", toInboxRef(row.id), row.id),
    name: row.name ?? row.email ?? row.id,
    description: null,
    kind: "INBOX",
    state: toWorkspaceState(seen, row.state),
    rawState: row.state,
    url: null,
    organization: null,
    fetchedAt: seen.fetchedAt,
    surface: "teamwork-desk",
    toRemote: () => toRemote(row),
  };
  return { id: row.id, workspace, accessByAgent: toAccessByAgent(row) };
}

/** An agent whose tie is deleted has left, as with everything in that state. */
function toAccessByAgent({ users }: InboxRow): Inbox["accessByAgent"] {
  if (users == null) return null;
  const ties = users.filter(({ meta }) => meta?.state?.toLowerCase() !== "deleted");
  return new Map(ties.map(({ id, meta }) => [id, meta?.access ?? (meta?.isAdmin === true ? "admin" : null)]));
}

function toWorkspaceState(seen: Sighting, raw: string | null): WorkspaceState {
  switch (raw?.toLowerCase()) {
    case undefined:
    case "active":
      return "ACTIVE";
    case "archived":
    case "inactive":
      return "ARCHIVED";
    case "deleted":
      return "DELETED";
    default:
      seen.observer.unknownValue("inbox.state");
      return "UNKNOWN";
  }
}
