import type { Company, CompanyPerson } from "../company.js";

/** One of the companies of an installation: its owner, or a client. */
interface SiteCompany {
  readonly id: number;
  readonly name: string;
  readonly isOwner: boolean;
  readonly domain: string;
}

/** A human of the installation, whose id is the same in all its products (contract section 5). */
export interface SitePerson {
  readonly id: number;
  readonly person: CompanyPerson;
  /** Clients have an address of their own company. */
  readonly email: string;
  readonly company: SiteCompany;
}

export interface Installation {
  readonly site: string;
  readonly owner: SiteCompany;
  readonly companies: readonly SiteCompany[];
  /** The first is the owner of the site, and whose credential it is. */
  readonly people: readonly SitePerson[];
}

export const siteName = "acme";
const firstUserId = 391_604;
const firstCompanyId = 1_370_007;

/** The same humans in Projects, Desk and Spaces: one in nine belongs to a client. */
export function toInstallation(company: Company): Installation {
  const owner = { id: firstCompanyId, name: company.name, isOwner: true, domain: company.domain };
  const clients = ["Globex", "Initech", "Umbrella"].map((name, index) => ({
    id: firstCompanyId + 11 * (index + 1),
    name,
    isOwner: false,
    domain: `${name.toLowerCase()}.example`,
  }));
  const people = company.people.map((person) => {
    const { index, email } = person;
    const client = index % 9 === 5 ? clients[Math.floor(index / 9) % clients.length] : undefined;
    return {
      id: firstUserId + 7 * index,
      person,
      email: client === undefined ? email : email.replace(/@.*/u, `@${client.domain}`),
      company: client ?? owner,
    };
  });
  return { site: siteName, owner, companies: [owner, ...clients], people };
}
