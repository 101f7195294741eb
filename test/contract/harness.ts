import { afterAll, beforeAll } from "@jest/globals";
import type { Operation } from "../../src/directory/capabilities.js";
import type { AccountIdentity } from "../../src/directory/directory-object.js";
import type { RemoteRef } from "../../src/directory/ids.js";
import type { Provider, ProviderModule } from "../../src/directory/provider.js";
import type { User, UserState } from "../../src/directory/user.js";
import type { InviteFields, NamedRef, TeamCreateFields, UpdateFields } from "../../src/directory/writing.js";

/** What a stand-in can be told to do to every call but a sign-in. */
export type ContractFault =
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  /** Asks for a minute's patience, so that nobody waits for a further try. */
  | "RATE_LIMITED"
  | "BROKEN_SERVER"
  /** Never answers. */
  | "HANG"
  | "HTML_PAGE"
  /** Well-formed JSON that is no answer of this provider. */
  | "BROKEN_ENVELOPE";

export interface KnownUser {
  readonly remoteKey: string;
  readonly email: string | null;
  readonly state: UserState;
  /** Whether the person works in some workspace: so it is unless told otherwise. */
  readonly isPlaced?: boolean;
}

/** What the stand-in holds, told by its own records: never by the provider under test. */
export interface ContractTruth {
  readonly users: readonly KnownUser[];
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly workspaces: readonly string[];
  readonly activities: readonly string[];
  /** Where the provider has companies. */
  readonly organizations?: readonly string[];
}

/** A stand-in that is running, and a linked account on it. */
export interface ContractAccount {
  readonly identity: AccountIdentity;
  /** Of the right form, and nobody's. */
  readonly unknownId: string;
  truth(): ContractTruth;
  /** The account, opened anew: signed in nowhere, nothing read yet. */
  cold(): Provider;
  /** Of accounts that are written to. */
  readonly written?: WrittenAccount;
  /** Somebody joins, in state ACTIVE. */
  join(): Promise<void>;
  /** Somebody is gone for good. */
  leave(user: User): Promise<void>;
  fail(fault: ContractFault): void;
  heal(): void;
  /** Calls that the stand-in has got so far, sign-ins apart. */
  calls(): number;
  close(): Promise<void>;
}

/** What an account takes. */
export interface WrittenAccount {
  /** An invitation of somebody else each time. */
  newcomer(): InviteFields;
  /** A change that every User takes and nobody has yet. */
  readonly change: UpdateFields;
  /** A role that nobody has yet, where roles are given. */
  readonly otherRole?: NamedRef;
  /** A Team to make, another one each time, where Teams are made. */
  newTeam?(): TeamCreateFields;
  /** Likewise one that is there and empty, where Teams are joined and not made. */
  emptyTeam?(): RemoteRef;
}

/** What a provider brings to the contract suite. */
export interface ProviderHarness {
  readonly module: ProviderModule;
  /** Operations that must be declared NATIVE, so that nothing hides behind a lesser word. */
  readonly native: readonly Operation[];
  /** Read paths that answer without asking anybody, and so without failing: a workspace that is the account itself. */
  readonly withoutCalls?: readonly string[];
  /** A company with people in every state that the provider has, of at least three workspaces where it can have them. */
  open(): Promise<ContractAccount>;
}

/** Whether the provider has teams at all. */
export function hasTeams({ module }: Pick<ProviderHarness, "module">): boolean {
  return module.capabilities.TEAMS_LIST.support !== "UNSUPPORTED";
}

export function isWithoutCalls({ withoutCalls = [] }: ProviderHarness, path: string): boolean {
  return withoutCalls.includes(path);
}

/** One account for all tests of the enclosing `describe`; they put right what they break. */
export function useAccount(harness: ProviderHarness): () => ContractAccount {
  let opened: ContractAccount | null = null;
  beforeAll(async () => {
    opened = await harness.open();
  });
  afterAll(() => opened?.close());
  return () => {
    if (opened === null) throw new Error("Asked for before the account was opened");
    return opened;
  };
}
