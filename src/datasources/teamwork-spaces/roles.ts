import { AccessRoles, type AccessRole } from "../teamwork-site/access-roles.js";

/** What a user may do in all of Spaces. It has no roles, only the flag `isAdmin` (contract section 7). */
export const admin: AccessRole = {
  id: "ADMIN",
  name: "Administrator",
  privilege: "ADMIN",
  description: "Administrator of Spaces.",
  // Who is an administrator is said in Teamwork Projects.
  isAssignable: false,
};

export const member: AccessRole = {
  id: "MEMBER",
  name: "Member",
  privilege: "MEMBER",
  description: "User of Spaces.",
  isAssignable: false,
};

export const accessRoles = new AccessRoles({ surface: "teamwork-spaces", roles: [admin, member] });
