import type { Context } from "../context.js";
import { DirectoryError, FilterUnsupported } from "../directory/errors.js";
import type { EntityType, RemoteRef } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { defaultStates, userFilterFields, type UserFilter } from "../directory/user-filter.js";
import { userStates } from "../directory/user.js";
import type { RefKey } from "../loaders/loaders.js";
import type { UserFilterInput } from "../schema/user-arguments.js";
import { findRef } from "./find-account.js";

const maxEmails = 100;
const maxSearchLength = 200;
const allStates: UserFilter["states"] = new Set(userStates);

/** A filter as asked: the same for all accounts, but for objects that belong to one. */
export interface AskedFilter {
  /** The filter for an account; `null` when it asks for objects of another one, so that nobody matches. */
  readonly for: (account: LinkedAccount) => UserFilter | null;
}

/** @throws DirectoryError BAD_USER_INPUT, or NOT_FOUND for an id that is none of the viewer's */
export function toAskedFilter(context: Context, input: UserFilterInput | null | undefined): AskedFilter {
  const asked = input ?? {};
  const refs = Object.entries({
    role: toRef(context, "Role", asked.role),
    team: toRef(context, "Team", asked.team),
    workspace: toRef(context, "Workspace", asked.workspace),
    organization: toRef(context, "Organization", asked.organization),
  }).filter((entry): entry is [string, RefKey] => entry[1] !== null);
  const plain = toPlainFilter(asked);
  return {
    for: (account) => {
      if (refs.some(([, key]) => key.account !== account)) return null;
      const own = Object.fromEntries(refs.map(([field, key]): [string, RemoteRef] => [field, key.ref]));
      const filter: UserFilter = { ...plain, ...own };
      assertSupported(account, filter, asked);
      return filter;
    },
  };
}

function toPlainFilter(asked: UserFilterInput): UserFilter {
  const { emails, search, privileges, boundaries, kinds, licenses, identityId, updatedAfter } = asked;
  return {
    states: toStates(asked),
    ...(emails == null ? {} : { emails: toEmails(emails) }),
    ...(search == null ? {} : { search: toSearch(search) }),
    ...(privileges == null ? {} : { privileges: new Set(privileges) }),
    ...(boundaries == null ? {} : { boundaries: new Set(boundaries) }),
    ...(kinds == null ? {} : { kinds: new Set(kinds) }),
    ...(licenses == null ? {} : { licenses: new Set(licenses) }),
    ...(identityId == null ? {} : { identityId }),
    ...(updatedAfter == null ? {} : { updatedAfter }),
  };
}

/** Whoever asks for addresses asks whether there is such a person at all. */
function toStates({ states, emails }: UserFilterInput): UserFilter["states"] {
  if (states != null) return new Set(states);
  return emails == null ? defaultStates : allStates;
}

function toEmails(emails: readonly string[]): ReadonlySet<string> {
  if (emails.length > maxEmails) throw invalid(`A filter has at most ${maxEmails} e-mail addresses`);
  return new Set(emails.map((email) => email.trim().toLowerCase()));
}

function toSearch(search: string): string {
  const words = search.trim();
  if (words === "" || words.length > maxSearchLength)
    throw invalid(`A search has 1 to ${maxSearchLength} characters`);
  return words;
}

function toRef(context: Context, type: EntityType, id: string | null | undefined): RefKey | null {
  if (id == null) return null;
  const key = findRef(context, type, id);
  if (key === null) throw new DirectoryError("NOT_FOUND", `There is no ${type} with this id`);
  return key;
}

function assertSupported(account: LinkedAccount, filter: UserFilter, asked: UserFilterInput): void {
  for (const field of userFilterFields) {
    const isAsked = field in filter && (field !== "states" || asked.states != null);
    if (isAsked && account.module.filters[field] === "UNSUPPORTED")
      throw new FilterUnsupported(account.accountKey, field);
  }
}

function invalid(message: string): DirectoryError {
  return new DirectoryError("BAD_USER_INPUT", message);
}
