import type { JsonObject } from "../incoming.js";
import { parseScimQuirks } from "../scim/parse-quirks.js";
import type { ScimQuirks } from "../scim/quirks.js";
import type { Commands } from "../stand-in.js";
import type { TalkdeskCredentials } from "./credentials.js";
import { parseQuirks, type TalkdeskQuirks } from "./quirks.js";

interface Backstage {
  readonly credentials: TalkdeskCredentials;
  /** Takes some quirks over and gives all of them. */
  readonly setQuirks: (some: Partial<TalkdeskQuirks>) => TalkdeskQuirks;
  readonly setScimQuirks: (some: Partial<ScimQuirks>) => ScimQuirks;
}

export function createCommands({ credentials, setQuirks, setScimQuirks }: Backstage): Commands {
  return {
    "GET /quirks": () => setQuirks({}),
    "POST /quirks": (body) => setQuirks(parseQuirks(body)),
    "GET /scim-quirks": () => setScimQuirks({}),
    "POST /scim-quirks": (body) => setScimQuirks(parseScimQuirks(body)),
    "POST /revoke-tokens": () => {
      credentials.revokeTokens();
      return { revoked: true };
    },
    "POST /client-secret": (body) => {
      credentials.clientSecret = secretIn(body, "clientSecret");
      return { changed: true };
    },
    "POST /scim-token": (body) => {
      credentials.scimToken = secretIn(body, "scimToken");
      return { changed: true };
    },
  };
}

function secretIn(body: JsonObject, field: string): string {
  const secret = body[field];
  if (typeof secret !== "string" || secret === "") throw new Error(`${field} is a text.`);
  return secret;
}
