import { createCompany, type Company } from "../../sandbox/company.js";
import type { AccountConfig } from "../../src/config.js";
import { defaultWriteRules } from "../../src/directory/linked-account.js";
import { openStandIn, type LinkedStandIn, type StandInSetup } from "../resolvers/linked-stand-ins.js";
import { startCanaryProxy, type CanaryProxy } from "./canary-proxy.js";

/** A tenant, whose every text says whose it is. */
export interface CanaryTenant {
  readonly name: string;
  /** In no other tenant's data. Lower case, so that e-mail addresses keep it. */
  readonly canary: string;
  readonly accounts: readonly AccountConfig[];
  readonly standIns: readonly LinkedStandIn[];
  readonly close: () => Promise<void>;
}

const second = ["scim", "talkdesk", "teamwork-projects", "teamwork-desk", "teamwork-spaces"] as const;

/** The same people for all tenants, with the same ids, account keys and names but for the canaries. */
export async function openCanaryTenant(index: number): Promise<CanaryTenant> {
  const canary = `canary${String(index).padStart(3, "0")}x`;
  const company = marked(createCompany(12, 1), canary);
  const setups: readonly (StandInSetup & { readonly key: string })[] = [
    { key: "chat", company },
    { key: "other", company, provider: second[index % second.length] ?? "scim" },
  ];
  const proxies: CanaryProxy[] = [];
  const standIns: LinkedStandIn[] = [];
  const accounts: AccountConfig[] = [];
  for (const { key, ...setup } of setups) {
    const linked = await openStandIn(setup);
    const target = originOf(linked.settings);
    const proxy = await startCanaryProxy(target, canary);
    const settings = JSON.parse(JSON.stringify(linked.settings).replaceAll(target, proxy.origin)) as unknown;
    proxies.push(proxy);
    standIns.push(linked);
    accounts.push({
      tenant: `tenant-${index}`,
      id: key,
      label: `${key} ${canary}`,
      isReadOnly: false,
      writeRules: defaultWriteRules,
      module: linked.module,
      settings: linked.module.settings.parse(settings),
      credentials: linked.module.credentials.parse(linked.credentials),
    });
  }
  const close = async (): Promise<void> => {
    await Promise.all(proxies.map((proxy) => proxy.close()));
    await Promise.all(standIns.map(({ standIn }) => standIn.close()));
  };
  return { name: `tenant-${index}`, canary, accounts, standIns, close };
}

function originOf(settings: object): string {
  const [, origin] = /"(http:\/\/127\.0\.0\.1:\d+)/u.exec(JSON.stringify(settings)) ?? [];
  if (origin === undefined) throw new Error("The stand-in has no address");
  return origin;
}

function marked(company: Company, canary: string): Company {
  return {
    ...company,
    name: `${company.name} ${canary}`,
    people: company.people.map((person) => ({
      ...person,
      firstName: `${person.firstName} ${canary}`,
      lastName: `${person.lastName} ${canary}`,
      email: `${canary}.${person.email}`,
      jobTitle: `${person.jobTitle} ${canary}`,
      city: `${person.city} ${canary}`,
    })),
  };
}
