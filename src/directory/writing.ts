import type { WriteOperation } from "./capabilities.js";
import type { JsonObject, JsonValue } from "./directory-object.js";
import type { RemoteRef } from "./ids.js";
import type { Reading } from "./reading.js";
import type { Privilege } from "./role.js";

/*
 * What can be written, and how a provider is told to. Everything that an operation needs to be carried on by another
 * process is plain JSON: the command, the calls, and what each call is expected to have changed.
 */

/** An object by its address or, resolved live in the account, by its name. */
export type NamedRef = { readonly ref: RemoteRef } | { readonly name: string };

/** What can be said about a User. An absent field is left as it is, `null` clears it where the provider can. */
export interface UserFields {
  readonly name?: {
    readonly given?: string | null;
    readonly family?: string | null;
    readonly full?: string | null;
  };
  readonly role?: NamedRef;
  readonly teams?: readonly NamedRef[];
  readonly workspaces?: readonly RemoteRef[];
  readonly organization?: RemoteRef | null;
  readonly license?: string | null;
  readonly title?: string | null;
  readonly phone?: string | null;
  readonly extension?: string | null;
  readonly timeZone?: string | null;
  readonly locale?: string | null;
  readonly isAvailable?: boolean;
}

export interface InviteFields extends UserFields {
  readonly email: string;
  /** Only where the provider is not to tell them. */
  readonly isNotified?: false;
  readonly message?: string;
}

export interface UpdateFields extends UserFields {
  readonly email?: string;
  readonly note?: string | null;
  readonly maxConversations?: number | null;
  readonly tags?: readonly string[] | null;
  readonly attributes?: JsonObject | null;
}

/** What takes a User and nothing else. */
export type UserOperation = Extract<
  WriteOperation,
  | "USER_INVITATION_RESEND"
  | "USER_INVITATION_CANCEL"
  | "USER_DISABLE"
  | "USER_ENABLE"
  | "USER_SOFT_DELETE"
  | "USER_RESTORE"
>;

/** A mutation of a User, as a provider understands it. Plain JSON, as all commands are. */
export type UserCommand =
  | { readonly operation: "USER_INVITE"; readonly input: InviteFields }
  | { readonly operation: "USER_UPDATE"; readonly user: RemoteRef; readonly input: UpdateFields }
  | {
      readonly operation: "USER_HARD_DELETE";
      readonly user: RemoteRef;
      /** What the asker takes the User's remote id for. */
      readonly confirm: string;
    }
  | { readonly operation: UserOperation; readonly user: RemoteRef }
  | {
      readonly operation: "ROLE_ASSIGN" | "ROLE_UNASSIGN";
      readonly user: RemoteRef;
      readonly role: NamedRef;
    };

/** What can be said about a Team. */
export interface TeamFields {
  readonly name?: string;
  readonly description?: string | null;
}

export interface TeamCreateFields extends TeamFields {
  readonly name: string;
  readonly workspace?: RemoteRef;
}

/** A mutation of a Team. */
export type TeamCommand =
  | { readonly operation: "TEAM_CREATE"; readonly input: TeamCreateFields }
  | { readonly operation: "TEAM_UPDATE"; readonly team: RemoteRef; readonly input: TeamFields }
  | { readonly operation: "TEAM_SOFT_DELETE" | "TEAM_RESTORE"; readonly team: RemoteRef }
  | {
      readonly operation: "TEAM_MEMBERS_ADD" | "TEAM_MEMBERS_REMOVE";
      readonly team: RemoteRef;
      readonly users: readonly RemoteRef[];
    };

/** A mutation of a Workspace. */
interface WorkspaceCommand {
  readonly operation: "WORKSPACE_MEMBERS_ADD" | "WORKSPACE_MEMBERS_REMOVE";
  readonly workspace: RemoteRef;
  readonly users: readonly RemoteRef[];
}

/** One mutation. Plain JSON. */
export type WriteCommand = UserCommand | TeamCommand | WorkspaceCommand;

/** What an operation is done to, and so what its subject is. */
export type SubjectType = "User" | "Team" | "Workspace";

export function subjectTypeOf(operation: WriteOperation): SubjectType {
  if (operation.startsWith("TEAM_")) return "Team";
  return operation.startsWith("WORKSPACE_") ? "Workspace" : "User";
}

export function isUserCommand(command: WriteCommand): command is UserCommand {
  return subjectTypeOf(command.operation) === "User";
}

export function isTeamCommand(command: WriteCommand): command is TeamCommand {
  return subjectTypeOf(command.operation) === "Team";
}

export type CommandOf<O extends WriteCommand["operation"]> = Extract<WriteCommand, { operation: O }>;

/** A call that changes something, not sent yet. */
export interface PlannedCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As in `Call`: below the base URL, ids encoded. */
  readonly path: string;
  readonly template: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /**
   * What will be seen once it has taken effect, in the provider's own terms; `null` where nothing tells afterwards.
   * The provider's `lookUp` compares with it.
   */
  readonly expect: JsonObject | null;
  /** Of a call that the rest does not hang on: where it is refused, that much is not restored, and nothing else. */
  readonly restores?: RestoredPart;
}

/** What a call of a restore puts back beside the User itself. */
interface RestoredPart {
  /** As `Fidelity.restored` names it, such as `teams`. */
  readonly part: string;
  /** As `Fidelity.lost` names what is lost where it is refused, such as `team Choir`. */
  readonly loses: readonly string[];
}

/** Something that a write brings with it. */
export interface WriteEffect {
  readonly kind: WriteEffectKind;
  readonly detail: string;
}
export type WriteEffectKind =
  | "EMAIL_SENT"
  | "LICENSE_TAKEN"
  | "LICENSE_FREED"
  | "MEMBERSHIP_RESTORED"
  | "MEMBERSHIP_ENABLED"
  | "AVAILABILITY_CHANGED"
  | "STATISTICS_LOST"
  | "ACCESS_LOST";

export interface WriteWarning {
  readonly code: string;
  readonly message: string;
}

/** What a removal really does. */
export interface Removal {
  readonly effectiveMode: "DISABLED" | "SOFT_DELETED" | "EMULATED_SOFT_DELETED" | "HARD_DELETED";
  readonly isReversible: boolean;
  /** Date as ISO 8601, or `null` where there is no end. */
  readonly restorableUntil: string | null;
}

/** How much of what was there a restore brought back. */
export interface Fidelity {
  readonly sameId: boolean;
  readonly restored: readonly string[];
  readonly lost: readonly string[];
}

/** What has to be asked about a command before it may be sent, and what only the provider can tell. */
export interface WriteStakes {
  /** The highest privilege that the write gives to somebody. */
  readonly grants: Privilege | null;
  /** Whether somebody loses an owner's place. */
  readonly takesOwner: boolean;
  /** Whether nobody else is left who owns what the target owns. */
  readonly isLastOwner: boolean;
  /** Whether the target is the identity behind the account's own credential, and loses access. */
  readonly isSelf: boolean;
}

/** How a command is carried out. Without calls there is nothing to do: what is wanted is so already. */
export interface WritePlan {
  readonly calls: readonly PlannedCall[];
  /** Whom or what it is done to; `null` for what is yet to be made. */
  readonly subject: RemoteRef | null;
  readonly stakes: WriteStakes;
  readonly warnings: readonly WriteWarning[];
  readonly effects: readonly WriteEffect[];
  readonly removal: Removal | null;
  /** Without what single calls restore (`PlannedCall.restores`). */
  readonly fidelity: Fidelity | null;
  /** What Rollcall has to keep so that an emulated removal can be undone; absent where it is none. */
  readonly buries?: JsonObject;
  /** The role that the User had before, where it has one only. */
  readonly replacedRole?: RemoteRef;
  /** Whether what was kept for the subject is of no use afterwards. */
  readonly unearths?: boolean;
}

/** What an answer says of a call that was accepted. */
export interface Sent {
  /** What it was done to, where the answer tells; what was planned, otherwise. */
  readonly subject: RemoteRef | null;
  readonly warnings: readonly WriteWarning[];
}

/** Whether a call has taken effect, as far as can be seen now. */
export type LookUp =
  | {
      readonly applied: true;
      readonly subject: RemoteRef | null;
      /** What has to be said of how it came out. */
      readonly warnings?: readonly WriteWarning[];
    }
  | { readonly applied: false };

/** What an emulated removal of a User kept; `null` when there was none. */
export type KeptOf = (user: RemoteRef) => Promise<JsonObject | null>;

/** How one account is written to. What it reads is live: its readings pass the cache by. */
export interface ProviderWrites {
  /** How much of an absence can be believed: `CONSISTENT` when a look-up sees everything that was applied before it. */
  readonly lookUps: "CONSISTENT" | "MAY_LAG";
  /** Writes with the same target come one after another. Pure: no call, the same for the same command. */
  targetOf(command: WriteCommand): string;
  /** Other targets whose writes it must not meet, where it changes more than one as a whole. Pure, too. */
  alsoTargets?(command: WriteCommand): readonly string[];
  /**
   * Looks at what is there and says what is to be sent.
   * @param keptOf what was kept of whoever turns out to be meant
   * @throws WriteRefused about the target, DirectoryError when the provider could not be asked
   */
  plan(reading: Reading, command: WriteCommand, keptOf: KeptOf): Promise<WritePlan>;
  /**
   * Sends one planned call, once.
   * @throws WriteRefused when the provider refused it and changed nothing. DirectoryError otherwise: then nobody knows,
   * but where `wasSent` is false
   */
  send(reading: Reading, command: WriteCommand, call: PlannedCall): Promise<Sent>;
  /** @throws DirectoryError when the provider could not be asked */
  lookUp(reading: Reading, command: WriteCommand, expect: JsonObject): Promise<LookUp>;
}

/** Nobody gains or loses anything that a rail looks after. */
export const noStakes: WriteStakes = { grants: null, takesOwner: false, isLastOwner: false, isSelf: false };

/** A plan with nothing to say but its calls, to be filled in. */
export function planOf(subject: RemoteRef | null, calls: readonly PlannedCall[]): WritePlan {
  return { calls, subject, stakes: noStakes, warnings: [], effects: [], removal: null, fidelity: null };
}
