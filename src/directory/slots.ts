import { DirectoryError, toDirectoryError } from "./errors.js";
import type { Slot } from "./provider.js";

/** One slot per key, in order: what `answer` resolves to, or the error that it throws for this key alone. */
export function answerEach<K, V>(
  keys: readonly K[],
  answer: (key: K, index: number) => Promise<V | null>,
): Promise<readonly Slot<V>[]> {
  return Promise.all(keys.map((key, index) => settle(answer(key, index))));
}

/** The value, or the error as a value. */
export function settle<V>(promise: Promise<V>): Promise<V | DirectoryError> {
  return promise.catch((thrown: unknown) => toDirectoryError(thrown));
}

/** Likewise, for what is known already. */
export function settleNow<V>(answer: () => V): V | DirectoryError {
  try {
    return answer();
  } catch (thrown) {
    return toDirectoryError(thrown);
  }
}

/** Whether there is something, and no error in place of it. */
export function isPresent<V>(slot: Slot<V>): slot is V {
  return slot !== null && !(slot instanceof DirectoryError);
}
