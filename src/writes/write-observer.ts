import type { WriteOperation } from "../directory/capabilities.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { UpstreamCall } from "../directory/reading.js";
import type { Finish } from "../store/store.js";

/** Told of what nobody's request may be there to tell. */
export interface WriteObserver {
  /** An operation came to its end, or waits for a person to end it. */
  settled(account: LinkedAccount, operation: SettledOperation): void;
  /** A call that belongs to no request has ended. */
  called(account: LinkedAccount, call: UpstreamCall): void;
}

interface SettledOperation {
  readonly id: string;
  readonly operation: WriteOperation;
  readonly state: Finish["state"];
}

export const unobserved: WriteObserver = { settled: () => undefined, called: () => undefined };
