import { DirectoryError } from "../../../directory/errors.js";
import type { Reading } from "../../../directory/reading.js";
import { isPresent } from "../../../directory/slots.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type {
  KeptOf,
  LookUp,
  PlannedCall,
  ProviderWrites,
  Sent,
  WriteCommand,
  WritePlan,
  WriteWarning,
} from "../../../directory/writing.js";
import { isUserCommand } from "../../../directory/writing.js";
import { operationsIn } from "../../scim-client/patch-op.js";
import { isObject } from "../../scim-client/user-document.js";
import type { WriteAnswer } from "../../scim-client/user-writer.js";
import type { ScimSettings } from "../config.js";
import { toRef } from "../refs.js";
import { isShown, toExpectation, type Expectation } from "./expectations.js";
import { findByEmail, planInvite, toTaken } from "./invite.js";
import * as lifecycle from "./lifecycle.js";
import { findPerson, type Subject, type WriteParts } from "./plans.js";
import { planUpdate } from "./update.js";

interface ScimWritesOptions extends WriteParts, Pick<ScimSettings, "lookUps"> {}

/** Writes users of a SCIM server. */
export function createScimWrites({ lookUps, ...parts }: ScimWritesOptions): ProviderWrites {
  return {
    lookUps: lookUps === "consistent" ? "CONSISTENT" : "MAY_LAG",
    targetOf,
    plan: (reading, command, keptOf) => plan(parts, reading, command, keptOf),
    send: (reading, command, call) => send(parts, reading, command, call),
    lookUp: (reading, _command, expect) => lookUp(parts, reading, toExpectation(expect)),
  };
}

function targetOf(command: WriteCommand): string {
  if (!isUserCommand(command)) return "groups";
  if (command.operation === "USER_INVITE") return `email:${command.input.email.toLowerCase()}`;
  return `user:${command.user.id}`;
}

async function plan(
  parts: WriteParts,
  reading: Reading,
  command: WriteCommand,
  keptOf: KeptOf,
): Promise<WritePlan> {
  if (!isUserCommand(command)) throw notWritten();
  if (command.operation === "USER_INVITE") return planInvite(parts, reading, command.input, keptOf);
  const person = await findPerson(parts, reading, command.user);
  const subject: Subject = { person, kept: await keptOf(person.user.ref) };
  switch (command.operation) {
    case "USER_UPDATE":
      return planUpdate(parts, reading, subject, command.input);
    case "ROLE_ASSIGN":
    case "ROLE_UNASSIGN":
      throw notWritten();
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
  return new WriteRefused("UNSUPPORTED_BY_PROVIDER", "This version of Rollcall writes users alone");
}

async function send(
  parts: WriteParts,
  reading: Reading,
  command: WriteCommand,
  call: PlannedCall,
): Promise<Sent> {
  const answer = await sendHeedingRoles(parts, reading, command, call);
  if (answer === null) return { subject: null, warnings: [rolesNotRestored] };
  if (answer.is === "TAKEN") throw await toConflict(parts, reading, command);
  const subject = command.operation === "USER_INVITE" && answer.id !== null ? toRef("User", answer.id) : null;
  return { subject, warnings: asksForActive(call) && answer.active === false ? [licenseExhausted] : [] };
}

const licenseExhausted: WriteWarning = {
  code: "LICENSE_EXHAUSTED",
  message: "The server left the user disabled, as it does when no licence is left",
};

const rolesNotRestored: WriteWarning = {
  code: "ROLES_NOT_RESTORED",
  message: "The server does not take back the roles that the user had",
};

/** Roles that a server does not take are no reason to leave somebody disabled; `null` says that it did not. */
async function sendHeedingRoles(
  { endpoint }: WriteParts,
  reading: Reading,
  command: WriteCommand,
  call: PlannedCall,
): Promise<WriteAnswer | null> {
  try {
    return await endpoint.writer.send(reading, call);
  } catch (thrown) {
    const isOfRoles = command.operation === "USER_RESTORE" && !asksForActive(call);
    if (isOfRoles && thrown instanceof WriteRefused && thrown.error.code === "INVALID") return null;
    throw thrown;
  }
}

function asksForActive({ method, body }: PlannedCall): boolean {
  if (method === "POST") return isObject(body) && body["active"] === true;
  return operationsIn(body).some(({ value }) => isObject(value) && value["active"] === true);
}

/** Nobody but an address has to be the only one. */
async function toConflict(parts: WriteParts, reading: Reading, command: WriteCommand): Promise<Error> {
  if (command.operation === "USER_INVITE") return toTaken(parts, reading, command.input.email);
  if (command.operation === "USER_UPDATE" && command.input.email !== undefined) {
    return new WriteRefused("TAKEN", "The address belongs to another User", { field: ["input", "email"] });
  }
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", "The SCIM server refused the call", {
    account: parts.account,
    httpStatus: 409,
  });
}

async function lookUp(parts: WriteParts, reading: Reading, expectation: Expectation): Promise<LookUp> {
  if (expectation.kind === "invited") {
    const [found] = await findByEmail(parts, reading, expectation.email);
    return found === undefined ? { applied: false } : { applied: true, subject: found.user.ref };
  }
  const [found = null] = await parts.users.byIds(reading, [toRef("User", expectation.id)]);
  if (found instanceof DirectoryError) throw found;
  if (expectation.kind === "gone") {
    return isPresent(found) ? { applied: false } : { applied: true, subject: null };
  }
  if (!isPresent(found) || !isShown(found, expectation.shows)) return { applied: false };
  return { applied: true, subject: found.ref };
}
