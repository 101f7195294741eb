import type { TokenClaims } from "../access/token-claims.js";
import type { WriteOperation } from "../directory/capabilities.js";
import type { RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { UpstreamCall } from "../directory/reading.js";
import type { UserError } from "../directory/user-errors.js";
import type {
  Fidelity,
  PlannedCall,
  Removal,
  WriteCommand,
  WriteEffect,
  WriteWarning,
} from "../directory/writing.js";
import type { IntentState } from "../store/store.js";

/** A mutation, as it reaches the engine: its ids taken apart, its input well-formed. */
export interface WriteRequest {
  readonly account: LinkedAccount;
  readonly command: WriteCommand;
  readonly asker: Asker;
  readonly idempotencyKey: string | null;
  /** Which of several the key stands for here, where they share one. */
  readonly keyPart: string | null;
  /** Looks and plans, and sends nothing. */
  readonly dryRun: boolean;
  /** Whether an invitation that was sent a moment ago is to be sent in another form. */
  readonly force: boolean;
  /** `performance.now()` milliseconds by which the mutation answers, whatever is known then. */
  readonly answerBy: number;
  /** Adds a call to the request's trace. */
  readonly record: (call: UpstreamCall) => void;
}

export type Asker = Pick<TokenClaims, "tenant" | "subject" | "maxPrivilege">;

/** What became of a write. Plain JSON: it is what a key replays. */
export interface WriteOutcome {
  /** Whom or what it was done to. */
  readonly subject: RemoteRef | null;
  readonly userErrors: readonly UserError[];
  readonly warnings: readonly WriteWarning[];
  readonly effects: readonly WriteEffect[];
  readonly removal: Removal | null;
  readonly fidelity: Fidelity | null;
  /** The role that a User had before, where it has one only. */
  readonly replacedRole: RemoteRef | null;
}

/** The operation that a mutation began, or met. */
export interface OperationState {
  readonly id: string;
  readonly operation: WriteOperation;
  readonly state: IntentState;
  readonly idempotencyKey: string | null;
}

export interface WriteResult extends WriteOutcome {
  /** `null` where nothing was to be sent: refused, rehearsed, or so already. */
  readonly operation: OperationState | null;
  /** Of a dry run. */
  readonly plannedCalls: readonly PlannedCall[] | null;
}

/** An outcome in which nothing happened. */
export function nothingHappened(subject: RemoteRef | null, userErrors: readonly UserError[]): WriteOutcome {
  return {
    subject,
    userErrors,
    warnings: [],
    effects: [],
    removal: null,
    fidelity: null,
    replacedRole: null,
  };
}
