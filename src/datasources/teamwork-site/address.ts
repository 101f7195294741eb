import { z } from "zod";
import type { AccountProfile } from "../../directory/provider.js";

/** Where an installation is, in the settings of each of its products' accounts. */
export const siteAddress = {
  /** The name before `.teamwork.com`; with a base URL too, what ties the products of one installation together. */
  site: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u, "is a site's name: lower-case letters, digits, dashes")
    .optional(),
  region: z.enum(["US", "EU"]).optional(),
  /** In place of site and region, for a custom domain. */
  baseUrl: z.url({ protocol: /^https?$/u }).optional(),
};

export interface SiteAddress {
  readonly site?: string | undefined;
  readonly region?: "US" | "EU" | undefined;
  readonly baseUrl?: string | undefined;
}

const hosts = { US: "teamwork.com", EU: "eu.teamwork.com" } as const;

/**
 * Where the calls go. The address that came with a token wins over the settings, because it carries the region.
 * @param endPoint as the token's answer told it
 * @throws Error naming the key that is missing
 */
export function toSiteUrl(address: SiteAddress, endPoint: URL | null): URL {
  const { site, region = "US", baseUrl } = address;
  if (endPoint !== null) return endPoint;
  if (baseUrl !== undefined) return new URL(baseUrl);
  if (site !== undefined) return new URL(`https://${site}.${hosts[region]}`);
  throw new Error("site: or baseUrl has to be given where the credential does not tell the address");
}

/** The installation's name and region, told by the settings or by its host. A custom domain is its own name. */
export function toSiteProfile(
  address: SiteAddress,
  endPoint: URL | null,
): Pick<AccountProfile, "region" | "site"> {
  const { hostname } = toSiteUrl(address, endPoint);
  const [, name, eu] = /^([^.]+)(\.eu)?\.teamwork\.com$/u.exec(hostname) ?? [];
  const ownRegion = name === undefined ? null : eu === undefined ? "US" : "EU";
  return {
    region: ownRegion ?? address.region ?? null,
    site: (endPoint === null ? address.site : undefined) ?? name ?? address.site ?? hostname,
  };
}
