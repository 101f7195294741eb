import type { JsonObject } from "../directory/directory-object.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { ProviderWrites, WriteCommand, WritePlan } from "../directory/writing.js";
import type { WriteOutcome } from "./write-request.js";

/** A command with its plan: all that it takes to carry it out, or on. */
export interface Work {
  readonly account: LinkedAccount;
  readonly writes: ProviderWrites;
  readonly command: WriteCommand;
  readonly plan: WritePlan;
}

/** Changes with the form of what is stored; another form is not guessed at. */
const form = 1;

/** What the store keeps of a work until its state is final. */
export function toStoredPlan({ command, plan }: Pick<Work, "command" | "plan">): JsonObject {
  return toJson({ form, command, plan });
}

/** @returns `null` for what another version wrote in another form */
export function parseStoredPlan(stored: JsonObject | null): Pick<Work, "command" | "plan"> | null {
  if (stored?.["form"] !== form) return null;
  return stored as unknown as Pick<Work, "command" | "plan">;
}

export function toStoredOutcome(outcome: WriteOutcome): JsonObject {
  return toJson({ form, outcome });
}

/** @returns `null` for what another version wrote in another form */
export function parseStoredOutcome(stored: JsonObject | null): WriteOutcome | null {
  if (stored?.["form"] !== form) return null;
  return stored["outcome"] as unknown as WriteOutcome;
}

/** Without what JSON would drop, so that what is answered now and what is replayed later are the same. */
function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}
