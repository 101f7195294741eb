import type { JsonObject } from "../../../../directory/directory-object.js";
import { DirectoryError } from "../../../../directory/errors.js";
import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import {
  type LookUp,
  type PlannedCall,
  type ProviderWrites,
  type Sent,
  type WriteCommand,
} from "../../../../directory/writing.js";
import { toExpectation } from "../../../scim-client/writes/expectations.js";
import * as scimLookUp from "../../../scim-client/writes/look-up.js";
import { warningsOf } from "../../../scim-client/writes/sending.js";
import { toTaken } from "../refusals.js";
import { planCommand, type SurfacePlans } from "../plan-command.js";
import { alsoTargets, targetOf } from "../targets.js";
import { isShown } from "./fields.js";
import { planInvite } from "./invite.js";
import * as lifecycle from "./lifecycle.js";
import { findSubject, type ScimWriteParts, type Subject } from "./parts.js";
import { planMembers } from "./team-members.js";
import { planRoleAssign, planUpdate } from "./update.js";

/** Writes users of an account over SCIM (contract 4.1, 4.2). */
export function createTalkdeskScimWrites(
  parts: ScimWriteParts,
  lookUps: ProviderWrites["lookUps"],
): ProviderWrites {
  return {
    lookUps,
    targetOf,
    alsoTargets,
    plan: (reading, command, keptOf) => planCommand(plans, reading, { parts, command, keptOf }),
    send: (reading, command, call) => send(parts, reading, command, call),
    lookUp: (reading, _command, expect) => lookUp(parts, reading, expect),
  };
}

const plans: SurfacePlans<ScimWriteParts, Subject> = {
  invite: planInvite,
  members: planMembers,
  find: findSubject,
  update: planUpdate,
  roleAssign: planRoleAssign,
  lifecycle: {
    USER_DISABLE: lifecycle.planDisable,
    USER_ENABLE: lifecycle.planEnable,
    USER_SOFT_DELETE: lifecycle.planSoftDelete,
    USER_RESTORE: lifecycle.planRestore,
    USER_HARD_DELETE: lifecycle.planHardDelete,
  },
};

async function send(
  parts: ScimWriteParts,
  reading: Reading,
  command: WriteCommand,
  call: PlannedCall,
): Promise<Sent> {
  const answer = await parts.scim.writer.send(reading, call);
  if (answer.is === "TAKEN") throw await toConflict(parts, reading, command);
  return { subject: toSubject(parts, call, answer.id), warnings: warningsOf(call, answer) };
}

/** Whoever was made; of whoever was there, the plan knows it. */
function toSubject(
  { identities }: ScimWriteParts,
  { method }: PlannedCall,
  id: string | null,
): RemoteRef | null {
  return method === "POST" && id !== null ? identities.refById(id) : null;
}

/** Nothing but an address has to be the only one. */
async function toConflict(parts: ScimWriteParts, reading: Reading, command: WriteCommand): Promise<Error> {
  if (command.operation === "USER_INVITE")
    return toTaken(await scimLookUp.findByEmail(parts.scim, reading, command.input.email));
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", "The SCIM server refused the call", {
    account: parts.account,
    httpStatus: 409,
  });
}

/** SCIM tells whether it is so, and the surface that lists the users who it is. */
async function lookUp(
  { scim, identities }: ScimWriteParts,
  reading: Reading,
  expect: JsonObject,
): Promise<LookUp> {
  const expectation = toExpectation(expect);
  const found = await scimLookUp.lookUp(scim, reading, expectation, isShown);
  if (!found.applied) return found;
  const isInvited = expectation.kind === "invited";
  return { ...found, subject: isInvited ? await identities.refOf(reading, expectation.email) : null };
}
