import type { RemoteRef } from "../directory/ids.js";
import type { UserErrorCode } from "../directory/user-errors.js";
import { subjectTypeOf, type WriteCommand, type WritePlan } from "../directory/writing.js";
import type { AuditEvent } from "../store/audit-chain.js";
import { toEvent } from "./completion.js";
import type { Asker, WriteRequest } from "./write-request.js";

/* Events of requests that no intent came of: rehearsals and refusals are written down, too. */

export function toRequestEvent(
  request: WriteRequest,
  outcome: string,
  plan: WritePlan | null = null,
): AuditEvent {
  const { account, command } = request;
  return toEvent(account, {
    at: new Date(),
    actor: toActor(request),
    action: command.operation,
    subject: plan?.subject ?? toTarget(command),
    subjectType: subjectTypeOf(command.operation),
    outcome,
    detail: { isDryRun: request.dryRun },
  });
}

/** Of what was refused before there was a command, or an account. */
export function toRefusalEvent(asker: Asker, action: string, outcome: UserErrorCode): AuditEvent {
  const { tenant } = asker;
  const actor = toActor({ asker });
  return { tenant, at: new Date(), actor, action, account: null, target: null, outcome, detail: {} };
}

/** Without authentication nobody is named. */
export function toActor({ asker }: Pick<WriteRequest, "asker">): string {
  return asker.subject ?? "";
}

function toTarget(command: WriteCommand): RemoteRef | null {
  if ("user" in command) return command.user;
  if ("workspace" in command) return command.workspace;
  return "team" in command ? command.team : null;
}
