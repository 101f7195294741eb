import type { Context } from "../context.js";
import type { WriteOperation } from "../directory/capabilities.js";
import type { RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { SubjectType, WriteCommand } from "../directory/writing.js";
import { nothingHappened } from "../writes/write-request.js";
import { findLinkedAccount, findRef } from "./find-account.js";
import { toPayload, type Payload } from "./write-payload.js";

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
  asked: AskedOfOne,
  toCommand: ToCommand,
): Promise<Payload> {
  return answerObjectWrite(context, "User", { operation, asked, toCommand });
}

/** Likewise, of a Team. */
export function answerTeamWrite(
  context: Context,
  operation: WriteOperation,
  asked: AskedOfOne,
  toCommand: ToCommand,
): Promise<Payload> {
  return answerObjectWrite(context, "Team", { operation, asked, toCommand });
}

/** Likewise, of a Workspace. */
export function answerWorkspaceWrite(
  context: Context,
  operation: WriteOperation,
  asked: AskedOfOne,
  toCommand: ToCommand,
): Promise<Payload> {
  return answerObjectWrite(context, "Workspace", { operation, asked, toCommand });
}

type AskedOfOne = Asked & { readonly id: string };
type ToCommand = (ref: RemoteRef, account: LinkedAccount) => WriteCommand;

interface ObjectWrite {
  readonly operation: WriteOperation;
  readonly asked: AskedOfOne;
  readonly toCommand: ToCommand;
}

function answerObjectWrite(
  context: Context,
  type: SubjectType,
  { operation, asked, toCommand }: ObjectWrite,
): Promise<Payload> {
  const found = findRef(context, type, asked.id);
  if (found === null) {
    const refused = new WriteRefused("NOT_FOUND", `There is no such ${type}`, { field: ["id"] });
    return refuse(context, operation, refused);
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
    return toPayload(context, { account, operation }, result);
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
  const result = { ...nothingHappened(null, [error]), operation: null, plannedCalls: null };
  return toPayload(context, { account: null, operation }, result);
}

function parseKey(key: string | null | undefined): string | null {
  if (key === null || key === undefined) return null;
  if (key.trim() !== "" && key.length <= maxKeyLength) return key;
  throw new WriteRefused("INVALID", `An idempotency key has 1 to ${maxKeyLength} characters`, {
    field: ["idempotencyKey"],
  });
}
