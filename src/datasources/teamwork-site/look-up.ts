import { DirectoryError } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { settle } from "../../directory/slots.js";
import type { OffsetSource } from "../http/offset-list.js";

/** A list that can be read whole. */
interface WholeList<T> extends Pick<OffsetSource<T>, "account" | "idOf"> {
  whole(reading: Reading): Promise<{ readonly items: readonly T[]; readonly skippedRows: number }>;
}

interface LookUp<T> {
  /** Ids that one call may ask for. */
  readonly atOnce: number;
  /** A list of those with these ids, and nobody else. */
  readonly listingOf: (ids: readonly string[]) => WholeList<T>;
}

/**
 * Objects by id, through lists that a filter narrows to them: in any order, and without those that are not there.
 * @returns one slot per id, in order
 */
export async function lookUp<T>(
  reading: Reading,
  ids: readonly string[],
  { atOnce, listingOf }: LookUp<T>,
): Promise<readonly Slot<T>[]> {
  const found = new Map<string, Slot<T>>();
  const wanted = [...new Set(ids)];
  const chunks = Array.from({ length: Math.ceil(wanted.length / atOnce) }, (_, index) =>
    wanted.slice(index * atOnce, (index + 1) * atOnce),
  );
  await Promise.all(
    chunks.map(async (chunk) => {
      const listing = listingOf(chunk);
      const read = await settle(listing.whole(reading));
      const missing = read instanceof DirectoryError ? read : absence(listing.account, read.skippedRows);
      for (const id of chunk) found.set(id, missing);
      if (read instanceof DirectoryError) return;
      for (const item of read.items) found.set(listing.idOf(item), item);
    }),
  );
  return ids.map((id) => found.get(id) ?? null);
}

/** Among rows that could not be read may be the one that is missing. */
function absence(account: string, skippedRows: number): DirectoryError | null {
  if (skippedRows === 0) return null;
  const message = "The provider's answer has rows that cannot be read";
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
}
