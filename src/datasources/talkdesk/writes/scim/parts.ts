import type { JsonObject } from "../../../../directory/directory-object.js";
import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import type { Team } from "../../../../directory/team.js";
import { planOf, type KeptOf, type PlannedCall, type WritePlan } from "../../../../directory/writing.js";
import type { TalkdeskSettings } from "../../config.js";
import type { Groups } from "../../groups.js";
import type { Person } from "../../people.js";
import type { RoleBook } from "../../roles.js";
import { toScimPerson, type ScimRow, type TalkdeskScim } from "../../scim-surface.js";
import type { Identities } from "./identities.js";

/** What plans are made of. */
export interface ScimWriteParts {
  readonly account: string;
  readonly scim: TalkdeskScim;
  readonly identities: Identities;
  readonly book: RoleBook;
  readonly groups: Pick<Groups, "ofKind" | "find">;
  readonly rolePrivileges: TalkdeskSettings["rolePrivileges"];
}

/** A User as SCIM's get shows it now, and what was kept of it when it was deleted; `null` where it was not. */
export interface Subject {
  /** As the graph names it; SCIM may have another id. */
  readonly ref: RemoteRef;
  readonly row: ScimRow;
  /** The same in the provider's own terms, roles and teams by name. */
  readonly person: Person;
  readonly kept: JsonObject | null;
}

/** @throws WriteRefused NOT_FOUND */
export async function findSubject(
  { identities }: ScimWriteParts,
  reading: Reading,
  ref: RemoteRef,
  keptOf: KeptOf,
): Promise<Subject> {
  const row = await identities.find(reading, ref);
  return { ref, row, person: toScimPerson(row), kept: await keptOf(ref) };
}

/** Rollcall deleted the User, and nobody brought it back since. */
export function isDeleted({ person, kept }: Subject): boolean {
  return kept !== null && person.user.state === "DISABLED";
}

/** A plan about somebody, to be filled in. */
export function planFor({ ref }: Pick<Subject, "ref">, calls: readonly PlannedCall[]): WritePlan {
  return planOf(ref, calls);
}

/** The teams of the account, by whichever surface lists them. */
export async function listTeams({ groups }: ScimWriteParts, reading: Reading): Promise<readonly Team[]> {
  return (await groups.ofKind(reading, "team")) ?? [];
}
