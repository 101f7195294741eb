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
  UNKNOWN: "An action that Rollcall does not know; see `rawAction`.",
});
