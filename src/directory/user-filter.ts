import { refKey, type RemoteRef } from "./ids.js";
import type { Privilege } from "./role.js";
import type { LicenseKind, User, UserBoundary, UserKind, UserState } from "./user.js";

export const userFilterFields = [
  "states",
  "emails",
  "search",
  "role",
  "privileges",
  "team",
  "workspace",
  "organization",
  "boundaries",
  "kinds",
  "licenses",
  "identityId",
  "updatedAfter",
] as const;
export type UserFilterField = (typeof userFilterFields)[number];

/**
 * Which Users of one account are asked for; an absent field does not narrow. Global ids are already taken apart: a
 * reference to another account's object never reaches a provider.
 */
export interface UserFilter {
  readonly states: ReadonlySet<UserState>;
  /** Lower-cased. */
  readonly emails?: ReadonlySet<string>;
  /** Words that must all occur; see `matchesSearch`. */
  readonly search?: string;
  readonly role?: RemoteRef;
  readonly privileges?: ReadonlySet<Privilege>;
  readonly team?: RemoteRef;
  readonly workspace?: RemoteRef;
  readonly organization?: RemoteRef;
  readonly boundaries?: ReadonlySet<UserBoundary>;
  readonly kinds?: ReadonlySet<UserKind>;
  readonly licenses?: ReadonlySet<LicenseKind>;
  readonly identityId?: string;
  readonly updatedAfter?: Date;
}

/** People who are there or about to be: what a list answers when no states are asked for. */
export const defaultStates: ReadonlySet<UserState> = new Set<UserState>(["ACTIVE", "INVITED"]);

type Test = (user: User, filter: UserFilter) => boolean;

const tests: readonly Test[] = [
  (user, { states }) => states.has(user.state),
  (user, { emails }) => emails === undefined || (user.email !== null && emails.has(user.email.toLowerCase())),
  (user, { search }) => search === undefined || matchesSearch(user, search),
  (user, { role }) => role === undefined || holdsRole(user, role),
  (user, { privileges }) => privileges === undefined || privileges.has(user.privilege),
  (user, { organization }) => organization === undefined || isSameRef(user.organization, organization),
  (user, { boundaries }) => boundaries === undefined || boundaries.has(user.boundary),
  (user, { kinds }) => kinds === undefined || kinds.has(user.kind),
  (user, { licenses }) => licenses === undefined || licenses.has(user.license?.kind ?? "UNKNOWN"),
  (user, { identityId }) => identityId === undefined || user.identityId === identityId,
  (user, { updatedAfter }) => updatedAfter === undefined || isAfter(user.lifecycle.updatedAt, updatedAfter),
];

/**
 * The one definition of what a filter means, whatever a provider did upstream. `team` and `workspace` are relations
 * that only the provider knows; it applies them itself.
 */
export function matchesUser(user: User, filter: UserFilter): boolean {
  return tests.every((test) => test(user, filter));
}

/** Every word of the search occurs, regardless of case and accents' encoding, in name, e-mail or user name. */
function matchesSearch(user: User, search: string): boolean {
  const text = fold([user.displayName, user.name?.full, user.email, user.username].join("\n"));
  return fold(search)
    .split(/\s+/u)
    .every((word) => text.includes(word));
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

function holdsRole(user: User, role: RemoteRef): boolean {
  return user.roleAssignments?.some((assignment) => isSameRef(assignment.role.ref, role)) ?? false;
}

function isSameRef(one: RemoteRef | null, other: RemoteRef): boolean {
  return one !== null && refKey(one) === refKey(other);
}

function isAfter(date: Date | null, limit: Date): boolean {
  return date !== null && date > limit;
}
