import { z } from "zod";
import { siteAddress } from "../teamwork-site/address.js";
import { bearerCredentials, toBearerAccess, type SiteAccess } from "../teamwork-site/bearer-access.js";

/** Settings of a Teamwork Spaces account in the configuration file: where the installation is. */
export const teamworkSpacesSettings = z.strictObject(siteAddress);

/** Spaces takes bearer tokens alone (contract section 1.2). */
export const teamworkSpacesCredentials = bearerCredentials;

/** @param credentials as `teamworkSpacesCredentials` parsed them */
export function toSpacesAccess(credentials: unknown): SiteAccess {
  return toBearerAccess(teamworkSpacesCredentials.parse(credentials));
}
