import { z } from "zod";
import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import type {
  LookUp,
  PlannedCall,
  ProviderWrites,
  Sent,
  WriteCommand,
} from "../../../../directory/writing.js";
import { notShownWarnings } from "../../../../directory/write-warnings.js";
import { isTeamCommand } from "../../../../directory/writing.js";
import type { Answer } from "../../../http/call.js";
import { toRefusal } from "./answers.js";
import { isAsExpected, missingOf, toExpectation, type Expectation } from "./expectations.js";
import { findByEmail, planInvite } from "./invite.js";
import * as lifecycle from "./lifecycle.js";
import { findSubject, type Subject, type WriteParts } from "./parts.js";
import { planCommand, type SurfacePlans } from "../plan-command.js";
import { alsoTargets, targetOf } from "../targets.js";
import { planMembers } from "./team-members.js";
import { planRoleAssign, planUpdate } from "./update.js";

/** Writes users of an account over REST, as the guide has it (contract 3.3 to 3.5). */
export function createTalkdeskWrites(parts: WriteParts, lookUps: ProviderWrites["lookUps"]): ProviderWrites {
  return {
    lookUps,
    targetOf,
    alsoTargets,
    plan: (reading, command, keptOf) => planCommand(plans, reading, { parts, command, keptOf }),
    send: (reading, command, call) => send(parts, reading, command, call),
    lookUp: (reading, command, expect) => lookUp(parts, reading, command, toExpectation(expect)),
  };
}

const plans: SurfacePlans<WriteParts, Subject> = {
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
  parts: WriteParts,
  reading: Reading,
  command: WriteCommand,
  call: PlannedCall,
): Promise<Sent> {
  const { method, path, template, body } = call;
  const answer = await parts.client.send(reading, {
    ...{ method, path, template },
    ...(body === undefined ? {} : { body }),
  });
  if (answer.status >= 300) throw await toRefusal(parts, reading, { command, call, answer });
  return { subject: method === "POST" ? toSubject(parts, answer) : null, warnings: [] };
}

const created = z.object({ id: z.union([z.string(), z.number().transform(String)]) });

/** Answers are partial (contract 3.3): only the id is taken. Without one, the address tells who it is. */
function toSubject({ people }: WriteParts, { body }: Answer): RemoteRef | null {
  const id = created.safeParse(body).data?.id;
  return id === undefined || !people.isUserId(id) ? null : { kind: people.kind, scope: null, id };
}

async function lookUp(
  parts: WriteParts,
  reading: Reading,
  command: WriteCommand,
  expectation: Expectation,
): Promise<LookUp> {
  if (expectation.kind === "invited") {
    const [listed] = await findByEmail(parts, reading, expectation.email);
    if (listed === undefined) return { applied: false };
    const person = (await parts.people.find(reading, listed.id)) ?? listed;
    const warnings = notShownWarnings(missingOf(person, expectation.shows ?? {}));
    return { applied: true, subject: listed.user.ref, warnings };
  }
  const found = await parts.people.find(reading, expectation.id);
  if (expectation.kind === "gone") {
    return found === null ? { applied: true, subject: null } : { applied: false };
  }
  if (found === null || !isAsExpected(found, expectation)) return { applied: false };
  // A team's members are users, and the team is what it is about.
  return { applied: true, subject: isTeamCommand(command) ? null : found.user.ref };
}
