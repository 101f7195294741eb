/**
 * Stops waiting for a promise when the signal aborts; what the promise stands for goes on, and may fail unheard.
 * Rejects with `toReason()` then.
 */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  toReason: () => Error,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(toReason());
    };
    const settle = (): void => {
      signal.removeEventListener("abort", leave);
    };
    promise.then(resolve, reject).finally(settle);
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}
