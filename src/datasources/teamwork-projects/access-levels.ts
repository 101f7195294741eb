import type { Role } from "../../directory/role.js";
import { AccessRoles, type AccessRole } from "../teamwork-site/access-roles.js";
import type { Sighting } from "../teamwork-site/client.js";
import type { PersonRow } from "./rows.js";

type Level = "OWNER" | "ADMINISTRATOR" | "STANDARD" | "CLIENT" | "COLLABORATOR" | "CONTACT";

/**
 * What a person may do in the whole installation, made of flags: Teamwork has no name for it (contract section 2.5).
 * From most to least.
 */
const levels: Readonly<Record<Level, Pick<AccessRole, "privilege" | "description">>> = {
  OWNER: { privilege: "OWNER", description: "Owner of the site." },
  ADMINISTRATOR: { privilege: "ADMIN", description: "Administrator of the site." },
  STANDARD: { privilege: "MEMBER", description: "Standard user." },
  CLIENT: { privilege: "GUEST", description: "User of a client company." },
  COLLABORATOR: { privilege: "LIMITED", description: "Collaborator: a user with little access." },
  CONTACT: { privilege: "GUEST", description: "Contact: a person who cannot sign in." },
};

function toAccessRole(level: Level): AccessRole {
  return { ...levels[level], id: level, name: level, isAssignable: level !== "OWNER" };
}

const everyLevel = ["OWNER", "ADMINISTRATOR", "STANDARD", "CLIENT", "COLLABORATOR", "CONTACT"] as const;

export const accessLevels = new AccessRoles({
  surface: "teamwork-projects",
  keyPrefix: "access:",
  roles: everyLevel.map(toAccessRole),
});

/** The level that a person has; `null` for a kind of user that Rollcall does not know. */
export function toHeldLevel({ account, fetchedAt }: Sighting, row: PersonRow): Role | null {
  const level = toLevel(row);
  return level === null ? null : accessLevels.toRole(account, toAccessRole(level), fetchedAt);
}

function toLevel(row: PersonRow): Level | null {
  if (row.siteOwner === true) return "OWNER";
  if (row.administrator === true) return "ADMINISTRATOR";
  if (row.isClientUser === true) return "CLIENT";
  switch (row.userType?.toLowerCase()) {
    case "account":
    case undefined:
      return "STANDARD";
    case "collaborator":
      return "COLLABORATOR";
    case "contact":
      return "CONTACT";
    default:
      return null;
  }
}
