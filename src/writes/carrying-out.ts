import { toDirectoryError, type DirectoryError } from "../directory/errors.js";
import type { RemoteRef } from "../directory/ids.js";
import type { UpstreamCall } from "../directory/reading.js";
import { WriteRefused, type UserError } from "../directory/user-errors.js";
import type { PlannedCall, Sent, WriteWarning } from "../directory/writing.js";
import type { Store } from "../store/store.js";
import { toCompletion, type Ending } from "./completion.js";
import { createLiveReading } from "./live-reading.js";
import { findOut, readBack, type SentCall } from "./look-ups.js";
import { isCertainlyNotApplied, toRefusal } from "./refusals.js";
import type { Turn } from "./turns.js";
import type { Work } from "./work.js";
import type { WriteOutcome } from "./write-request.js";

/** An intent on its way. */
export interface Passage {
  readonly intentId: string;
  readonly actor: string;
  readonly work: Work;
  readonly turn: Turn;
  readonly record: (call: UpstreamCall) => void;
}

/** Where a passage begins: with the first call, or with one that was marked as sent by a process that is gone. */
export interface Start {
  readonly at: number;
  readonly isSent: boolean;
}

/** Longest write, from dialling to the last byte; the settle time begins after its mark and is longer. */
const sendMs = 10_000;

/** What one call came to. */
type Step =
  | { readonly is: "APPLIED"; readonly sent: Sent; readonly since: Date; readonly isSeen: boolean }
  | { readonly is: "NOT_APPLIED"; readonly error: UserError }
  | { readonly is: "UNSEEN" };

/**
 * Sends the calls of an intent, each once: marked before it leaves, looked up when its answer is lost, and the last one
 * read back. Ends the intent in the store and answers what became of it.
 * @throws DirectoryError STORE_UNAVAILABLE; the intent is then carried on once the store is back
 */
export async function carryOut(store: Store, passage: Passage, start: Start): Promise<Completed> {
  const { calls } = passage.work.plan;
  const applied: Step[] = [];
  for (let at = start.at; at < calls.length; at += 1) {
    const call = calls[at];
    if (call === undefined) break;
    const isSent = at === start.at && start.isSent;
    const step = isSent ? await resume(passage, call) : await send(store, passage, call);
    if (step.is !== "APPLIED")
      return complete(store, passage, toBrokenEnding(step, start.at + applied.length > 0));
    applied.push(step);
    passage.work.account.forget();
  }
  return complete(store, passage, await toEnding(passage, applied));
}

export interface Completed {
  readonly state: Ending["state"];
  readonly outcome: WriteOutcome;
}

async function complete(store: Store, passage: Passage, ending: Ending): Promise<Completed> {
  passage.work.account.forget();
  const { outcome, finish } = toCompletion(passage, ending);
  await store.intents.finish(passage.intentId, finish);
  return { state: ending.state, outcome };
}

/** @throws DirectoryError STORE_UNAVAILABLE before anything was sent */
async function send(store: Store, passage: Passage, call: PlannedCall): Promise<Step> {
  const { intentId, work, turn } = passage;
  if (!(await store.intents.markSent(intentId, turn.lock, new Date()))) return notApplied(lostTurn());
  const reading = createLiveReading(work.account, performance.now() + sendMs, passage.record);
  try {
    const sent = await work.writes.send(reading, work.command, call);
    return { is: "APPLIED", sent, since: new Date(), isSeen: false };
  } catch (thrown) {
    const refused = toRefused(thrown, work);
    if (refused !== null) return notApplied(refused);
    return await resume(passage, call);
  } finally {
    work.account.forget();
  }
}

/** The refusal that a failed call comes to, or `null` when nobody knows what it did. */
function toRefused(thrown: unknown, { account }: Work): WriteRefused | null {
  if (thrown instanceof WriteRefused) return thrown;
  const error = toDirectoryError(thrown, account.accountKey);
  return isCertainlyNotApplied(error) ? (toRefusal(error) ?? unclear(error)) : null;
}

/** By now it is over, or the process that sent it is gone: from here on it can only still be applied. */
async function resume(passage: Passage, call: PlannedCall): Promise<Step> {
  const since = new Date();
  const found = await findOut(passage.work, { call, since, record: passage.record });
  if (found === "UNSEEN") return { is: "UNSEEN" };
  if (!found.applied) return notApplied(provenAbsent());
  return { is: "APPLIED", sent: { subject: found.subject, warnings: [] }, since, isSeen: true };
}

function notApplied({ error }: WriteRefused): Step {
  return { is: "NOT_APPLIED", error };
}

/** A plan that broke off after some of its calls leaves something half done, which a person has to see. */
function toBrokenEnding(step: Exclude<Step, { is: "APPLIED" }>, isHalfDone: boolean): Ending {
  const error = step.is === "UNSEEN" ? unseen().error : step.error;
  const warnings: readonly WriteWarning[] = isHalfDone
    ? [{ code: "PARTLY_APPLIED", message: "Some of the calls took effect before one did not" }]
    : [];
  const state = step.is === "UNSEEN" || isHalfDone ? "NEEDS_REVIEW" : "NOT_APPLIED";
  return { state, subject: null, error, warnings };
}

/** The last call tells whether all is as it should be; what was looked up was read back already. */
async function toEnding({ work, record }: Passage, applied: readonly Step[]): Promise<Ending> {
  const last = applied.at(-1);
  const call = work.plan.calls.at(-1);
  if (last?.is !== "APPLIED" || call === undefined)
    return { state: "APPLIED", subject: null, error: null, warnings: [] };
  const warnings = applied.flatMap((step) => (step.is === "APPLIED" ? step.sent.warnings : []));
  const subject = last.sent.subject;
  if (last.isSeen || call.expect === null) return { state: "APPLIED", subject, error: null, warnings };
  const read: SentCall = { call, since: last.since, record };
  return toReadEnding(work, { subject, warnings, found: await readBack(work, read) });
}

interface ReadEnd {
  readonly subject: RemoteRef | null;
  readonly warnings: readonly WriteWarning[];
  readonly found: Awaited<ReturnType<typeof readBack>>;
}

/** What was made, and was named by the answer, is there although a list that lags does not show it yet. */
function toReadEnding(work: Work, { subject, warnings, found }: ReadEnd): Ending {
  if (found !== "UNSEEN" && found.applied) {
    return { state: "APPLIED", subject: found.subject ?? subject, error: null, warnings };
  }
  const mayLag = work.writes.lookUps === "MAY_LAG";
  const isMade = work.plan.subject === null && subject !== null;
  if (found === "UNSEEN" || (mayLag && isMade)) {
    return { state: "APPLIED", subject, error: null, warnings: [...warnings, notReadBack] };
  }
  return { state: mayLag ? "NEEDS_REVIEW" : "NOT_APPLIED", subject, error: notConfirmed().error, warnings };
}

const notReadBack: WriteWarning = {
  code: "NOT_READ_BACK",
  message: "The provider accepted the change; it could not be read back",
};

function lostTurn(): WriteRefused {
  return new WriteRefused(
    "RATE_LIMITED",
    "The operation was held up for so long that it lost its turn; nothing was sent",
  );
}

function provenAbsent(): WriteRefused {
  return new WriteRefused(
    "PROVIDER_UNAVAILABLE",
    "The provider did not answer, and what it shows since says that nothing was changed",
  );
}

function unseen(): WriteRefused {
  return new WriteRefused(
    "OUTCOME_UNKNOWN",
    "The provider did not answer, and nothing that it shows tells whether the change was made",
  );
}

function notConfirmed(): WriteRefused {
  return new WriteRefused("NOT_CONFIRMED", "The provider accepted the change and does not show it");
}

function unclear(error: DirectoryError): WriteRefused {
  return new WriteRefused("PROVIDER_UNAVAILABLE", error.message, { cause: error });
}
