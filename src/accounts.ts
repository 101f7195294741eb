import { createHash } from "node:crypto";
import type { SharedReadCache } from "./cache/read-cache.js";
import type { AccountConfig } from "./config.js";
import { ConfigError } from "./config/config-error.js";
import { encodeGlobalId } from "./directory/ids.js";
import type { LinkedAccount } from "./directory/linked-account.js";
import type { Observer, ProviderModule } from "./directory/provider.js";
import { KeptFacts } from "./store/kept-facts.js";
import type { Probes, Tombstones } from "./store/store.js";
import type { Headcounts } from "./writes/headcounts.js";
import { emulatesSoftDelete, withTombstones } from "./writes/tombstoned-provider.js";

export interface OpenAccountsOptions {
  readonly accounts: readonly AccountConfig[];
  readonly cache: SharedReadCache;
  readonly networkAllow: readonly string[];
  readonly replicas: number;
  readonly observerOf: (module: ProviderModule) => Observer;
  readonly tombstones: Tombstones;
  readonly probes: Probes;
  readonly headcounts: Headcounts;
}

/**
 * So much of a credential's digest is kept: one in 260,000 others is taken for it, for as long as facts live, and who
 * reads the store does not learn from it whether a password was guessed right.
 */
const keptDigits = 3;

/**
 * Opens the configured accounts. Nothing is sent yet.
 * @throws ConfigError when an account's settings cannot be used
 */
export function openAccounts(options: OpenAccountsOptions): readonly LinkedAccount[] {
  return options.accounts.map((config, index) => {
    try {
      return openAccount(options, config);
    } catch (error) {
      const reason = error instanceof Error ? error.message : "cannot be used";
      throw new ConfigError(`accounts[${index}].settings: ${reason}`, { cause: error });
    }
  });
}

function openAccount(
  { cache, networkAllow, replicas, observerOf, tombstones, probes, headcounts }: OpenAccountsOptions,
  config: AccountConfig,
): LinkedAccount {
  const { tenant, id: accountKey, label, isReadOnly, module, settings, credentials, writeRules } = config;
  const credentialVersion = createHash("sha256")
    .update(JSON.stringify([settings, credentials]))
    .digest("base64url");
  const of = { tenant, account: accountKey };
  const owner = { ...of, credentialVersion };
  const identity = { tenant, accountKey };
  const own = module.create({
    account: identity,
    settings,
    credentials,
    cache: cache.for(owner),
    observer: observerOf(module),
    facts: new KeptFacts({
      probes,
      of: { ...of, name: `facts ${credentialVersion.slice(0, keptDigits)}` },
    }),
    noteHeadcount: (users) => {
      headcounts.note(of, users);
    },
    networkAllow,
    replicas,
  });
  const provider = emulatesSoftDelete(module) ? withTombstones(own, identity, tombstones) : own;
  const ref = { kind: "account", scope: null, id: accountKey };
  const id = encodeGlobalId({ tenant, account: accountKey, type: "LinkedAccount", ref });
  const profile = module.profile(settings, credentials);
  const forget = (): void => {
    cache.forget(owner);
  };
  return { id, tenant, accountKey, label, isReadOnly, module, profile, provider, writeRules, forget };
}
