import type { Reading } from "../../../directory/reading.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { UpdateFields, WritePlan } from "../../../directory/writing.js";
import { findByEmail } from "../../scim-client/writes/look-up.js";
import { patching } from "../../scim-client/writes/user-calls.js";
import { isAddress } from "../wire.js";
import { toOperations } from "./attributes.js";
import { toShows } from "./expectations.js";
import { assertNotDeleted } from "./lifecycle.js";
import { isSameRef, planFor, type Subject, type WriteParts } from "./plans.js";

/** Sends what changes, and nothing else. */
export async function planUpdate(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  input: UpdateFields,
): Promise<WritePlan> {
  assertNotDeleted(subject);
  const { person } = subject;
  const operations = toOperations(person.row, input);
  if (operations.length === 0) return planFor(person, []);
  await assertFree(parts, reading, subject, input.email);
  const shows = toShows(parts.endpoint.users.changed(person, operations).user, input);
  return planFor(person, [patching(person, operations, shows)]);
}

/** A server may let two users have one address, and nobody could tell them apart by it. */
async function assertFree(
  parts: WriteParts,
  reading: Reading,
  { person }: Subject,
  email: string | undefined,
): Promise<void> {
  const field = ["input", "email"];
  if (email === undefined || email.toLowerCase() === person.user.email?.toLowerCase()) return;
  if (!isAddress(email)) throw new WriteRefused("INVALID", "This is no e-mail address", { field });
  const others = await findByEmail(parts.endpoint, reading, email);
  if (others.every(({ user }) => isSameRef(user.ref, person.user.ref))) return;
  throw new WriteRefused("TAKEN", "The address belongs to another User", { field });
}
