/** Longest wait that a provider's `Retry-After` can ask of us, in milliseconds; above it the call fails at once. */
const longestWaitMs = 30_000;
const firstBackoffMs = 200;
const longestBackoffMs = 2_000;

/** What is known when a read has failed. */
export interface FailedRead {
  /** Retries this kind of failure allows in all. */
  readonly allowed: 0 | 1 | 2;
  /** Retries done already. */
  readonly done: number;
  /** How long the provider asks to be left alone, in milliseconds; 0 where it does not. */
  readonly askedMs: number;
  /** Until the request's deadline, in milliseconds. */
  readonly remainingMs: number;
}

/**
 * Milliseconds to wait before the read is sent again, or null when it should fail now: retries used up, or nothing
 * would be left of the deadline. Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"), added to
 * `Retry-After` so that those told the same instant do not come back together.
 * @param random in [0, 1)
 */
export function retryWaitMs(failed: FailedRead, random: number): number | null {
  if (failed.done >= failed.allowed) return null;
  if (failed.askedMs > longestWaitMs) return null;
  const wait = failed.askedMs + random * Math.min(longestBackoffMs, firstBackoffMs * 2 ** failed.done);
  return wait < failed.remainingMs ? wait : null;
}
