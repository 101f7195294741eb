import { SharedReadCache } from "../../src/cache/read-cache.js";
import type { AccountIdentity } from "../../src/directory/directory-object.js";
import type { Facts, Observer, Provider, ProviderModule } from "../../src/directory/provider.js";
import { KeptFacts } from "../../src/store/kept-facts.js";
import { CountedProbes } from "../store/counted-probes.js";
import { TestObserver } from "./test-observer.js";

export interface AccountToOpen {
  readonly account: AccountIdentity;
  /** Both as in the configuration file. */
  readonly settings: object;
  readonly credentials: object;
  readonly observer?: Observer | undefined;
  /** A small share of a process stands for a rate that does not hold tests up. */
  readonly replicas?: number | undefined;
  /** Nothing is known yet without them. */
  readonly facts?: Facts | undefined;
}

function freshFacts({ tenant, accountKey: account }: AccountIdentity): Facts {
  return new KeptFacts({ probes: new CountedProbes(), of: { tenant, account, name: "facts" } });
}

/** A linked account with a cache of its own: signed in nowhere, nothing read yet. Close it. */
export function openAccount(
  module: ProviderModule,
  {
    account,
    settings,
    credentials,
    observer = new TestObserver(),
    replicas = 1,
    facts = freshFacts(account),
  }: AccountToOpen,
): Provider {
  const { tenant, accountKey } = account;
  return module.create({
    account,
    settings: module.settings.parse(settings),
    credentials: module.credentials.parse(credentials),
    cache: new SharedReadCache().for({ tenant, account: accountKey, credentialVersion: "1" }),
    observer,
    facts,
    noteHeadcount: () => undefined,
    networkAllow: ["127.0.0.1"],
    replicas,
  });
}
