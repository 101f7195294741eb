import type { ActivityAction, ActivityActorKind } from "../directory/activity.js";
import { declareEnum } from "./declare-enum.js";

export const ActivityActorKindEnum = declareEnum<ActivityActorKind>("ActivityActorKind", "Who acted.", {
  USER: "A User.",
  BOT: "A bot.",
  SYSTEM: "The provider itself.",
  UNKNOWN: "An actor that Rollcall does not know; see `rawActorKind`.",
});

export const ActivityActionEnum = declareEnum<ActivityAction>("ActivityAction", "What was done.", {
  USER_INVITED: "A User was invited.",
  USER_UPDATED: "A User's membership was changed, enabled or restored.",
  USER_AVAILABILITY_CHANGED: "A User became available or unavailable.",
  USER_SOFT_DELETED: "A User was removed and can be restored.",
  USER_HARD_DELETED: "A User was removed for good.",
  CONVERSATION_CREATED: "A conversation began.",
  CONVERSATION_CLOSED: "A conversation ended.",
  ITEM_CREATED: "The subject was made: a task, a project, a comment.",
  ITEM_UPDATED: "The subject was changed.",
  ITEM_COMPLETED: "The subject was completed.",
  ITEM_REOPENED: "The subject was completed and is open again.",
  ITEM_DELETED: "The subject was deleted.",
  ITEM_RESTORED: "The subject was deleted and is back.",
  ITEM_LIKED: "Somebody liked the subject.",
  ITEM_REACTED_TO: "Somebody reacted to the subject.",
  ITEM_VIEWED: "Somebody looked at the subject.",
  UNKNOWN: "An action that Rollcall does not know; see `rawAction`.",
});
