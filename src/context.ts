import type { Viewer } from "./access/viewer.js";
import { narrowProvider } from "./access/narrowed-provider.js";
import { refKey } from "./directory/ids.js";
import { CallBudget, type Reading, type UpstreamCall } from "./directory/reading.js";
import type { LinkedAccount, RequestScope } from "./directory/linked-account.js";
import { createLoaders, type Loaders } from "./loaders/loaders.js";
import type { Snapshots } from "./loaders/sorted-list.js";
import type { AuditLog } from "./store/store.js";
import type { WriteEngine } from "./writes/engine.js";

/** Everything that a resolver may use; new for each request. A plain object, since Apollo copies it. */
export interface Context {
  readonly viewer: Viewer;
  readonly scope: RequestScope;
  readonly loaders: Loaders;
  readonly snapshots: Snapshots;
  readonly writes: WriteEngine;
  readonly audit: Pick<AuditLog, "list">;
  readonly trace: { readonly calls: readonly UpstreamCall[] };
}

/** Upstream calls that one request may send. */
interface CallLimits {
  readonly perAccount: number;
  readonly perRequest: number;
}

export interface ContextOptions {
  readonly viewer: Viewer;
  /** Accounts of all tenants. */
  readonly accounts: readonly LinkedAccount[];
  readonly snapshots: Snapshots;
  readonly writes: WriteEngine;
  readonly audit: Pick<AuditLog, "list">;
  readonly limits: CallLimits;
  readonly signal: AbortSignal;
  /** `performance.now()` milliseconds. */
  readonly deadline: number;
  /** Told of every upstream call when it has ended. */
  readonly observeCall: (account: LinkedAccount, call: UpstreamCall) => void;
}

export function createContext(options: ContextOptions): Context {
  const { viewer, snapshots, writes, audit } = options;
  const calls: UpstreamCall[] = [];
  const accounts = accountsSeenBy(viewer, options.accounts);
  const scope: RequestScope = {
    tenant: viewer.tenant,
    sight: toSight(viewer),
    accounts,
    accountByKey: new Map(accounts.map((account) => [account.accountKey, account])),
    startedAt: new Date(),
    readingOf: createReadings(options, calls),
  };
  return { viewer, scope, loaders: createLoaders(scope), snapshots, writes, audit, trace: { calls } };
}

/**
 * The accounts of the viewer's tenant, as the viewer sees them. Who may see only some organizations sees the accounts
 * that have one of them, and in each only what belongs to it.
 */
function accountsSeenBy(
  { tenant, organizations }: Viewer,
  accounts: readonly LinkedAccount[],
): readonly LinkedAccount[] {
  const own = accounts.filter((account) => account.tenant === tenant);
  if (organizations === null) return own;
  return own.flatMap((account) => {
    const seen = organizationsIn(account, organizations);
    if (seen.size === 0) return [];
    return [{ ...account, provider: narrowProvider(account.provider, (ref) => seen.has(refKey(ref))) }];
  });
}

/** Reference keys of the organizations that are this account's. */
function organizationsIn(
  { accountKey, provider }: LinkedAccount,
  organizations: ReadonlySet<string>,
): ReadonlySet<string> {
  const own = [...organizations].filter((key) => key.startsWith(`${accountKey}:`));
  const refs = own.map((key) => provider.parseRemoteKey("Organization", key.slice(accountKey.length + 1)));
  return new Set(refs.flatMap((ref) => (ref === null ? [] : [refKey(ref)])));
}

function toSight({ tenant, organizations }: Viewer): string {
  return JSON.stringify([tenant, organizations === null ? null : [...organizations].sort()]);
}

/** One reading per account and request: budget, memory and deadline belong together. */
function createReadings(options: ContextOptions, calls: UpstreamCall[]): RequestScope["readingOf"] {
  const { limits, signal, deadline, observeCall } = options;
  const request = { left: limits.perRequest };
  const readings = new Map<LinkedAccount, Reading>();
  return (account) => {
    const known = readings.get(account);
    if (known !== undefined) return known;
    const record = (call: UpstreamCall): void => {
      calls.push(call);
      observeCall(account, call);
    };
    const budget = new CallBudget(account.accountKey, { account: { left: limits.perAccount }, request });
    const reading = { signal, deadline, budget, record, asked: new Map<string, Promise<unknown>>() };
    readings.set(account, reading);
    return reading;
  };
}
