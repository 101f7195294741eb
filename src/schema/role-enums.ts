import type { Privilege, RoleKind, RoleScope } from "../directory/role.js";
import { declareEnum } from "./declare-enum.js";

export const PrivilegeEnum = declareEnum<Privilege>(
  "Privilege",
  "How far a role reaches, comparable over providers.",
  {
    OWNER: "Everything, including the account itself.",
    ADMIN: "Manages people and settings.",
    MANAGER: "Oversees other members' work.",
    MEMBER: "Works like everybody else.",
    LIMITED: "Works with less than a member sees.",
    GUEST: "Is let in from outside.",
    UNKNOWN: "The provider does not tell, or the role's name is not mapped.",
  },
);

export const RoleScopeEnum = declareEnum<RoleScope>("RoleScope", "Where a role holds.", {
  ACCOUNT: "In the whole linked account.",
  WORKSPACE: "In one workspace.",
});

export const RoleKindEnum = declareEnum<RoleKind>("RoleKind", "What a role is for.", {
  ACCESS: "The provider's own level of access.",
  JOB: "A job that somebody does, without rights of its own.",
  CUSTOM: "Made by the account's administrators, or misspelt by them.",
});
