import { WriteRefused } from "../../../directory/user-errors.js";
import type { ProviderWrites } from "../../../directory/writing.js";
import type { TalkdeskSettings } from "../config.js";
import type { ScimWriteParts } from "./scim/parts.js";
import { createTalkdeskScimWrites } from "./scim/scim-writes.js";
import type { WriteParts } from "./rest/parts.js";
import { createTalkdeskWrites } from "./rest/rest-writes.js";
import { targetOf } from "./targets.js";

type SurfaceSettings = Pick<TalkdeskSettings, "writeSurface" | "lookUps">;

/** What writes are made of, by surface; `null` where the account has no credential for it. */
export interface WritableSurfaces {
  readonly rest: WriteParts | null;
  readonly scim: ScimWriteParts | null;
}

/** Users are written through one surface alone, the one that the account's settings name (contract 5.5). */
export function createSurfaceWrites(
  { writeSurface, lookUps }: SurfaceSettings,
  { rest, scim }: WritableSurfaces,
): ProviderWrites {
  const lookUpsOf = lookUps === "consistent" ? "CONSISTENT" : "MAY_LAG";
  if (writeSurface === "IDP") return createRefusingWrites(managedExternally);
  // The settings do not say so of an account without a token for it.
  if (writeSurface === "SCIM" && scim !== null) return createTalkdeskScimWrites(scim, lookUpsOf);
  return rest === null ? createRefusingWrites(withoutRest) : createTalkdeskWrites(rest, lookUpsOf);
}

/** Why an account takes no writes, whatever is written. */
interface SurfaceRefusal {
  readonly code: "MANAGED_EXTERNALLY" | "UNSUPPORTED_BY_PROVIDER";
  readonly note: string;
}

const managedExternally: SurfaceRefusal = {
  code: "MANAGED_EXTERNALLY",
  note: "An identity provider owns the account's users.",
};
const withoutRest: SurfaceRefusal = {
  code: "UNSUPPORTED_BY_PROVIDER",
  note: "The account is written through REST, and has no client credentials for it.",
};
/** Why an account takes no writes; `null` where it does. */
export function toSurfaceNote(
  writeSurface: TalkdeskSettings["writeSurface"],
  hasRest: boolean,
): string | null {
  if (writeSurface === "IDP") return managedExternally.note;
  return writeSurface === "SCIM" || hasRest ? null : withoutRest.note;
}

function createRefusingWrites({ code, note }: SurfaceRefusal): ProviderWrites {
  const refuse = (): Promise<never> => Promise.reject(new WriteRefused(code, note));
  return { lookUps: "MAY_LAG", targetOf, plan: refuse, send: refuse, lookUp: refuse };
}
