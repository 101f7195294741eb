import { BudgetSpent } from "../../../directory/errors.js";
import type { Reading } from "../../../directory/reading.js";
import type { Role } from "../../../directory/role.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import { noStakes, type NamedRef, type WritePlan } from "../../../directory/writing.js";
import { listByOffset } from "../../http/offset-list.js";
import { setAttribute, valuePath, type PatchOperation } from "../../scim-client/patch-op.js";
import type { Person } from "../../scim-client/resources.js";
import { patching } from "../../scim-client/writes/user-calls.js";
import type { RoleValue } from "./attributes.js";
import { assertNotDeleted } from "./lifecycle.js";
import { toLosing } from "./owners.js";
import { planFor, type Subject, type WriteParts } from "./plans.js";

const field = ["role"];

/**
 * Gives one role more. SCIM has no list of roles and takes any text, so a role is one that somebody has, or one that the
 * account's settings name: a misspelt one must not become a role of its own.
 */
export async function planRoleAssign(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  asked: NamedRef,
): Promise<WritePlan> {
  assertNotDeleted(subject);
  const { person } = subject;
  if (findHeld(person, asked) !== null) return planFor(person, []);
  const { value, privilege } = await findRole(parts, reading, asked, field);
  const operations = [{ op: "add", path: "roles", value: [{ ...value }] }] as const;
  const call = patching(person, operations, { roles: [value.value] });
  return { ...planFor(person, [call]), stakes: { ...noStakes, grants: privilege } };
}

/** Takes one role of several. */
export async function planRoleUnassign(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  asked: NamedRef,
): Promise<WritePlan> {
  assertNotDeleted(subject);
  const { person } = subject;
  const held = findHeld(person, asked);
  if (held === null) {
    await findRole(parts, reading, asked, field);
    return planFor(person, []);
  }
  const shows = { withoutRoles: [held.remoteId] };
  const plan = planFor(person, [patching(person, taking(person, held), shows)]);
  return keepsOwner(person, held) ? plan : { ...plan, ...(await toLosing(parts, reading, person)) };
}

/** What has a value is taken by it; what has only a name, by leaving the others. */
function taking({ row }: Person, { remoteId }: Role): readonly PatchOperation[] {
  const roles = row.roles ?? [];
  if (roles.some(({ value }) => value === remoteId)) {
    return [setAttribute(valuePath("roles", remoteId), null)];
  }
  const others = roles.filter(({ display }) => display !== remoteId);
  const value = others.map((role) =>
    Object.fromEntries(Object.entries(role).filter(([, part]) => part !== null)),
  );
  return [setAttribute("roles", value.length === 0 ? null : value)];
}

function keepsOwner({ user }: Person, { remoteId }: Role): boolean {
  const rest = user.roleAssignments?.filter(({ role }) => role.remoteId !== remoteId) ?? [];
  return rest.some(({ role }) => role.privilege === "OWNER");
}

/** The role that is meant, among those that the User has. */
function findHeld({ user }: Person, asked: NamedRef): Role | null {
  return user.roleAssignments?.map(({ role }) => role).find((role) => isMeant(role, asked)) ?? null;
}

function isMeant({ remoteId, name, ref }: Role, asked: NamedRef): boolean {
  if ("ref" in asked) {
    const { kind, scope, id } = asked.ref;
    return kind === ref.kind && scope === ref.scope && id === remoteId;
  }
  const wanted = fold(asked.name);
  return fold(name) === wanted || fold(remoteId) === wanted;
}

function fold(name: string): string {
  return name.trim().toLowerCase();
}

/** What is written, and what it allows. */
export interface ChosenRole {
  readonly value: RoleValue;
  readonly privilege: Role["privilege"];
}

/** @throws WriteRefused NOT_FOUND for a role that nobody has; DirectoryError where not all users could be looked at */
export async function findRole(
  { endpoint, rolePrivileges }: WriteParts,
  reading: Reading,
  asked: NamedRef,
  at: readonly string[] = ["input", "role"],
): Promise<ChosenRole> {
  const named = "name" in asked ? asked.name : asked.ref.kind === "role" ? asked.ref.id : "";
  const [own] = Object.entries(rolePrivileges).filter(([name]) => fold(name) === fold(named));
  if (own !== undefined) return { value: { value: own[0] }, privilege: own[1] };
  const { users } = endpoint;
  const page = await listByOffset(reading, users.listing, {
    page: { size: 1, position: null },
    keeps: (other) => findHeld(other, asked) !== null,
  });
  const [holder] = page.rows;
  const role = holder === undefined ? null : findHeld(holder.item, asked);
  if (role !== null) return toChosen(role);
  if (page.failure !== null) throw page.failure;
  if (page.isTruncated) throw new BudgetSpent(users.listing.account);
  throw new WriteRefused("NOT_FOUND", "Nobody has such a role, and the account's settings do not name it", {
    field: at,
  });
}

/** Where the name is no more than the value, a server need not be told it twice. */
function toChosen({ remoteId, name, privilege }: Role): ChosenRole {
  const display = name === remoteId ? {} : { display: name };
  return { value: { value: remoteId, ...display }, privilege };
}
