import type { RemoteRef } from "../directory/ids.js";
import type { UpstreamCall } from "../directory/reading.js";
import { WriteRefused, type UserError } from "../directory/user-errors.js";
import type { PlannedCall, Sent, WriteWarning } from "../directory/writing.js";
import type { Ending } from "./completion.js";
import { readBack } from "./look-ups.js";
import type { Work } from "./work.js";

/** What one call came to. */
export type Step =
  | { readonly is: "APPLIED"; readonly sent: Sent; readonly since: Date; readonly isSeen: boolean }
  | { readonly is: "NOT_APPLIED"; readonly error: UserError }
  | { readonly is: "UNSEEN" };

/** A call that was sent, or that a process which is gone sent. */
export interface Taken {
  readonly call: PlannedCall;
  readonly step: Exclude<Step, { is: "UNSEEN" }>;
}

/** What is known of a call in the end. `LOST`: it was to restore something, and did not. */
interface Known {
  readonly is: "APPLIED" | "LOST" | "NOT_CONFIRMED";
  readonly subject: RemoteRef | null;
  readonly warnings: readonly WriteWarning[];
}

/** Whom to ask, and whom to tell of it. */
interface Asked {
  readonly work: Work;
  readonly record: (call: UpstreamCall) => void;
}

/** A plan that broke off after some of its calls leaves something half done, which a person has to see. */
export function toBrokenEnding(step: Exclude<Step, { is: "APPLIED" }>, isHalfDone: boolean): Ending {
  const error = step.is === "UNSEEN" ? unseen().error : step.error;
  const state = step.is === "UNSEEN" || isHalfDone ? "NEEDS_REVIEW" : "NOT_APPLIED";
  return { state, subject: null, error, warnings: isHalfDone ? [partlyApplied] : [], ...nothingRestored };
}

/** Reads back what was accepted, and tells what it comes to. */
export async function toEnding(asked: Asked, taken: readonly Taken[]): Promise<Ending> {
  const known = await Promise.all(taken.map((one, at) => know(asked, one, isCovered(taken, at))));
  const warnings = known.flatMap((one) => one.warnings);
  const subject = known.findLast((one) => one.subject !== null)?.subject ?? null;
  const partsOf = (is: Known["is"]): readonly PlannedCall[] =>
    taken.flatMap(({ call }, at) => (known[at]?.is === is ? [call] : []));
  const restored = {
    restoredParts: partsOf("APPLIED").flatMap(({ restores }) => restores?.part ?? []),
    lostParts: partsOf("LOST").flatMap(({ restores }) => restores?.loses ?? []),
  };
  if (partsOf("NOT_CONFIRMED").length === 0)
    return { state: "APPLIED", subject, error: null, warnings, ...restored };
  const isHalfDone = partsOf("APPLIED").length > 0;
  const isCertain = asked.work.writes.lookUps === "CONSISTENT" && !isHalfDone;
  return {
    state: isCertain ? "NOT_APPLIED" : "NEEDS_REVIEW",
    subject,
    error: notConfirmed().error,
    warnings: isHalfDone ? [...warnings, partlyApplied] : warnings,
    ...restored,
  };
}

/**
 * The last call to a path sees what those before it did; but what only puts something back does not look whether the
 * object itself is back.
 */
function isCovered(taken: readonly Taken[], at: number): boolean {
  const path = taken[at]?.call.path;
  return taken.slice(at + 1).some(({ call }) => call.path === path && call.restores === undefined);
}

async function know({ work, record }: Asked, { call, step }: Taken, covered: boolean): Promise<Known> {
  if (step.is === "NOT_APPLIED") return lost(call, step.error.message);
  const { sent, since, isSeen } = step;
  const { subject, warnings } = sent;
  if (isSeen || covered || call.expect === null) return { is: "APPLIED", subject, warnings };
  const found = await readBack(work, { call, since, record });
  if (found === "UNSEEN") return { is: "APPLIED", subject, warnings: [...warnings, notReadBack] };
  if (found.applied) {
    const seen = (found.warnings ?? []).filter((one) => !warnings.some(({ code }) => code === one.code));
    return { is: "APPLIED", subject: found.subject ?? subject, warnings: [...warnings, ...seen] };
  }
  return notShown(work, call, sent);
}

function notShown({ writes, plan }: Work, call: PlannedCall, { subject, warnings }: Sent): Known {
  // What was made, and was named by the answer, is there although a list that lags does not show it yet.
  const isMade = plan.subject === null && subject !== null;
  if (isMade && writes.lookUps === "MAY_LAG") {
    return { is: "APPLIED", subject, warnings: [...warnings, notReadBack] };
  }
  if (call.restores !== undefined) return lost(call, "accepted, and not shown since");
  return { is: "NOT_CONFIRMED", subject, warnings };
}

function lost({ restores }: PlannedCall, reason: string): Known {
  const message = `Not restored: ${restores?.loses.join(", ") ?? ""} (${reason})`;
  return { is: "LOST", subject: null, warnings: [{ code: "NOT_RESTORED", message }] };
}

export const nothingRestored = { restoredParts: [], lostParts: [] } as const;

const notReadBack: WriteWarning = {
  code: "NOT_READ_BACK",
  message: "The provider accepted the change; it could not be read back",
};

const partlyApplied: WriteWarning = {
  code: "PARTLY_APPLIED",
  message: "Some of the calls took effect before one did not",
};

function unseen(): WriteRefused {
  return new WriteRefused(
    "OUTCOME_UNKNOWN",
    "The provider did not answer, and nothing that it shows tells whether the change was made",
  );
}

function notConfirmed(): WriteRefused {
  return new WriteRefused("NOT_CONFIRMED", "The provider accepted the change and does not show it");
}
