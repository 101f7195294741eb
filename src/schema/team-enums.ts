import type { TeamKind } from "../directory/team.js";
import type { WorkspaceKind, WorkspaceState } from "../directory/workspace.js";
import { declareEnum } from "./declare-enum.js";

export const TeamKindEnum = declareEnum<TeamKind>("TeamKind", "What the provider calls a team.", {
  TEAM: "A team or group.",
  RING_GROUP: "People whose phones ring together.",
  QUEUE: "People who serve a queue.",
  DEPARTMENT: "A department.",
  SCIM_GROUP: "A group of a SCIM server.",
  UNKNOWN: "Something that Rollcall does not know.",
});

export const WorkspaceKindEnum = declareEnum<WorkspaceKind>(
  "WorkspaceKind",
  "What the provider calls a workspace.",
  {
    PROJECT: "A project.",
    SPACE: "A space.",
    INBOX: "An inbox.",
    ACCOUNT: "The whole account.",
    UNKNOWN: "Something that Rollcall does not know.",
  },
);

export const WorkspaceStateEnum = declareEnum<WorkspaceState>(
  "WorkspaceState",
  "Whether a workspace is in use.",
  {
    ACTIVE: "In use.",
    ARCHIVED: "Put away, and can be brought back.",
    DELETED: "Deleted.",
    UNKNOWN: "A state that Rollcall does not know; see `rawState`.",
  },
);
