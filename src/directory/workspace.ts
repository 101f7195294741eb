import type { DirectoryObject } from "./directory-object.js";
import type { RemoteRef } from "./ids.js";

export type WorkspaceKind = "PROJECT" | "SPACE" | "INBOX" | "ACCOUNT" | "UNKNOWN";

export type WorkspaceState = "ACTIVE" | "ARCHIVED" | "DELETED" | "UNKNOWN";

/** A place that Users work in. */
export interface Workspace extends DirectoryObject {
  readonly name: string;
  readonly description: string | null;
  readonly kind: WorkspaceKind;
  readonly state: WorkspaceState;
  /** The provider's own word for the state. */
  readonly rawState: string | null;
  readonly url: string | null;
  readonly organization: RemoteRef | null;
}
