import type { DirectoryObject } from "./directory-object.js";
import type { RemoteRef } from "./ids.js";

export type ActivityActorKind = "USER" | "BOT" | "SYSTEM" | "UNKNOWN";

export type ActivityAction =
  | "USER_INVITED"
  | "USER_UPDATED"
  | "USER_AVAILABILITY_CHANGED"
  | "USER_SOFT_DELETED"
  | "USER_HARD_DELETED"
  | "CONVERSATION_CREATED"
  | "CONVERSATION_CLOSED"
  | "ITEM_CREATED"
  | "ITEM_UPDATED"
  | "ITEM_COMPLETED"
  | "ITEM_REOPENED"
  | "ITEM_DELETED"
  | "ITEM_RESTORED"
  | "ITEM_LIKED"
  | "ITEM_REACTED_TO"
  | "ITEM_VIEWED"
  | "UNKNOWN";

export interface ActivitySubject {
  /** What the subject is, in the provider's words, such as `project_user`. */
  readonly kind: string;
  readonly id: string | null;
  readonly name: string | null;
}

/** Something that somebody did, from the provider's own log. */
export interface Activity extends DirectoryObject {
  readonly occurredAt: Date;
  readonly actorKind: ActivityActorKind;
  readonly rawActorKind: string | null;
  /** The User who acted; `null` for bots and the system. */
  readonly actor: RemoteRef | null;
  readonly action: ActivityAction;
  readonly rawAction: string;
  readonly summary: string | null;
  readonly subject: ActivitySubject | null;
  readonly workspace: RemoteRef | null;
}

export interface ActivityFilter {
  readonly since: Date | null;
  readonly until: Date | null;
  /** Users of this account whose doings are asked for; `null` for everybody's. */
  readonly actors: readonly RemoteRef[] | null;
  readonly actions: ReadonlySet<ActivityAction> | null;
}
