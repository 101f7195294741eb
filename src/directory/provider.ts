import type { z } from "zod";
import type { Activity, ActivityFilter } from "./activity.js";
import type { Capabilities, FilterExecution, WriteOperation } from "./capabilities.js";
import type { AccountIdentity } from "./directory-object.js";
import type { DirectoryError } from "./errors.js";
import type { EntityType, RemoteRef } from "./ids.js";
import type { RateBudget, RoleCardinality, Seat, Visibility } from "./account-state.js";
import type { Organization } from "./organization.js";
import type { Page, PageRequest } from "./pages.js";
import type { ReadCache, Reading } from "./reading.js";
import type { Role } from "./role.js";
import type { Team } from "./team.js";
import type { UserFilter, UserFilterField } from "./user-filter.js";
import type { User, UserState } from "./user.js";
import type { Alternative } from "./user-errors.js";
import type { Workspace } from "./workspace.js";
import type { ProviderWrites } from "./writing.js";

/**
 * The answer for one key of a batch: the value, `null` when the provider says there is none, or an error when it
 * could not be asked. A batch function returns one slot per key, in the keys' order, and never rejects for one key.
 */
export type Slot<T> = T | null | DirectoryError;

/** A page of the objects related to one other object. */
export interface RelatedRequest {
  readonly of: RemoteRef;
  readonly page: PageRequest;
}

/** Likewise, for people: those in the given states. */
export interface MembersRequest extends RelatedRequest {
  readonly states: ReadonlySet<UserState>;
  /** What will be needed beside the people. */
  readonly ahead?: Ahead;
}

/** An object and the facts about its membership, which belong to the edge. */
export interface Membership<T> {
  readonly object: T;
  readonly role: Role | null;
  readonly joinedAt: Date | null;
  /** The provider's own word for what the membership allows. */
  readonly access: string | null;
}

/**
 * What an answer will need beside the objects that are asked for: relations of theirs, their privilege or their roles
 * where lists do not tell them, or (`access`) the facts of memberships. A provider that can begin to read it without the objects does so, and waits
 * for it only where it is asked for.
 */
export type Ahead = ReadonlySet<AheadPart>;
export type AheadPart = "access" | "members" | "privilege" | "roles" | "teams" | "workspaces";

/**
 * A linked account as everything above it knows it. Every access path is batch-first and takes the request's
 * `Reading`, which carries deadline, cancellation and the account's budget. References come from clients' ids: a
 * provider checks their grammar and answers `null` for what is not its own. Optional paths are there exactly when
 * the capability table does not say `UNSUPPORTED`.
 */
export interface Provider {
  usersByIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<User>[]>;
  /** Users in any state; e-mails are lower-case. */
  usersByEmails(
    reading: Reading,
    emails: readonly string[],
    ahead?: Ahead,
  ): Promise<readonly Slot<readonly User[]>[]>;
  listUsers(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>>;
  /**
   * How many Users the account has, by a call or two: in any state, whoever can be restored among them, so that only
   * a removal for good makes it smaller. `null` where that is not told, or would take more calls.
   */
  headcount?(reading: Reading): Promise<number | null>;

  rolesByIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Role>[]>;
  /** `null` where this account does not have such a list, though the provider may; so for `listTeams`. */
  listRoles(reading: Reading, page: PageRequest): Promise<Page<Role> | null>;

  teamsByIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<Team>[]>;
  listTeams(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Team> | null>;
  teamsOfUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Team>>>[]>;
  membersOfTeams(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]>;

  workspacesByIds(
    reading: Reading,
    refs: readonly RemoteRef[],
    ahead?: Ahead,
  ): Promise<readonly Slot<Workspace>[]>;
  listWorkspaces(reading: Reading, page: PageRequest, ahead?: Ahead): Promise<Page<Workspace>>;
  workspacesOfUsers(
    reading: Reading,
    keys: readonly RelatedRequest[],
  ): Promise<readonly Slot<Page<Membership<Workspace>>>[]>;
  membersOfWorkspaces(
    reading: Reading,
    keys: readonly MembersRequest[],
  ): Promise<readonly Slot<Page<Membership<User>>>[]>;
  teamsOfWorkspaces(reading: Reading, keys: readonly RelatedRequest[]): Promise<readonly Slot<Page<Team>>[]>;

  organizationsByIds?(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Organization>[]>;
  listOrganizations?(reading: Reading, page: PageRequest): Promise<Page<Organization>>;

  /** Newest first. */
  listActivities?(reading: Reading, page: PageRequest, filter: ActivityFilter): Promise<Page<Activity>>;

  /** The identity behind the credential, or `null` when it has none in this account. */
  me?(reading: Reading, ahead?: Ahead): Promise<User | null>;
  /**
   * What can be asked of this account: the module's table, less what the credential's scopes and rank and the
   * account's settings do not allow. Never more than the module declares.
   */
  capabilities(reading: Reading): Promise<Capabilities>;
  /** Calls that may still be sent, as far as is known without a call. */
  rateBudget(): RateBudget | null;
  /** One cheap call that needs the credential. Throws what is wrong. */
  checkHealth(reading: Reading): Promise<void>;
  /** How much of the account the credential sees. */
  visibility(reading: Reading): Promise<Visibility>;
  /** Seats of the account, or `null` where the provider does not tell. */
  seats(reading: Reading): Promise<readonly Seat[] | null>;

  /** The reference that a `remoteKey` means, or `null` when it has not the form of one. */
  parseRemoteKey(type: EntityType, remoteKey: string): RemoteRef | null;
  /** How the account is written to; absent where it is not. */
  readonly writes?: ProviderWrites;
  /** Closes connections. */
  close(): Promise<void>;
}

/** Things that a provider noticed and an operator should be able to count. */
export interface Observer {
  /** A value outside the known ones, read as `UNKNOWN`. */
  unknownValue(field: string): void;
  /** A row that could not be read and was left out. */
  skippedRow(collection: string): void;
}

export type FactValue = boolean | number | string;

/**
 * What was learned of an account by asking and need not be asked again for a while, by the next process neither. Both
 * functions answer at once and never fail: a fact that is not there is learned anew.
 */
export interface Facts {
  /** `null` when nobody knows. Another version of Rollcall may have kept it: look at what it is. */
  recall(name: string): FactValue | null;
  /** @param lifetimeMs for how long it is believed from now on */
  keep(name: string, value: FactValue, lifetimeMs: number): void;
}

export interface ProviderOptions {
  readonly account: AccountIdentity;
  /** As `ProviderModule.settings` parsed them. */
  readonly settings: unknown;
  /** As `ProviderModule.credentials` parsed them: the secrets themselves. */
  readonly credentials: unknown;
  readonly cache: ReadCache;
  readonly observer: Observer;
  /** Of this account by this credential with these settings. */
  readonly facts: Facts;
  /** Takes note of what `headcount` would answer, where an answer that was asked for anyway tells it. */
  readonly noteHeadcount: (users: number) => void;
  /** Hosts that the operator opened: private addresses, http and other ports. */
  readonly networkAllow: readonly string[];
  /** Processes that share the account's rate limit without knowing of each other; 1 unless configured. */
  readonly replicas: number;
}

/** What the graph tells about a linked account without a call. */
export interface AccountProfile {
  readonly apiVersion: string | null;
  readonly region: string | null;
  readonly site: string | null;
  readonly writeSurface: string | null;
}

/** A provider as the registry lists it: its name, its configuration, what it can, and how to open an account of it. */
export interface ProviderModule {
  /** As configured: kebab-case. The graph's enum value follows from it. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly settings: z.ZodType;
  readonly credentials: z.ZodType;
  readonly capabilities: Capabilities;
  readonly filters: Readonly<Record<UserFilterField, FilterExecution>>;
  readonly roleCardinality: RoleCardinality;
  /** Other ways to what is UNSUPPORTED. */
  readonly alternatives?: Readonly<Partial<Record<WriteOperation, readonly Alternative[]>>>;
  /** @param credentials as parsed: a token may tell where it is good. No secret of theirs is in the profile. */
  profile(settings: unknown, credentials: unknown): AccountProfile;
  create(options: ProviderOptions): Provider;
}
