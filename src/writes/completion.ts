import { encodeGlobalId, refKey, type RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { UserError } from "../directory/user-errors.js";
import { subjectTypeOf, type SubjectType, type WriteWarning } from "../directory/writing.js";
import type { AuditEvent } from "../store/audit-chain.js";
import type { Finish, IntentState } from "../store/store.js";
import { withParts } from "./fidelity.js";
import { toStoredOutcome, type Work } from "./work.js";
import { nothingHappened, type WriteOutcome } from "./write-request.js";

/** How an intent ended. */
export interface Ending {
  readonly state: Exclude<IntentState, "NEW" | "SENT">;
  /** Whom or what it was done to, where that came out; what was planned, otherwise. */
  readonly subject: RemoteRef | null;
  readonly error: UserError | null;
  readonly warnings: readonly WriteWarning[];
  /** What single calls restored, and what is lost since they did not. */
  readonly restoredParts: readonly string[];
  readonly lostParts: readonly string[];
}

/** An intent that ends. */
interface Completing {
  readonly intentId: string;
  readonly actor: string;
  readonly work: Omit<Work, "writes">;
}

/** What is answered, and what the store writes down of it. */
export function toCompletion(
  { intentId, actor, work }: Completing,
  ending: Ending,
): { readonly outcome: WriteOutcome; readonly finish: Finish } {
  const outcome = toOutcome(work, ending);
  const at = new Date();
  const freesKey = ending.state === "NOT_APPLIED" && ending.error?.retryable === true;
  const event = toEvent(work.account, {
    at,
    actor,
    action: work.command.operation,
    subject: outcome.subject,
    subjectType: subjectTypeOf(work.command.operation),
    outcome:
      ending.state === "APPLIED" && ending.error === null ? "APPLIED" : (ending.error?.code ?? ending.state),
    detail: { operation: intentId, state: ending.state },
  });
  const tombstone = ending.state === "APPLIED" ? toTombstone(work, at) : null;
  const finish = { state: ending.state, outcome: toStoredOutcome(outcome), at, freesKey, event };
  return { outcome, finish: tombstone === null ? finish : { ...finish, tombstone } };
}

function toTombstone(
  { account, plan }: Completing["work"],
  deletedAt: Date,
): NonNullable<Finish["tombstone"]> | null {
  const { subject, buries: kept, unearths } = plan;
  if (subject === null) return null;
  const name = { tenant: account.tenant, account: account.accountKey, ref: refKey(subject) };
  if (kept !== undefined) return { put: { ...name, deletedAt, kept } };
  return unearths === true ? { remove: name } : null;
}

/** What was planned to come of it is told only where it came. */
function toOutcome({ plan }: Completing["work"], ending: Ending): WriteOutcome {
  const { state, subject, error, warnings, restoredParts, lostParts } = ending;
  const target = subject ?? plan.subject;
  const userErrors = error === null ? [] : [error];
  if (state !== "APPLIED") return { ...nothingHappened(target, userErrors), warnings };
  const { effects, removal, fidelity, replacedRole = null } = plan;
  return {
    subject: target,
    userErrors,
    warnings: [...plan.warnings, ...warnings],
    effects,
    removal,
    fidelity: withParts(fidelity, restoredParts, lostParts),
    replacedRole,
  };
}

export interface Happening extends Pick<AuditEvent, "at" | "action" | "outcome" | "detail"> {
  readonly actor: string;
  readonly subject: RemoteRef | null;
  readonly subjectType: SubjectType;
}

/** What is written into the log about an account. */
export function toEvent(account: LinkedAccount, happening: Happening): AuditEvent {
  const { tenant, accountKey } = account;
  const { subject, subjectType: type, ...rest } = happening;
  const target =
    subject === null ? null : encodeGlobalId({ tenant, account: accountKey, type, ref: subject });
  return { tenant, account: accountKey, target, ...rest };
}
