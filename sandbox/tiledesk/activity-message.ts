import type { ActivityDocument } from "./documents.js";
import { textOf } from "./route.js";

/** The sentence the server adds. `undefined` for plain updates: it writes none (recorded). */
export function writeActivityMessage(activity: ActivityDocument): string | undefined {
  const { actor, actionObj, verb } = activity;
  const target = targetName(activity);
  const status = textOf(actionObj["newStatus"]) ?? "unknown";
  switch (verb) {
    case "PROJECT_USER_INVITE":
      return `${actor.name} invited ${invitee(activity)} to take on the role of ${textOf(actionObj["role"]) ?? "agent"}`;
    case "PROJECT_USER_DELETE":
      return `${actor.name} removed ${target} from the project`;
    case "PROJECT_USER_AVAILABILITY_SELF":
      return `${target} changed availability status to ${status}`;
    case "PROJECT_USER_AVAILABILITY_SYSTEM":
      return `${target} availability status was changed to ${status} by the system`;
    default:
      return undefined;
  }
}

function invitee(activity: ActivityDocument): string {
  const email = activity.actionObj["email"];
  const address = typeof email === "string" ? email : undefined;
  if (activity.target.type === "pendinginvitation") return address ?? "unknown user";
  const name = targetName(activity);
  return address === undefined ? name : `${name} (${address})`;
}

function targetName(activity: ActivityDocument): string {
  const user = activity.target.object["id_user"] as
    { firstname?: string; lastname?: string } | null | undefined;
  const name = `${user?.firstname ?? ""} ${user?.lastname ?? ""}`.trim();
  return name === "" ? "unknown user" : name;
}
