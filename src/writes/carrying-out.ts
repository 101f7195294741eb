import { toDirectoryError, type DirectoryError } from "../directory/errors.js";
import type { UpstreamCall } from "../directory/reading.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { LookUp, PlannedCall, Sent } from "../directory/writing.js";
import type { Store } from "../store/store.js";
import { toCompletion, type Ending } from "./completion.js";
import { createLiveReading } from "./live-reading.js";
import { toBrokenEnding, toEnding, type Step, type Taken } from "./endings.js";
import { findOut } from "./look-ups.js";
import { isCertainlyNotApplied, toRefusal } from "./refusals.js";
import type { Turn } from "./turns.js";
import type { Work } from "./work.js";
import type { WriteObserver } from "./write-observer.js";
import type { WriteOutcome } from "./write-request.js";

/** An intent on its way. */
export interface Passage {
  readonly intentId: string;
  readonly actor: string;
  readonly work: Work;
  readonly turn: Turn;
  readonly record: (call: UpstreamCall) => void;
  readonly observer: WriteObserver;
}

/** Where a passage begins: with the first call, or with one that was marked as sent by a process that is gone. */
export interface Start {
  readonly at: number;
  readonly isSent: boolean;
}

/** Longest write, from dialling to the last byte; the settle time begins after its mark and is longer. */
const sendMs = 10_000;

/**
 * Sends the calls of an intent, each once: marked before it leaves, looked up when its answer is lost, and the last one
 * read back. Ends the intent in the store and answers what became of it.
 * @throws DirectoryError STORE_UNAVAILABLE; the intent is then carried on once the store is back
 */
export async function carryOut(store: Store, passage: Passage, start: Start): Promise<Completed> {
  const { calls } = passage.work.plan;
  // What a process that is gone sent before is read back like the rest.
  const taken: Taken[] = calls.slice(0, start.at).map((call) => ({ call, step: sentBefore() }));
  for (let at = start.at; at < calls.length; at += 1) {
    const call = calls[at];
    if (call === undefined) break;
    const isSent = at === start.at && start.isSent;
    const step = isSent ? await resume(passage, call) : await send(store, passage, call);
    passage.work.account.forget();
    const isOver = step.is === "UNSEEN" || (step.is === "NOT_APPLIED" && call.restores === undefined);
    if (isOver) return complete(store, passage, toBrokenEnding(step, taken.some(isApplied)));
    taken.push({ call, step });
  }
  return complete(store, passage, await toEnding(passage, taken));
}

function sentBefore(): Taken["step"] {
  return { is: "APPLIED", sent: { subject: null, warnings: [] }, since: new Date(), isSeen: false };
}

function isApplied({ step }: Taken): boolean {
  return step.is === "APPLIED";
}

export interface Completed {
  readonly state: Ending["state"];
  readonly outcome: WriteOutcome;
}

async function complete(store: Store, passage: Passage, ending: Ending): Promise<Completed> {
  const { intentId: id, work, observer } = passage;
  const { state } = ending;
  work.account.forget();
  const { outcome, finish } = toCompletion(passage, ending);
  const isFirst = await store.intents.finish(id, finish);
  if (isFirst) observer.settled(work.account, { id, operation: work.command.operation, state });
  return { state, outcome };
}

/** @throws DirectoryError STORE_UNAVAILABLE before anything was sent */
async function send(store: Store, passage: Passage, call: PlannedCall): Promise<Step> {
  const { intentId, work, turn } = passage;
  if (!(await store.intents.markSent(intentId, turn.locks[0], new Date()))) return notApplied(lostTurn());
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
  return { is: "APPLIED", sent: toSent(found), since, isSeen: true };
}

function toSent({ subject, warnings = [] }: Extract<LookUp, { applied: true }>): Sent {
  return { subject, warnings };
}

function notApplied({ error }: WriteRefused): Step {
  return { is: "NOT_APPLIED", error };
}

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

function unclear(error: DirectoryError): WriteRefused {
  return new WriteRefused("PROVIDER_UNAVAILABLE", error.message, { cause: error });
}
