import { z } from "zod";
import { siteAddress } from "../teamwork-site/address.js";
import { bearerCredentials, toBearerAccess, type SiteAccess } from "../teamwork-site/bearer-access.js";

/** Settings of a Teamwork Desk account in the configuration file: where the installation is. */
export const teamworkDeskSettings = z.strictObject(siteAddress);

/** Desk takes bearer tokens alone (contract section 1.2). */
export const teamworkDeskCredentials = bearerCredentials;

/** @param credentials as `teamworkDeskCredentials` parsed them */
export function toDeskAccess(credentials: unknown): SiteAccess {
  return toBearerAccess(teamworkDeskCredentials.parse(credentials));
}
