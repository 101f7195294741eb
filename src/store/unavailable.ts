import { DirectoryError } from "../directory/errors.js";

/**
 * The answer of some work on the database. Throws `DirectoryError` STORE_UNAVAILABLE for whatever went wrong; what the
 * database said is its cause, for the redacted log only.
 */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw toUnavailable(thrown);
  }
}

export function toUnavailable(cause?: unknown): DirectoryError {
  return new DirectoryError("STORE_UNAVAILABLE", "Rollcall's own store cannot be used", { cause });
}
