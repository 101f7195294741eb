import type { JsonObject } from "../../../directory/directory-object.js";
import type { Reading } from "../../../directory/reading.js";
import { highestPrivilege } from "../../../directory/role.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import { planOf, type InviteFields, type KeptOf, type WritePlan } from "../../../directory/writing.js";
import type { PatchOperation } from "../../scim-client/patch-op.js";
import type { Person } from "../../scim-client/resources.js";
import { findByEmail } from "../../scim-client/writes/look-up.js";
import { activating, creating, patching } from "../../scim-client/writes/user-calls.js";
import { isAddress } from "../wire.js";
import { toDocument, toOperations } from "./attributes.js";
import { toShows } from "./expectations.js";
import { planRestore, toStakes } from "./lifecycle.js";
import { planFor, type Subject, type WriteParts } from "./plans.js";
import { findRole, type ChosenRole } from "./roles.js";

const field = ["input", "email"];

/**
 * SCIM has no invitations: somebody new is there at once, and nobody is written to. Whoever is there and disabled is
 * enabled in place of a second user (contract 6.1 row 20).
 */
export async function planInvite(
  parts: WriteParts,
  reading: Reading,
  input: InviteFields,
  keptOf: KeptOf,
): Promise<WritePlan> {
  const { email } = input;
  if (!isAddress(email)) throw new WriteRefused("INVALID", "This is no e-mail address", { field });
  const known = await findKnown(parts, reading, email);
  const role = input.role === undefined ? null : await findRole(parts, reading, input.role);
  if (known !== null) {
    const subject = { person: known, kept: await keptOf(known.user.ref) };
    return withGrant(await planReturn(parts, reading, subject, { input, role }), role);
  }
  const document = toDocument(input, role?.value ?? null);
  const shows = { ...toShows(parts.endpoint.users.drafted(document).user, input), ...showing(role) };
  return withGrant(planOf(null, [creating(document, email.toLowerCase(), shows)]), role);
}

function showing(role: ChosenRole | null): JsonObject {
  return role === null ? {} : { roles: [role.value.value] };
}

/** The higher of what the plan grants already and what the role does. */
function withGrant(plan: WritePlan, role: ChosenRole | null): WritePlan {
  if (role === null) return plan;
  const grants = highestPrivilege([
    role.privilege,
    ...(plan.stakes.grants === null ? [] : [plan.stakes.grants]),
  ]);
  return { ...plan, stakes: { ...plan.stakes, grants: role.privilege === "UNKNOWN" ? "UNKNOWN" : grants } };
}

/**
 * Whoever has the address and can come back; `null` for somebody new.
 * @throws WriteRefused for somebody who is there
 */
async function findKnown(parts: WriteParts, reading: Reading, email: string): Promise<Person | null> {
  const found = await findByEmail(parts.endpoint, reading, email);
  if (found.some(({ user }) => user.state !== "DISABLED")) throw alreadyMember();
  const [one = null, ...more] = found;
  if (more.length === 0) return one;
  throw new WriteRefused("AMBIGUOUS", "Several disabled Users have the address", { field });
}

interface Returning {
  readonly input: InviteFields;
  readonly role: ChosenRole | null;
}

function givingRole({ user }: Person, role: ChosenRole | null): readonly PatchOperation[] {
  const holds = user.roleAssignments?.some((held) => held.role.remoteId === role?.value.value) === true;
  return role === null || holds ? [] : [{ op: "add", path: "roles", value: [{ ...role.value }] }];
}

/** What else is wanted comes before the User is active, so that the last look sees all of it. */
async function planReturn(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  { input, role }: Returning,
): Promise<WritePlan> {
  const { person } = subject;
  // The address stays as the server has it: it may differ in case.
  const fields = { ...input, email: person.user.email ?? input.email };
  const operations = [...toOperations(person.row, fields), ...givingRole(person, role)];
  const shows = {
    ...toShows(parts.endpoint.users.changed(person, operations).user, fields),
    ...showing(role),
  };
  const before = operations.length === 0 ? [] : [patching(person, operations, shows)];
  const plan = await planComingBack(parts, reading, subject, shows);
  return { ...plan, calls: [...before, ...plan.calls] };
}

/** Whom Rollcall deleted is restored, and whoever was disabled by anybody is enabled. */
async function planComingBack(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  shows: Parameters<typeof activating>[2],
): Promise<WritePlan> {
  const { person, kept } = subject;
  if (kept !== null) {
    const detail = "The deleted user was restored; nobody was written to";
    return {
      ...(await planRestore(parts, reading, subject, shows)),
      effects: [{ kind: "MEMBERSHIP_RESTORED", detail }],
    };
  }
  return {
    ...planFor(person, [activating(person, true, shows)]),
    stakes: toStakes(parts, person, []),
    effects: [{ kind: "MEMBERSHIP_ENABLED", detail: "The disabled user was enabled; nobody was written to" }],
  };
}

function alreadyMember(): WriteRefused {
  return new WriteRefused("ALREADY_MEMBER", "The address belongs to an active User", { field });
}

/** The server says that the name is taken, after a look that found nobody: somebody was faster, or hides. */
export async function toTaken(parts: WriteParts, reading: Reading, email: string): Promise<WriteRefused> {
  const found = await findByEmail(parts.endpoint, reading, email);
  if (found.some(({ user }) => user.state === "ACTIVE")) return alreadyMember();
  return new WriteRefused("TAKEN", "The address or user name belongs to somebody else", {
    field,
    alternatives:
      found.length === 0
        ? []
        : [
            { operation: "USER_ENABLE", note: "Enables the disabled User with the address." },
            { operation: "USER_RESTORE", note: "Brings the User back if Rollcall deleted it." },
          ],
  });
}
