import type { Note } from "../../directory/pages.js";

export const rolesNote: Note = {
  code: "ROLES_NOT_EXPOSED",
  message: "This account does not tell which roles its users hold.",
};

export const teamsNote: Note = {
  code: "TEAMS_NOT_EXPOSED",
  message: "This account does not tell which teams its users are in.",
};

export const cutNote: Note = {
  code: "DETAILS_CUT_SHORT",
  message:
    "Roles and teams take a call for each user here. The page ends where the request's calls were spent, and its cursor goes on.",
};

export const ringGroupsNote: Note = {
  code: "RING_GROUPS_NOT_EXPOSED",
  message: "The account has no ring groups, or its client may not see them.",
};

export const queuesNote: Note = {
  code: "QUEUES_NOT_EXPOSED",
  message: "The account has no queues, or its client may not see them.",
};
