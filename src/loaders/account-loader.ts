import DataLoader from "dataloader";
import { toDirectoryError } from "../directory/errors.js";
import type { LinkedAccount, RequestScope } from "../directory/linked-account.js";
import type { Provider, Slot } from "../directory/provider.js";
import type { Reading } from "../directory/reading.js";

/** A key of a loader: it always says whose account it is. */
export interface AccountKeyed {
  readonly account: LinkedAccount;
}

export interface AccountLoaderOptions<K extends AccountKeyed, V> {
  readonly scope: RequestScope;
  /** Equal for equal keys of one account. */
  readonly keyOf: (key: K) => string;
  readonly batch: (provider: Provider, reading: Reading, keys: readonly K[]) => Promise<readonly Slot<V>[]>;
}

/** Loads over accounts: one batch per account, side by side, and an account that fails fails only its own keys. */
export function createAccountLoader<K extends AccountKeyed, V>(
  options: AccountLoaderOptions<K, V>,
): DataLoader<K, V | null, string> {
  return new DataLoader<K, V | null, string>((keys) => loadBatch(options, keys), {
    cacheKeyFn: (key) => toCacheKey(options, key),
  });
}

/** Equal for equal keys of the same account. */
export function toCacheKey<K extends AccountKeyed, V>(options: AccountLoaderOptions<K, V>, key: K): string {
  return `${key.account.accountKey} ${options.keyOf(key)}`;
}

/** The answers for keys of several accounts, in the keys' order. Never rejects. */
export async function loadBatch<K extends AccountKeyed, V>(
  options: AccountLoaderOptions<K, V>,
  keys: readonly K[],
): Promise<Slot<V>[]> {
  const slots = new Map<K, Slot<V>>();
  await Promise.all(
    [...groupByAccount(keys)].map(async ([account, asked]) => {
      const answers = await askAccount(options, account, asked);
      for (const [index, key] of asked.entries()) slots.set(key, answers[index] ?? null);
    }),
  );
  return keys.map((key) => slots.get(key) ?? null);
}

function groupByAccount<K extends AccountKeyed>(keys: readonly K[]): Map<LinkedAccount, K[]> {
  const groups = new Map<LinkedAccount, K[]>();
  for (const key of keys) {
    const group = groups.get(key.account);
    if (group === undefined) groups.set(key.account, [key]);
    else group.push(key);
  }
  return groups;
}

async function askAccount<K extends AccountKeyed, V>(
  { scope, batch }: AccountLoaderOptions<K, V>,
  account: LinkedAccount,
  keys: readonly K[],
): Promise<readonly Slot<V>[]> {
  try {
    const slots = await batch(account.provider, scope.readingOf(account), keys);
    if (slots.length === keys.length) return slots;
    throw new Error(`${account.module.name} answered ${slots.length} slots for ${keys.length} keys`);
  } catch (thrown) {
    const error = toDirectoryError(thrown, account.accountKey);
    return keys.map(() => error);
  }
}
