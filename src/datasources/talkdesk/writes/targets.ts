import type { RemoteRef } from "../../../directory/ids.js";
import type { WriteCommand } from "../../../directory/writing.js";

/** The same for both surfaces: an account is written through one of them at a time. */
export function targetOf(command: WriteCommand): string {
  if (command.operation === "USER_INVITE") return `email:${command.input.email.toLowerCase()}`;
  if ("user" in command) return userTarget(command.user);
  return "team" in command ? `team:${command.team.id}` : "account";
}

/** The members of a team are changed on the users. */
export function alsoTargets(command: WriteCommand): readonly string[] {
  return "users" in command ? command.users.map(userTarget) : [];
}

function userTarget({ id }: RemoteRef): string {
  return `user:${id}`;
}
