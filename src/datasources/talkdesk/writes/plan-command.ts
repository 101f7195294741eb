import { WriteRefused } from "../../../directory/user-errors.js";
import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import {
  isTeamCommand,
  type InviteFields,
  type KeptOf,
  type NamedRef,
  type UpdateFields,
  type WriteCommand,
  type WritePlan,
} from "../../../directory/writing.js";
import type { MembersCommand } from "./refusals.js";

type Planned = WritePlan | Promise<WritePlan>;
type LifecycleOperation =
  "USER_DISABLE" | "USER_ENABLE" | "USER_SOFT_DELETE" | "USER_RESTORE" | "USER_HARD_DELETE";

/** How one surface plans what an account takes, of its own parts and of Users as it finds them. */
export interface SurfacePlans<Parts, Subject> {
  readonly invite: (parts: Parts, reading: Reading, input: InviteFields, keptOf: KeptOf) => Planned;
  readonly members: (parts: Parts, reading: Reading, command: MembersCommand) => Planned;
  readonly find: (parts: Parts, reading: Reading, ref: RemoteRef, keptOf: KeptOf) => Promise<Subject>;
  readonly update: (parts: Parts, reading: Reading, subject: Subject, input: UpdateFields) => Planned;
  readonly roleAssign: (parts: Parts, reading: Reading, subject: Subject, role: NamedRef) => Planned;
  readonly lifecycle: Readonly<
    Record<LifecycleOperation, (parts: Parts, reading: Reading, subject: Subject) => Planned>
  >;
}

/** What is planned, and of what. */
interface Asked<Parts> {
  readonly parts: Parts;
  readonly command: WriteCommand;
  readonly keptOf: KeptOf;
}

/** Plans a command, whichever surface carries it out. */
export async function planCommand<Parts, Subject>(
  plans: SurfacePlans<Parts, Subject>,
  reading: Reading,
  { parts, command, keptOf }: Asked<Parts>,
): Promise<WritePlan> {
  if (command.operation === "USER_INVITE") return plans.invite(parts, reading, command.input, keptOf);
  if (isTeamCommand(command) && "users" in command) return plans.members(parts, reading, command);
  if (!("user" in command)) throw notWritten();
  const subject = await plans.find(parts, reading, command.user, keptOf);
  switch (command.operation) {
    case "USER_UPDATE":
      return plans.update(parts, reading, subject, command.input);
    case "ROLE_ASSIGN":
      return plans.roleAssign(parts, reading, subject, command.role);
    case "ROLE_UNASSIGN":
    case "USER_INVITATION_RESEND":
    case "USER_INVITATION_CANCEL":
      throw notWritten();
    default:
      return plans.lifecycle[command.operation](parts, reading, subject);
  }
}

/** The capability table keeps such commands away. */
function notWritten(): WriteRefused {
  return new WriteRefused("UNSUPPORTED_BY_PROVIDER", "Rollcall does not write this to Talkdesk");
}
