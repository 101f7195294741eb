import { SharedReadCache } from "../../src/cache/read-cache.js";
import type { AccountIdentity } from "../../src/directory/directory-object.js";
import type { Observer, Provider, ProviderModule } from "../../src/directory/provider.js";
import { TestObserver } from "./test-observer.js";

export interface AccountToOpen {
  readonly account: AccountIdentity;
  /** Both as in the configuration file. */
  readonly settings: object;
  readonly credentials: object;
  readonly observer?: Observer | undefined;
  /** A small share of a process stands for a rate that does not hold tests up. */
  readonly replicas?: number | undefined;
  readonly noteHeadcount?: ((users: number) => void) | undefined;
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
    noteHeadcount = () => undefined,
  }: AccountToOpen,
): Provider {
  const { tenant, accountKey } = account;
  return module.create({
    account,
    settings: module.settings.parse(settings),
    credentials: module.credentials.parse(credentials),
    cache: new SharedReadCache().for({ tenant, account: accountKey, credentialVersion: "1" }),
    observer,
    noteHeadcount,
    networkAllow: ["127.0.0.1"],
    replicas,
  });
}
