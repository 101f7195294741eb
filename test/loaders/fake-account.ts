import {
  defaultWriteRules,
  type LinkedAccount,
  type RequestScope,
} from "../../src/directory/linked-account.js";
import type { Page, PageRequest } from "../../src/directory/pages.js";
import { emptyPage } from "../../src/directory/pages.js";
import type { Provider } from "../../src/directory/provider.js";
import { CallBudget, type Reading } from "../../src/directory/reading.js";
import { tiledesk } from "../../src/datasources/tiledesk/provider.js";

/** A linked account over a provider of which only some access paths are there. */
export function fakeAccount(
  accountKey: string,
  provider: Partial<Provider> = {},
  tenant = "default",
): LinkedAccount {
  return {
    id: `id-of-${accountKey}`,
    tenant,
    accountKey,
    label: accountKey,
    isReadOnly: false,
    module: tiledesk,
    profile: { apiVersion: null, region: null, site: null, writeSurface: null },
    provider: provider as Provider,
    writeRules: defaultWriteRules,
    forget: () => undefined,
  };
}

/** A request's scope: one reading per account, over a budget that does not end unless told. */
export function fakeScope(accounts: readonly LinkedAccount[], callsPerAccount = 1_000): RequestScope {
  const readings = new Map<LinkedAccount, Reading>();
  const request = { left: 1_000_000 };
  return {
    tenant: accounts[0]?.tenant ?? "default",
    sight: accounts[0]?.tenant ?? "default",
    accounts,
    accountByKey: new Map(accounts.map((account) => [account.accountKey, account])),
    startedAt: new Date(),
    readingOf: (account) => {
      const known = readings.get(account);
      if (known !== undefined) return known;
      const allowance = { account: { left: callsPerAccount }, request };
      const reading: Reading = {
        signal: new AbortController().signal,
        deadline: performance.now() + 10_000,
        budget: new CallBudget(account.accountKey, allowance),
        record: () => undefined,
        asked: new Map<string, Promise<unknown>>(),
      };
      readings.set(account, reading);
      return reading;
    },
  };
}

/** The page of a list of names whose position is an index; `step` caps what the provider gives at once. */
export function pageOfNames(
  names: readonly string[],
  { size, position }: PageRequest,
  step = Infinity,
): Page<string> {
  const begin = position === null ? 0 : Number(position);
  const end = Math.min(begin + Math.min(size, step), names.length);
  const rows = names.slice(begin, end).map((item, index) => ({ item, position: String(begin + index + 1) }));
  return {
    ...emptyPage,
    rows,
    position: String(end),
    hasMore: end < names.length,
    total: names.length,
  };
}
