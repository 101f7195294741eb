import { toInputFields, type WriteOperation } from "../directory/capabilities.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { Reading } from "../directory/reading.js";
import { privileges, type Privilege } from "../directory/role.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { WriteCommand, WriteStakes } from "../directory/writing.js";
import type { Intents } from "../store/store.js";
import type { Headcounts } from "./headcounts.js";
import type { WriteRequest } from "./write-request.js";

/** Removals that can do the most damage in a row. */
const removals: readonly WriteOperation[] = ["USER_SOFT_DELETE", "USER_HARD_DELETE"];
/** Those of them after which an account has one User less. */
const shrinkingRemovals: readonly WriteOperation[] = ["USER_HARD_DELETE"];
const hourMs = 3_600_000;
/** Where there are few, one or two who have left are a great part of all. */
const fewestMissing = 3;

/** Refuses what the account does not take at all, before anything is asked of its provider. */
export function assertTaken({ isReadOnly, module, provider }: LinkedAccount, command: WriteCommand): void {
  const { support, note } = module.capabilities[command.operation];
  if (support === "UNSUPPORTED") {
    throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", note ?? "The provider cannot do it", {
      alternatives: module.alternatives?.[command.operation] ?? [],
    });
  }
  if (isReadOnly) throw new WriteRefused("READ_ONLY", "The account is read-only");
  if (provider.writes === undefined) {
    throw new WriteRefused("FORBIDDEN", "Viewers of single organizations cannot change the account");
  }
  if ("input" in command) assertFields(module, command.operation, command.input);
  if ("confirm" in command && command.confirm !== command.user.id) {
    throw new WriteRefused("CONFIRMATION_MISMATCH", "`confirm` is not the User's `remoteId`", {
      field: ["confirm"],
    });
  }
}

/** A field that the provider would ignore is refused: the answer would be a lie. */
function assertFields(module: LinkedAccount["module"], operation: WriteOperation, input: object): void {
  const taken = toInputFields(operation, module.capabilities[operation]) ?? [];
  const supported = new Set<string>(
    taken.filter(({ support }) => support !== "UNSUPPORTED").map(({ name }) => name),
  );
  for (const name of givenFields(input)) {
    if (supported.has(name)) continue;
    throw new WriteRefused("FIELD_UNSUPPORTED", `${module.label} does not take \`${name}\` here`, {
      field: ["input", ...name.split(".")],
    });
  }
}

/** Names as the capability table has them: inner fields of a name after a dot. */
function givenFields(input: object): readonly string[] {
  return Object.entries(input).flatMap(([name, value]: [string, unknown]) => {
    if (value === undefined) return [];
    if (name !== "name" || typeof value !== "object" || value === null) return [name];
    return Object.keys(value).map((inner) => `name.${inner}`);
  });
}

/** Nobody grants above what their token allows, removes the last owner, or locks the account's own credential out. */
export function assertStakes({ asker }: WriteRequest, stakes: WriteStakes): void {
  if (stakes.isSelf) {
    throw new WriteRefused("SELF", "This is the identity behind the account's own credential");
  }
  if (stakes.takesOwner && stakes.isLastOwner) {
    throw new WriteRefused("LAST_OWNER", "Nobody else would be left as the owner");
  }
  if (stakes.grants !== null && !mayGrant(asker.maxPrivilege, stakes.grants)) {
    throw new WriteRefused("PRIVILEGE_EXCEEDED", `The token does not allow to grant ${stakes.grants}`, {
      field: ["input", "role"],
    });
  }
}

/** A role whose privilege nobody knows may be any, so only who may grant all may grant it. */
function mayGrant(most: Privilege | null, granted: Privilege): boolean {
  if (most === null) return false;
  return (
    most === "OWNER" || (granted !== "UNKNOWN" && privileges.indexOf(granted) >= privileges.indexOf(most))
  );
}

/** Slows down who removes many, be it a mistake or a stolen token. */
export async function assertBrake(intents: Intents, { account, command }: WriteRequest): Promise<void> {
  if (!removals.includes(command.operation)) return;
  const { tenant, accountKey, writeRules } = account;
  const since = new Date(Date.now() - hourMs);
  const done = await intents.count({ tenant, account: accountKey }, removals, since);
  if (done < writeRules.removalsPerHour) return;
  throw new WriteRefused(
    "REMOVAL_BRAKE",
    `The account had ${done} removals within an hour, and ${writeRules.removalsPerHour} are allowed`,
  );
}

/**
 * Refuses removals while the account has far fewer Users than within the last day: a credential that lost rights, or a
 * part of a provider that is down, shows fewer people than there are, and whoever decided by that was misled. Whom
 * Rollcall itself removed is not missing.
 */
export async function assertNotShrunk(
  { intents, headcounts }: { readonly intents: Intents; readonly headcounts: Headcounts },
  { account, command }: WriteRequest,
  reading: Reading,
): Promise<void> {
  const { tenant, accountKey, provider, writeRules } = account;
  const { maxShrinkPercent } = writeRules;
  if (maxShrinkPercent === null || !removals.includes(command.operation)) return;
  const users = (await provider.headcount?.(reading)) ?? null;
  if (users === null) return;
  const of = { tenant, account: accountKey };
  const greatest = await headcounts.findGreatest(of);
  headcounts.note(of, users);
  if (greatest === null) return;
  const removed = await intents.count(of, shrinkingRemovals, new Date(greatest.at));
  const missing = greatest.users - users - removed;
  if (missing < fewestMissing || missing <= (greatest.users * maxShrinkPercent) / 100) return;
  throw new WriteRefused(
    "REMOVAL_BRAKE",
    `The account has ${users} Users and had ${greatest.users} within the last 24 hours, of whom Rollcall removed ` +
      `${removed}; nobody is removed while more than ${maxShrinkPercent} % are missing`,
  );
}
