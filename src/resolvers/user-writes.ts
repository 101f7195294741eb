import type { Context } from "../context.js";
import type { WriteOperation } from "../directory/capabilities.js";
import { DirectoryError } from "../directory/errors.js";
import { encodeGlobalId, type RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { User } from "../directory/user.js";
import type { PlannedCall, Removal, WriteCommand } from "../directory/writing.js";
import type { RefKey } from "../loaders/loaders.js";
import { nothingHappened, type OperationState, type WriteResult } from "../writes/write-request.js";
import { findLinkedAccount, findRef } from "./find-account.js";

/** What a mutation of a User answers; each payload type shows a part of it. */
export interface Payload extends Pick<WriteResult, "userErrors" | "warnings" | "effects"> {
  readonly operation: Promise<object> | null;
  readonly plannedCalls: readonly object[] | null;
  readonly user: Promise<User | null> | null;
  readonly effectiveMode: string | null;
  readonly isReversible: boolean | null;
  readonly restorableUntil: Date | null;
  readonly deletedId: string | null;
  readonly fidelity: object | null;
}

interface Asked {
  readonly idempotencyKey?: string | null;
  readonly dryRun: boolean;
  readonly force?: boolean;
  /** Which of several it is for, where they share a key. */
  readonly keyPart?: string;
}

/** Answers a mutation that names its linked account. */
export function answerAccountWrite(
  context: Context,
  operation: WriteOperation,
  asked: Asked & { readonly input: { readonly linkedAccount: string } },
  toCommand: (account: LinkedAccount) => WriteCommand,
): Promise<Payload> {
  const account = findLinkedAccount(context, { id: asked.input.linkedAccount });
  if (account === null) {
    const field = ["input", "linkedAccount"];
    return refuse(
      context,
      operation,
      new WriteRefused("NOT_FOUND", "There is no such linked account", { field }),
    );
  }
  return answer(context, { account, operation, asked, toCommand: () => toCommand(account) });
}

/** Answers a mutation that names its User. A malformed or foreign id is nobody's. */
export function answerUserWrite(
  context: Context,
  operation: WriteOperation,
  asked: Asked & { readonly id: string },
  toCommand: (user: RemoteRef, account: LinkedAccount) => WriteCommand,
): Promise<Payload> {
  const found = findRef(context, "User", asked.id);
  if (found === null) {
    return refuse(
      context,
      operation,
      new WriteRefused("NOT_FOUND", "There is no such User", { field: ["id"] }),
    );
  }
  const { account, ref } = found;
  return answer(context, { account, operation, asked, toCommand: () => toCommand(ref, account) });
}

interface Write {
  readonly account: LinkedAccount;
  readonly operation: WriteOperation;
  readonly asked: Asked;
  readonly toCommand: () => WriteCommand;
}

/** What is left of the request's time for reading the object after the write. */
const readingMs = 1_000;
const maxKeyLength = 255;

async function answer(context: Context, { account, operation, asked, toCommand }: Write): Promise<Payload> {
  const { viewer, scope, writes } = context;
  const reading = scope.readingOf(account);
  try {
    const idempotencyKey = parseKey(asked.idempotencyKey);
    const result = await writes.execute({
      account,
      command: toCommand(),
      asker: viewer,
      idempotencyKey,
      keyPart: asked.keyPart ?? null,
      dryRun: asked.dryRun,
      force: asked.force ?? false,
      answerBy: reading.deadline - readingMs,
      record: reading.record,
    });
    return toPayload(context, account, result);
  } catch (thrown) {
    if (thrown instanceof WriteRefused) return refuse(context, operation, thrown);
    throw thrown;
  }
}

/** What is refused before there is a command is an event all the same. */
async function refuse(
  context: Context,
  operation: WriteOperation,
  { error }: WriteRefused,
): Promise<Payload> {
  await context.writes.noteRefusal(context.viewer, operation, error.code);
  return toPayload(context, null, { ...nothingHappened(null, [error]), operation: null, plannedCalls: null });
}

function parseKey(key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  if (key.trim() !== "" && key.length <= maxKeyLength) return key;
  throw new WriteRefused("INVALID", `An idempotency key has 1 to ${maxKeyLength} characters`, {
    field: ["idempotencyKey"],
  });
}

function toPayload(context: Context, account: LinkedAccount | null, result: WriteResult): Payload {
  const { subject, userErrors, warnings, effects, removal, fidelity, operation, plannedCalls } = result;
  const target = account === null || subject === null ? null : { account, ref: subject };
  const isGone = operation !== null && removal?.effectiveMode === "HARD_DELETED";
  return {
    userErrors,
    warnings,
    effects,
    operation: operation === null ? null : findOperation(context, operation),
    plannedCalls: plannedCalls === null ? null : plannedCalls.map(toPlannedCall),
    user: target === null || isGone ? null : loadUser(context, target, userErrors.length > 0),
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

/** Beside a refusal, that the User cannot be read either says nothing new. */
function loadUser({ loaders }: Context, target: RefKey, isRefused: boolean): Promise<User | null> {
  const user = loaders.userById.load(target);
  return isRefused ? user.catch(() => null) : user;
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
