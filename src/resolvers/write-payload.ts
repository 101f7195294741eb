import type { Context } from "../context.js";
import type { WriteOperation } from "../directory/capabilities.js";
import { DirectoryError } from "../directory/errors.js";
import { encodeGlobalId, type RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { Role } from "../directory/role.js";
import type { Team } from "../directory/team.js";
import type { User } from "../directory/user.js";
import type { Workspace } from "../directory/workspace.js";
import { subjectTypeOf, type PlannedCall, type Removal } from "../directory/writing.js";
import type { RefKey } from "../loaders/loaders.js";
import type { OperationState, WriteResult } from "../writes/write-request.js";

/** What a mutation answers; each payload type shows a part of it. */
export interface Payload extends Pick<WriteResult, "userErrors" | "warnings" | "effects"> {
  readonly operation: Promise<object> | null;
  readonly plannedCalls: readonly object[] | null;
  readonly user: Promise<User | null> | null;
  readonly team: Promise<Team | null> | null;
  readonly workspace: Promise<Workspace | null> | null;
  readonly replacedRole: Promise<Role | null> | null;
  readonly effectiveMode: string | null;
  readonly isReversible: boolean | null;
  readonly restorableUntil: Date | null;
  readonly deletedId: string | null;
  readonly fidelity: object | null;
}

/** What was written, and where: nowhere when it was refused before there was an account. */
interface Written {
  readonly account: LinkedAccount | null;
  readonly operation: WriteOperation;
}

export function toPayload(
  context: Context,
  { account, operation: asked }: Written,
  result: WriteResult,
): Payload {
  const { subject, userErrors, warnings, effects, removal, fidelity, operation, plannedCalls } = result;
  const target = account === null || subject === null ? null : { account, ref: subject };
  const isGone = operation !== null && removal?.effectiveMode === "HARD_DELETED";
  return {
    userErrors,
    warnings,
    effects,
    operation: operation === null ? null : findOperation(context, operation),
    plannedCalls: plannedCalls === null ? null : plannedCalls.map(toPlannedCall),
    ...loadSubject(context, isGone ? null : target, { asked, isRefused: userErrors.length > 0 }),
    replacedRole: loadRole(context, account, result.replacedRole),
    ...toRemoved(removal),
    deletedId: isGone ? toId(target) : null,
    fidelity,
  };
}

/** As it was written down, which every process that carries it out does in the same place. */
async function findOperation({ viewer, writes }: Context, { id }: OperationState): Promise<object> {
  const found = await writes.operations.find(viewer.tenant, id);
  if (found === null) throw new DirectoryError("INTERNAL", "An operation that was never written down");
  return found;
}

interface Loading {
  readonly asked: WriteOperation;
  readonly isRefused: boolean;
}

/** Beside a refusal, that the object cannot be read either says nothing new. */
function loadSubject(
  { loaders }: Context,
  target: RefKey | null,
  { asked, isRefused }: Loading,
): Pick<Payload, "user" | "team" | "workspace"> {
  const nothing = { user: null, team: null, workspace: null };
  if (target === null) return nothing;
  const orNothing = <T>(object: Promise<T | null>): Promise<T | null> =>
    isRefused ? object.catch(() => null) : object;
  switch (subjectTypeOf(asked)) {
    case "User":
      return { ...nothing, user: orNothing(loaders.userById.load(target)) };
    case "Team":
      return { ...nothing, team: orNothing(loaders.teamById.load(target)) };
    case "Workspace":
      return { ...nothing, workspace: orNothing(loaders.workspaceById.load(target)) };
  }
}

function loadRole(
  { loaders }: Context,
  account: LinkedAccount | null,
  ref: RemoteRef | null,
): Promise<Role | null> | null {
  return account === null || ref === null ? null : loaders.roleById.load({ account, ref });
}

function toRemoved(
  removal: Removal | null,
): Pick<Payload, "effectiveMode" | "isReversible" | "restorableUntil"> {
  if (removal === null) return { effectiveMode: null, isReversible: null, restorableUntil: null };
  const { effectiveMode, isReversible, restorableUntil } = removal;
  return {
    effectiveMode,
    isReversible,
    restorableUntil: restorableUntil === null ? null : new Date(restorableUntil),
  };
}

function toId(target: RefKey | null): string | null {
  if (target === null) return null;
  const {
    account: { tenant, accountKey },
    ref,
  } = target;
  return encodeGlobalId({ tenant, account: accountKey, type: "User", ref });
}

function toPlannedCall({ method, path, query, body }: PlannedCall): object {
  const parameters = query === undefined ? "" : `?${new URLSearchParams(query).toString()}`;
  return { method, path: `${path}${parameters}`, body: body ?? null };
}
