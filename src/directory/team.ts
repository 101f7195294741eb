import type { DirectoryObject } from "./directory-object.js";
import type { RemoteRef } from "./ids.js";

export type TeamKind = "TEAM" | "RING_GROUP" | "QUEUE" | "DEPARTMENT" | "SCIM_GROUP" | "UNKNOWN";

/** A group of Users. */
export interface Team extends DirectoryObject {
  readonly name: string;
  readonly description: string | null;
  readonly kind: TeamKind;
  readonly isDeleted: boolean;
  readonly parent: RemoteRef | null;
  readonly organization: RemoteRef | null;
  readonly workspace: RemoteRef | null;
}
