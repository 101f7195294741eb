import { DirectoryError } from "../../../directory/errors.js";
import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type {
  KeptOf,
  PlannedCall,
  ProviderWrites,
  Sent,
  WriteCommand,
  WritePlan,
} from "../../../directory/writing.js";
import { isTeamCommand, isUserCommand } from "../../../directory/writing.js";
import { toExpectation } from "../../scim-client/writes/expectations.js";
import { lookUp } from "../../scim-client/writes/look-up.js";
import { warningsOf } from "../../scim-client/writes/sending.js";
import type { ScimSettings } from "../config.js";
import { toRef } from "../refs.js";
import { isShown } from "./expectations.js";
import { groupTargetOf, nameTaken, planGroup } from "./groups.js";
import { planInvite, toTaken } from "./invite.js";
import * as lifecycle from "./lifecycle.js";
import { findPerson, type Subject, type WriteParts } from "./plans.js";
import { planRoleAssign, planRoleUnassign } from "./roles.js";
import { planUpdate } from "./update.js";

interface ScimWritesOptions extends WriteParts, Pick<ScimSettings, "lookUps"> {}

/** Writes users and groups of a SCIM server. */
export function createScimWrites({ lookUps, ...parts }: ScimWritesOptions): ProviderWrites {
  return {
    lookUps: lookUps === "consistent" ? "CONSISTENT" : "MAY_LAG",
    targetOf,
    plan: (reading, command, keptOf) => plan(parts, reading, command, keptOf),
    send: (reading, command, call) => send(parts, reading, command, call),
    lookUp: (reading, _command, expect) => lookUp(parts.endpoint, reading, toExpectation(expect), isShown),
  };
}

function targetOf(command: WriteCommand): string {
  if (isTeamCommand(command)) return groupTargetOf(command);
  if (!isUserCommand(command)) return "workspace";
  if (command.operation === "USER_INVITE") return `email:${command.input.email.toLowerCase()}`;
  return `user:${command.user.id}`;
}

async function plan(
  parts: WriteParts,
  reading: Reading,
  command: WriteCommand,
  keptOf: KeptOf,
): Promise<WritePlan> {
  if (isTeamCommand(command)) return planGroup(parts, reading, command);
  if (!isUserCommand(command)) throw notWritten();
  if (command.operation === "USER_INVITE") return planInvite(parts, reading, command.input, keptOf);
  const person = await findPerson(parts, reading, command.user);
  const subject: Subject = { person, kept: await keptOf(person.user.ref) };
  switch (command.operation) {
    case "USER_UPDATE":
      return planUpdate(parts, reading, subject, command.input);
    case "ROLE_ASSIGN":
      return planRoleAssign(parts, reading, subject, command.role);
    case "ROLE_UNASSIGN":
      return planRoleUnassign(parts, reading, subject, command.role);
    case "USER_INVITATION_RESEND":
    case "USER_INVITATION_CANCEL":
      throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "SCIM has no invitations: a user is there at once");
    default:
      return lifecycles[command.operation](parts, reading, subject);
  }
}

const lifecycles = {
  USER_DISABLE: lifecycle.planDisable,
  USER_ENABLE: lifecycle.planEnable,
  USER_SOFT_DELETE: lifecycle.planSoftDelete,
  USER_RESTORE: lifecycle.planRestore,
  USER_HARD_DELETE: lifecycle.planHardDelete,
} as const;

/** The capability table keeps such commands away. */
function notWritten(): WriteRefused {
  return new WriteRefused("UNSUPPORTED_BY_PROVIDER", "Everybody is in the one workspace");
}

async function send(
  parts: WriteParts,
  reading: Reading,
  command: WriteCommand,
  call: PlannedCall,
): Promise<Sent> {
  const answer = await parts.endpoint.writer.send(reading, call);
  if (answer.is === "TAKEN") throw await toConflict(parts, reading, command);
  return { subject: toSubject(command, answer.id), warnings: warningsOf(call, answer) };
}

/** The id of what was made; of what was there before, the plan knows it. */
function toSubject({ operation }: WriteCommand, id: string | null): RemoteRef | null {
  if (id === null) return null;
  if (operation === "USER_INVITE") return toRef("User", id);
  return operation === "TEAM_CREATE" ? toRef("Team", id) : null;
}

/** Nothing but an address, and a group's name on some servers, has to be the only one. */
async function toConflict(parts: WriteParts, reading: Reading, command: WriteCommand): Promise<Error> {
  if (command.operation === "USER_INVITE") return toTaken(parts, reading, command.input.email);
  if (command.operation === "USER_UPDATE" && command.input.email !== undefined) {
    return new WriteRefused("TAKEN", "The address belongs to another User", { field: ["input", "email"] });
  }
  if (isTeamCommand(command)) return nameTaken();
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", "The SCIM server refused the call", {
    account: parts.account,
    httpStatus: 409,
  });
}
