import { z } from "zod";
import type { JsonObject } from "../../../directory/directory-object.js";
import { DirectoryError } from "../../../directory/errors.js";
import type { Reading } from "../../../directory/reading.js";
import { settle } from "../../../directory/slots.js";
import type { Person } from "../../scim-client/resources.js";
import type { WriteParts } from "./plans.js";

/*
 * What is kept of a User when it is deleted, in Rollcall's words only: a server may take roles and groups from who is
 * disabled, and a restore has to know what to put back, and to tell what is lost.
 */

/** Parts that a role has: value, display, type, primary. */
const role = z.record(z.string(), z.union([z.string(), z.boolean()]));
const team = z.object({ id: z.string(), name: z.string() });
const keepsake = z.object({
  roles: z.array(role).catch([]),
  /** `null` where the server could not tell. */
  teams: z.array(team).nullable().catch(null),
});
export type Keepsake = z.infer<typeof keepsake>;
export type KeptRole = z.infer<typeof role>;
export type KeptTeam = z.infer<typeof team>;

export function parseKeepsake(kept: JsonObject): Keepsake {
  return keepsake.parse(kept);
}

/** Teams that cannot be read hold no removal up. */
export async function toKeepsake(parts: WriteParts, reading: Reading, person: Person): Promise<Keepsake> {
  return { roles: rolesOf(person), teams: await teamsOf(parts, reading, person) };
}

/** The groups that somebody is in; `null` where nothing tells. */
export async function teamsOf(
  { endpoint }: WriteParts,
  reading: Reading,
  person: Person,
): Promise<Keepsake["teams"]> {
  const found = await settle(endpoint.memberships.ofPeople(reading, [person]));
  if (found instanceof DirectoryError) return null;
  return found.get(person.id)?.map(({ remoteId, name }) => ({ id: remoteId, name })) ?? null;
}

function rolesOf({ row }: Person): KeptRole[] {
  return (row.roles ?? []).map((held) =>
    Object.fromEntries(
      Object.entries(held).flatMap(([part, value]) => (value === null ? [] : [[part, value]])),
    ),
  );
}

/** As the read side names a role. */
export function roleId({ value, display }: KeptRole): string {
  return String(value ?? display ?? "");
}

/** Roles that were there and are not any more. */
export function missingRoles({ roles }: Keepsake, person: Person): readonly KeptRole[] {
  const held = new Set(rolesOf(person).map(roleId));
  return roles.filter((one) => roleId(one) !== "" && !held.has(roleId(one)));
}
