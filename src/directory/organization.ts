import type { DirectoryObject } from "./directory-object.js";

/** The company that a User belongs to. */
export interface Organization extends DirectoryObject {
  readonly name: string;
  /** Whether it is the account's own company; the others are clients. */
  readonly isOwner: boolean;
  readonly url: string | null;
}
