import { createCompany } from "../../../sandbox/company.js";
import type { TalkdeskQuirks } from "../../../sandbox/talkdesk/quirks.js";
import type { ScimQuirks } from "../../../sandbox/scim/quirks.js";
import { createTalkdeskStandIn, type TalkdeskStandIn } from "../../../sandbox/talkdesk/stand-in.js";
import type { TalkdeskState } from "../../../sandbox/talkdesk/state.js";
import { talkdesk } from "../../../src/datasources/talkdesk/provider.js";
import type { Facts, Observer, Provider } from "../../../src/directory/provider.js";
import { openAccount } from "../open-account.js";
import { TestObserver } from "../test-observer.js";

export const identity = { tenant: "acme", accountKey: "voice" };
/** Of the right form, and nobody's in any seed. */
export const unknownId = "00000000-0000-4000-8000-000000000000";

export interface OpenOptions {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly observer?: Observer;
  /** A small share of a process stands for a rate that does not hold tests up. */
  readonly replicas?: number;
  readonly facts?: Facts;
}

/** A linked account of its own: no token yet, nothing read yet. Close it. */
export function openProvider(options: OpenOptions): Provider {
  return openAccount(talkdesk, { account: identity, ...options });
}

export interface TalkdeskAccount {
  readonly standIn: TalkdeskStandIn;
  readonly baseUrl: string;
  readonly observer: TestObserver;
  readonly state: TalkdeskState;
  /** The stand-in's time, which stands still but for this. */
  readonly pass: (seconds: number) => void;
  /** The account opened anew, over REST unless told otherwise. */
  readonly cold: (options?: Partial<OpenOptions>) => Provider;
  close(): Promise<void>;
}

/** A stand-in with its company, and as many accounts on it as a test opens. */
export async function openTalkdesk(
  options: {
    people?: number;
    seed?: number;
    quirks?: Partial<TalkdeskQuirks>;
    scimQuirks?: Partial<ScimQuirks>;
  } = {},
): Promise<TalkdeskAccount> {
  const { people = 60, seed = 1, quirks = {} } = options;
  const scimQuirks = { perSecond: null, ...options.scimQuirks };
  let nowMs = Date.UTC(2026, 10, 23, 9);
  const clock = (): Date => new Date(nowMs);
  const standIn = createTalkdeskStandIn({
    company: createCompany(people, seed),
    seed,
    quirks,
    scimQuirks,
    clock,
  });
  const baseUrl = await standIn.listen(0);
  const observer = new TestObserver();
  const opened: Provider[] = [];
  return {
    standIn,
    baseUrl,
    observer,
    get state() {
      return standIn.state();
    },
    pass: (seconds) => {
      nowMs += seconds * 1_000;
    },
    cold: ({ settings, credentials, replicas = 0.001, observer: other = observer, ...more } = {}) => {
      const { clientId, clientSecret } = standIn.credentials;
      const provider = openProvider({
        settings: { restBaseUrl: baseUrl, account: "acme", ...settings },
        credentials: credentials ?? { clientId, clientSecret },
        observer: other,
        replicas,
        ...more,
      });
      opened.push(provider);
      return provider;
    },
    close: async () => {
      await standIn.close();
      await Promise.all(opened.map((provider) => provider.close()));
    },
  };
}
