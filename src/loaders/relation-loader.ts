import { DirectoryError } from "../directory/errors.js";
import type { Slot } from "../directory/provider.js";
import {
  createAccountLoader,
  loadBatch,
  toCacheKey,
  type AccountKeyed,
  type AccountLoaderOptions,
} from "./account-loader.js";

/** What was loaded, or a promise of it. */
export type Loaded<V> = V | null | Promise<V | null>;

/**
 * Loads what is related to objects. Relations of a whole page can be prepared, and are then answered without a promise:
 * to wait for each of hundreds costs an executor more than all the rest of a list.
 */
export interface RelationLoader<K, V> {
  /** What was prepared, or a promise of it. Throws or rejects with what went wrong. */
  load(key: K): Loaded<V>;
  /** Asks for all of them in one batch per account. A failure is met where its key is loaded. */
  prepare(keys: readonly K[]): Promise<void>;
}

export function createRelationLoader<K extends AccountKeyed, V>(
  options: AccountLoaderOptions<K, V>,
): RelationLoader<K, V> {
  const loader = createAccountLoader(options);
  const prepared = new Map<string, Slot<V>>();
  return {
    load: (key) => {
      const slot = prepared.size === 0 ? undefined : prepared.get(toCacheKey(options, key));
      if (slot === undefined) return loader.load(key);
      if (slot instanceof DirectoryError) throw slot;
      return slot;
    },
    prepare: async (keys) => {
      const slots = await loadBatch(options, keys);
      for (const [index, key] of keys.entries()) prepared.set(toCacheKey(options, key), slots[index] ?? null);
    },
  };
}

/** Makes an answer of what was loaded: at once, where it is there. `null` stays `null`. */
export function whenLoaded<V, T>(loaded: Loaded<V>, toAnswer: (value: V) => T): Loaded<T> {
  if (loaded instanceof Promise) return loaded.then((value) => (value === null ? null : toAnswer(value)));
  return loaded === null ? null : toAnswer(loaded);
}
