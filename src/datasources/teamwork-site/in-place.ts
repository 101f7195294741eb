import type { Slot } from "../../directory/provider.js";

/**
 * One slot for each of the keys: of those that were asked for, in their order, what was found; `null` for the others,
 * which can be nobody's here.
 */
export function inPlace<K, T>(
  keys: readonly K[],
  isOurs: (key: K) => boolean,
  slots: readonly Slot<T>[],
): readonly Slot<T>[] {
  const found = slots.values();
  return keys.map((key) => (isOurs(key) ? (found.next().value ?? null) : null));
}
