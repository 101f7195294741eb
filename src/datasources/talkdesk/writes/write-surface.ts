import { WriteRefused } from "../../../directory/user-errors.js";
import type { ProviderWrites } from "../../../directory/writing.js";
import type { TalkdeskSettings } from "../config.js";
import type { WriteParts } from "./parts.js";
import { createTalkdeskWrites, targetOf } from "./talkdesk-writes.js";

type SurfaceSettings = Pick<TalkdeskSettings, "writeSurface" | "lookUps">;

/**
 * Users are written through one surface alone, the one that the account's settings name (contract 5.5).
 * @param parts `null` where the account has no client credentials
 */
export function createSurfaceWrites(
  { writeSurface, lookUps }: SurfaceSettings,
  parts: WriteParts | null,
): ProviderWrites {
  const refusal = toSurfaceRefusal(writeSurface);
  if (refusal !== null || parts === null) return createRefusingWrites(refusal ?? withoutRest);
  return createTalkdeskWrites(parts, lookUps === "consistent" ? "CONSISTENT" : "MAY_LAG");
}

/** Why an account takes no writes, whatever is written. */
interface SurfaceRefusal {
  readonly code: "MANAGED_EXTERNALLY" | "UNSUPPORTED_BY_PROVIDER";
  readonly note: string;
}

const withoutRest: SurfaceRefusal = {
  code: "UNSUPPORTED_BY_PROVIDER",
  note: "The account is written through REST, and has no client credentials for it.",
};

/** `null` for REST, which is written through unless the settings say otherwise. */
export function toSurfaceRefusal(writeSurface: TalkdeskSettings["writeSurface"]): SurfaceRefusal | null {
  if (writeSurface === "IDP") {
    return { code: "MANAGED_EXTERNALLY", note: "An identity provider owns the account's users." };
  }
  if (writeSurface === "SCIM") {
    return {
      code: "UNSUPPORTED_BY_PROVIDER",
      note: "The account is written through SCIM, which this version of Rollcall does not do yet.",
    };
  }
  return null;
}

function createRefusingWrites({ code, note }: SurfaceRefusal): ProviderWrites {
  const refuse = (): Promise<never> => Promise.reject(new WriteRefused(code, note));
  return { lookUps: "MAY_LAG", targetOf, plan: refuse, send: refuse, lookUp: refuse };
}
