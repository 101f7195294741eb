import { z } from "zod";
import type { JsonObject } from "../../../directory/directory-object.js";
import type { WriteWarning } from "../../../directory/writing.js";

/*
 * What is kept of a User when it is deleted. Nothing says what Talkdesk leaves to whoever is inactive, so a restore
 * puts back what is named here, and tells what is lost.
 */

const mentioned = z.object({ id: z.string(), name: z.string() });
const keepsake = z.object({
  state: z.string(),
  /** `null` where nothing told; so for the others. */
  roles: z.array(mentioned).nullable(),
  teams: z.array(mentioned).nullable(),
  ringGroups: z.array(z.string()).nullable(),
});
export type Keepsake = z.infer<typeof keepsake>;
/** A role or a team, by id and by name: the one or the other may have changed when it is put back. */
export type Kept = z.infer<typeof mentioned>;

export function parseKeepsake(kept: JsonObject): Keepsake {
  return keepsake.parse(kept);
}

export function keepsakeWarnings({ state, roles, teams }: Keepsake): readonly WriteWarning[] {
  const untold = [...(roles === null ? ["role"] : []), ...(teams === null ? ["teams"] : [])];
  return [
    ...(state === "DISABLED"
      ? [{ code: "RESTORES_AS_ACTIVE", message: "Restoring will enable the User, too" }]
      : []),
    ...(untold.length === 0
      ? []
      : [
          {
            code: "NOT_KEPT",
            message: `The account does not tell the User's ${untold.join(" and ")}; a restore leaves them as they are`,
          },
        ]),
  ];
}
