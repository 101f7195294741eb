import { setTimeout as sleep } from "node:timers/promises";
import { WriteRefused } from "../directory/user-errors.js";
import {
  nothingHappened,
  type OperationState,
  type WriteRequest,
  type WriteResult,
} from "./write-request.js";

/** A mutation that is being carried out: whoever asked for it may stop waiting, it goes on. */
export class Progress {
  readonly #result: Promise<WriteResult>;
  #resolve: (result: Promise<WriteResult>) => void = () => undefined;
  #operation: OperationState | null = null;

  constructor() {
    this.#result = new Promise<WriteResult>((resolve) => {
      this.#resolve = resolve;
    });
    // Whoever waits meets the failure; there may be nobody left.
    this.#result.catch(() => undefined);
  }

  /** The operation, once it was written down. */
  get operation(): OperationState | null {
    return this.#operation;
  }

  get done(): Promise<unknown> {
    return this.#result;
  }

  began(operation: OperationState): void {
    this.#operation = operation;
  }

  async run(carryOut: () => Promise<WriteResult>): Promise<void> {
    const result = carryOut();
    this.#resolve(result);
    await result.catch(() => undefined);
  }

  /** What came of it, or by then what is known of it. */
  async answer({ answerBy }: Pick<WriteRequest, "answerBy">): Promise<WriteResult> {
    const timer = new AbortController();
    const leftMs = Math.max(0, answerBy - performance.now());
    const late = sleep(leftMs, null, { signal: timer.signal }).catch(() => null);
    try {
      const result = await Promise.race([this.#result, late]);
      return result ?? (await this.#unfinished());
    } finally {
      timer.abort();
    }
  }

  #unfinished(): Promise<WriteResult> | WriteResult {
    // Nothing was sent yet: the run itself heeds the same moment, and its refusal is about to come.
    if (this.#operation === null) return this.#result;
    return { ...outcomeUnknown(), operation: this.#operation, plannedCalls: null };
  }
}

/** For whoever cannot wait any longer. */
export function outcomeUnknown(): ReturnType<typeof nothingHappened> {
  const { error } = new WriteRefused(
    "OUTCOME_UNKNOWN",
    "The provider has not answered yet; the operation goes on, and its state tells what becomes of it",
  );
  return nothingHappened(null, [error]);
}
