import { identify, type AccountIdentity } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Privilege, Role } from "../../directory/role.js";
import type { PersonRow } from "./rows.js";

/**
 * What a person may do in the whole installation, made of flags: Teamwork has no name for it (contract section 2.5).
 * From most to least.
 */
const levels = {
  OWNER: { privilege: "OWNER", description: "Owner of the site." },
  ADMINISTRATOR: { privilege: "ADMIN", description: "Administrator of the site." },
  STANDARD: { privilege: "MEMBER", description: "Standard user." },
  CLIENT: { privilege: "GUEST", description: "User of a client company." },
  COLLABORATOR: { privilege: "LIMITED", description: "Collaborator: a user with little access." },
  CONTACT: { privilege: "GUEST", description: "Contact: a person who cannot sign in." },
} as const satisfies Record<string, { readonly privilege: Privilege; readonly description: string }>;
type AccessLevel = keyof typeof levels;

export const accessLevels = Object.keys(levels) as readonly AccessLevel[];

export function isAccessLevel(id: string): id is AccessLevel {
  return Object.hasOwn(levels, id);
}

/** `null` for a kind of user that Rollcall does not know. */
export function toAccessLevel(row: PersonRow): AccessLevel | null {
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

export function toAccessRef(level: AccessLevel): RemoteRef {
  return { kind: "access", scope: null, id: level };
}

/** The level as a role. Nothing is asked for it, so that it is as fresh as `fetchedAt` says. */
export function toAccessRole(account: AccountIdentity, level: AccessLevel, fetchedAt: Date): Role {
  const { privilege, description } = levels[level];
  return {
    ...identify(account, "Role", toAccessRef(level), `access:${level}`),
    name: level,
    scope: "ACCOUNT",
    kind: "ACCESS",
    privilege,
    isBuiltIn: true,
    license: null,
    details: { description, isAssignable: level !== "OWNER", permissions: null },
    fetchedAt,
    surface: "teamwork-projects",
    toRemote: () => ({}),
  };
}
