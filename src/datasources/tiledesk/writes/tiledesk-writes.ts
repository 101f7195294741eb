import { z } from "zod";
import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type {
  LookUp,
  PlannedCall,
  ProviderWrites,
  Sent,
  UserCommand,
  WriteCommand,
  WritePlan,
} from "../../../directory/writing.js";
import { isTeamCommand, isUserCommand } from "../../../directory/writing.js";
import type { Answer } from "../../http/call.js";
import { toInvitationRef } from "../people.js";
import { invitation, invitations, member, members } from "../resources.js";
import { invitationRow } from "../rows.js";
import { toObjection, toRefusal, type Objection } from "./answers.js";
import { isAsExpected, toExpectation, type Expectation } from "./expectations.js";
import { alreadyInvited, alreadyMember, planCancel, planInvite, planResend } from "./invitations.js";
import {
  planDisable,
  planEnable,
  planHardDelete,
  planRestore,
  planSoftDelete,
  type PlanLifecycle,
} from "./lifecycle.js";
import { findUser, toPlace, type WriteParts } from "./places.js";
import { groupTargetOf, lookUpGroup, planGroup, toGroupRef } from "./groups.js";
import { planRole, planUpdate } from "./update.js";

/** Writes to Tiledesk: the membership is what is written, and the person behind it only where it is the credential's. */
export function createTiledeskWrites(parts: WriteParts, lookUps: ProviderWrites["lookUps"]): ProviderWrites {
  return {
    lookUps,
    targetOf,
    plan: (reading, command) => plan(parts, reading, command),
    send: (reading, command, call) => send(parts, reading, command, call),
    lookUp: (reading, _command, expect) => lookUp(parts, reading, toExpectation(expect)),
  };
}

/** An invitation's id carries a trail behind a dot, or not: it is the same invitation. */
function targetOf(command: WriteCommand): string {
  if (isTeamCommand(command)) return groupTargetOf(command);
  if (!isUserCommand(command)) return `project:${command.workspace.id}`;
  if (command.operation === "USER_INVITE") return `email:${command.input.email.toLowerCase()}`;
  return `user:${command.user.id.split(".", 1)[0] ?? ""}`;
}

async function plan(parts: WriteParts, reading: Reading, command: WriteCommand): Promise<WritePlan> {
  if (isTeamCommand(command)) return planGroup(parts, reading, command);
  if (!isUserCommand(command)) throw notWritten();
  if (command.operation === "USER_INVITE") return planInvite(parts, reading, command.input);
  const user = await findUser(parts, reading, command.user);
  switch (command.operation) {
    case "USER_INVITATION_RESEND":
      return planResend(user);
    case "USER_INVITATION_CANCEL":
      return planCancel(user);
    case "USER_UPDATE":
      return planUpdate(parts, reading, toPlace(user), command.input);
    case "ROLE_ASSIGN":
      return planRole(parts, reading, toPlace(user), command.role);
    case "ROLE_UNASSIGN":
      throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "A Tiledesk user has exactly one role");
    default:
      return lifecycles[command.operation](parts, reading, toPlace(user));
  }
}

/** The capability table keeps such commands away. */
function notWritten(): WriteRefused {
  return new WriteRefused("UNSUPPORTED_BY_PROVIDER", "A Tiledesk user belongs to exactly one project");
}

const lifecycles = {
  USER_DISABLE: planDisable,
  USER_ENABLE: planEnable,
  USER_SOFT_DELETE: planSoftDelete,
  USER_RESTORE: planRestore,
  USER_HARD_DELETE: planHardDelete,
} as const satisfies Partial<Record<UserCommand["operation"], PlanLifecycle>>;

async function send(
  { account, client }: WriteParts,
  reading: Reading,
  command: WriteCommand,
  { method, path, template, query, body }: PlannedCall,
): Promise<Sent> {
  const answer = await client.send(reading, {
    method,
    path,
    template,
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
  });
  const objection = toObjection(answer);
  if (objection !== null) {
    if (isRestoredAlready(objection)) return { subject: null, warnings: [] };
    throw toKnownRefusal(objection) ?? toRefusal(account, objection);
  }
  if (command.operation === "USER_INVITATION_CANCEL") assertDeleted(answer);
  const subject = isTeamCommand(command) ? toGroupRef(answer) : toSubject(answer);
  return { subject, warnings: [] };
}

/** Somebody was faster, or an answer got lost: the state that is wanted is read back in any case (contract §2). */
function isRestoredAlready({ status, text }: Objection): boolean {
  return status === 400 && text.includes("not trashed");
}

/** What the route that invites says, by code or by words, whatever the status (contract §2). */
function toKnownRefusal({ status, text, code }: Objection): WriteRefused | null {
  if (code === 4000 || code === 4001) return alreadyMember();
  if (status < 300 && text.startsWith("Pending Invitation already")) return alreadyInvited();
  if (status === 403 && text.includes("associated with a department")) {
    return new WriteRefused("INVALID", "A department uses the group", { field: ["id"] });
  }
  return null;
}

const deleteResult = z.object({ n: z.number() });

/** MongoDB's own result: deleting nothing is a success of 0. */
function assertDeleted({ body }: Answer): void {
  if (deleteResult.safeParse(body).data?.n !== 0) return;
  throw new WriteRefused("NOT_FOUND", "The invitation is not there any more");
}

const memberAnswer = z.object({ _id: z.string(), id_project: z.string() });
const pendingAnswer = z.object({ pendingInvitation: invitationRow });

function toSubject({ body }: Answer): RemoteRef | null {
  const pending = pendingAnswer.safeParse(body);
  if (pending.success) return toInvitationRef(pending.data.pendingInvitation);
  const row = memberAnswer.safeParse(body);
  return row.success ? { kind: "member", scope: row.data.id_project, id: row.data._id } : null;
}

async function lookUp(parts: WriteParts, reading: Reading, expectation: Expectation): Promise<LookUp> {
  const { client } = parts;
  switch (expectation.kind) {
    case "member": {
      const found = await client.find(reading, member(expectation.project, expectation.id));
      if (found === null || !isAsExpected(found, expectation)) return { applied: false };
      return { applied: true, subject: found.ref };
    }
    case "goneMember":
      return toGone(await client.find(reading, member(expectation.project, expectation.id)));
    case "goneInvitation":
      return toGone(await client.find(reading, invitation(expectation.project, expectation.id)));
    case "invited":
      return findInvited(parts, reading, expectation);
    case "group":
    case "newGroup":
      return lookUpGroup(parts, reading, expectation);
  }
}

function toGone(found: object | null): LookUp {
  return found === null ? { applied: true, subject: null } : { applied: false };
}

async function findInvited(
  { client }: WriteParts,
  reading: Reading,
  { project, email }: { readonly project: string; readonly email: string },
): Promise<LookUp> {
  const [invited, present] = await Promise.all([
    client.read(reading, invitations(project)),
    client.read(reading, members(project)),
  ]);
  const found = [...invited.items, ...present.items].find(
    (user) => user.email?.toLowerCase() === email && (user.state === "ACTIVE" || user.state === "INVITED"),
  );
  return found === undefined ? { applied: false } : { applied: true, subject: found.ref };
}
