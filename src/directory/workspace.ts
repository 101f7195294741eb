import type { DirectoryObject } from "./directory-object.js";
import type { RemoteRef } from "./ids.js";

export const workspaceKinds = ["PROJECT", "SPACE", "INBOX", "ACCOUNT", "UNKNOWN"] as const;
export type WorkspaceKind = (typeof workspaceKinds)[number];

export const workspaceStates = ["ACTIVE", "ARCHIVED", "DELETED", "UNKNOWN"] as const;
export type WorkspaceState = (typeof workspaceStates)[number];

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
