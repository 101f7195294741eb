import { highestPrivilege, type Privilege, type Role } from "../../directory/role.js";
import { AccessRoles, type AccessRole } from "../teamwork-site/access-roles.js";
import type { Sighting } from "../teamwork-site/client.js";
import type { AgentRow } from "./rows.js";

const owner: AccessRole = {
  ...{ id: "OWNER", name: "OWNER", privilege: "OWNER", description: "Owner of Desk.", isAssignable: false },
};
const admin: AccessRole = {
  ...{
    id: "ADMIN",
    name: "ADMIN",
    privilege: "ADMIN",
    description: "Administrator of Desk.",
    isAssignable: true,
  },
};
const fullTime: AccessRole = {
  ...{ id: "FULL_TIME_AGENT", name: "FULL_TIME_AGENT", privilege: "MEMBER", isAssignable: true },
  ...{ license: "full-time", description: "Agent who may answer any number of tickets." },
};
const partTime: AccessRole = {
  ...{ id: "PART_TIME_AGENT", name: "PART_TIME_AGENT", privilege: "LIMITED", isAssignable: true },
  ...{ license: "part-time", description: "Agent who may answer 10 tickets in 30 days." },
};

/** Desk has no roles to ask for (contract section 5). */
export const deskRoles = new AccessRoles({
  surface: "teamwork-desk",
  roles: [owner, admin, fullTime, partTime],
});

/** What an agent is, by flags and by Desk's own word, which is going to be taken away. */
export function toHeldRoles(seen: Sighting, row: AgentRow): readonly Role[] {
  const held: AccessRole[] = [];
  if (row.isAppOwner === true) held.push(owner);
  if (isAdmin(seen, row)) held.push(admin);
  if (row.isPartTime !== null) held.push(row.isPartTime ? partTime : fullTime);
  return held.map((role) => deskRoles.toRole(seen.account, role, seen.fetchedAt));
}

/** Without Desk's word nobody knows who is an administrator; to say that somebody is none would hide one. */
export function toHeldPrivilege(row: AgentRow, held: readonly Role[]): Privilege {
  const known = highestPrivilege(held.map(({ privilege }) => privilege));
  return row.role === null && known !== "OWNER" ? "UNKNOWN" : known;
}

/** The word for agents is in no document: whoever is no administrator is one. */
const agentWords: ReadonlySet<string> = new Set(["agent", "user"]);

function isAdmin(seen: Sighting, { role }: AgentRow): boolean {
  const word = role?.toLowerCase();
  if (word === "admin") return true;
  if (word !== undefined && !agentWords.has(word)) seen.observer.unknownValue("user.role");
  return false;
}
