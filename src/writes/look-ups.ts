import { setTimeout as sleep } from "node:timers/promises";
import { settle } from "../directory/slots.js";
import { DirectoryError } from "../directory/errors.js";
import type { LookUp, PlannedCall } from "../directory/writing.js";
import type { UpstreamCall } from "../directory/reading.js";
import { createLiveReading } from "./live-reading.js";
import type { Work } from "./work.js";

/** What was found out about a call. `UNSEEN`: nothing can be found out, or not for sure. */
export type Finding = LookUp | "UNSEEN";

/** A call that left, and whom to tell of the calls that look for what it did. */
export interface SentCall {
  readonly call: PlannedCall;
  /** When its last byte can have left at the latest. */
  readonly since: Date;
  readonly record: (call: UpstreamCall) => void;
}

const lookUpMs = 10_000;
const firstPauseMs = 50;
const longestPauseMs = 5_000;
/** How long an absence that may be a lag is doubted, beyond the settle time and in shares of it. */
const lagShare = 1;
/** How long an unreachable provider is asked again; afterwards a person has to look. */
const patienceMs = 600_000;

/**
 * Finds out whether a call took effect whose outcome nobody knows. What is seen is believed at once; what is not seen
 * only once the provider can no longer apply it.
 */
export async function findOut(work: Work, sent: SentCall): Promise<Finding> {
  const { settleMs } = work.account.writeRules;
  const settledAt = sent.since.getTime() + settleMs;
  const doubtedUntil = work.writes.lookUps === "MAY_LAG" ? settledAt + settleMs * lagShare : settledAt;
  const found = await watch(work, sent, doubtedUntil);
  if (found === "UNSEEN" || found.applied) return found;
  return work.writes.lookUps === "MAY_LAG" ? "UNSEEN" : found;
}

/** Reads back what the provider says that it did. `UNSEEN`: it cannot be read. */
export function readBack(work: Work, sent: SentCall): Promise<Finding> {
  return watch(work, sent, sent.since.getTime() + work.account.writeRules.settleMs);
}

/** Looks again and again until the effect is seen, or until a look after `until` did not see it. */
async function watch(work: Work, sent: SentCall, until: number): Promise<Finding> {
  if (sent.call.expect === null) return "UNSEEN";
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const startedAt = Date.now();
    const found = await look(work, sent);
    if (found !== null && (found.applied || startedAt >= until)) return found;
    if (found === null && startedAt >= until + patienceMs) return "UNSEEN";
    const leftMs = until - Date.now();
    await sleep(leftMs > 0 ? Math.min(pauseMs, leftMs) : pauseMs);
  }
}

/** `null` when the provider could not be asked. */
async function look({ account, writes, command }: Work, { call, record }: SentCall): Promise<LookUp | null> {
  const reading = createLiveReading(account, performance.now() + lookUpMs, record);
  const found = await settle(writes.lookUp(reading, command, call.expect ?? {}));
  return found instanceof DirectoryError ? null : found;
}
