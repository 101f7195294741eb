import type { LinkedAccount } from "../directory/linked-account.js";
import { CallBudget, type Reading, type UpstreamCall } from "../directory/reading.js";

/** Calls that one step of a write may send: a plan of a large account, a look-up with its pages. */
const callsOfStep = 60;

/**
 * A reading of its own for one step of a write. It is not the request's: a client that goes away must not break off a
 * call that changes something, and what was read before the write must not be believed after it.
 * @param until `performance.now()` milliseconds
 */
export function createLiveReading(
  account: LinkedAccount,
  until: number,
  record: (call: UpstreamCall) => void,
): Reading {
  return {
    signal: AbortSignal.timeout(Math.max(1, Math.ceil(until - performance.now()))),
    deadline: until,
    budget: new CallBudget(account.accountKey, {
      account: { left: callsOfStep },
      request: { left: callsOfStep },
    }),
    record,
    asked: new Map(),
    isLive: true,
  };
}
