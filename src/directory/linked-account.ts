import type { AccountProfile, Provider, ProviderModule } from "./provider.js";
import type { Reading } from "./reading.js";

/** One customer's account at one provider, open. */
export interface LinkedAccount {
  readonly id: string;
  readonly tenant: string;
  readonly accountKey: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly module: ProviderModule;
  readonly profile: AccountProfile;
  readonly provider: Provider;
  readonly writeRules: WriteRules;
  /** Forgets what was read of the account: it is being changed. */
  readonly forget: () => void;
}

/** What an operator says about writes to an account. */
export interface WriteRules {
  /** After how many milliseconds a provider can no longer apply a call whose answer is lost. */
  readonly settleMs: number;
  /** How many removals an hour may have. */
  readonly removalsPerHour: number;
  /** By how much the number of its Users may have shrunk in a day for removals to go on; `null` for any much. */
  readonly maxShrinkPercent: number | null;
}

/** Where the operator says nothing: a write's own time-out of 3 s and 5 s more; 20 removals an hour; 30 %. */
export const defaultWriteRules: WriteRules = {
  settleMs: 8_000,
  removalsPerHour: 20,
  maxShrinkPercent: 30,
};

/** What one request knows: the accounts of its tenant and how it reads each of them. */
export interface RequestScope {
  readonly tenant: string;
  /** Equal for viewers who see the same: what is kept for one of them may be shown to the other. */
  readonly sight: string;
  /** In the order of the configuration. */
  readonly accounts: readonly LinkedAccount[];
  readonly accountByKey: ReadonlyMap<string, LinkedAccount>;
  /** When the request began: what was read since then is live. */
  readonly startedAt: Date;
  /** The request's own reading of an account, the same one each time. */
  readonly readingOf: (account: LinkedAccount) => Reading;
}
