import { createCompany } from "../../../sandbox/company.js";
import type { ScimQuirks } from "../../../sandbox/scim/quirks.js";
import { createScimStandIn, scimBasePath, type ScimStandIn } from "../../../sandbox/scim/stand-in.js";
import { scim } from "../../../src/datasources/scim/provider.js";
import type { Observer, Provider } from "../../../src/directory/provider.js";
import { openAccount } from "../open-account.js";
import { TestObserver } from "../test-observer.js";

export const identity = { tenant: "acme", accountKey: "idp" };

/** Privileges for all of the stand-in's roles but one, so that there is an unmapped role too. */
const rolePrivileges = { owner: "OWNER", ADMINISTRATOR: "ADMIN", agent: "MEMBER" } as const;

export interface OpenOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly settings?: object;
  readonly observer?: Observer;
}

/** A linked account of its own: nothing read yet. Close it. */
export function openProvider({ baseUrl, token, settings, observer }: OpenOptions): Provider {
  return openAccount(scim, {
    account: identity,
    settings: { baseUrl, rolePrivileges, ...settings },
    credentials: { token },
    observer,
  });
}

export interface ScimAccount {
  readonly standIn: ScimStandIn;
  readonly baseUrl: string;
  readonly observer: TestObserver;
  /** The account opened anew. */
  cold(options?: Partial<Omit<OpenOptions, "baseUrl">>): Provider;
  close(): Promise<void>;
}

/** A stand-in with its company, and as many accounts on it as a test opens. */
export async function openScim(
  options: { people?: number; quirks?: Partial<ScimQuirks> } = {},
): Promise<ScimAccount> {
  const { people = 60, quirks = {} } = options;
  const standIn = createScimStandIn({ company: createCompany(people, 1), seed: 1, quirks });
  const baseUrl = `${await standIn.listen(0)}${scimBasePath}`;
  const observer = new TestObserver();
  const opened: Provider[] = [];
  return {
    standIn,
    baseUrl,
    observer,
    cold: (more = {}) => {
      const provider = openProvider({ baseUrl, token: standIn.token(), observer, ...more });
      opened.push(provider);
      return provider;
    },
    close: async () => {
      await standIn.close();
      await Promise.all(opened.map((provider) => provider.close()));
    },
  };
}
