import { failure } from "../scim/answer.js";
import { talkdeskSchema } from "../scim/schemas.js";
import { lax, type ScimQuirks } from "../scim/quirks.js";
import { scimBasePath } from "../scim/stand-in.js";
import { createScimSurface } from "../scim/surface.js";
import type { TalkdeskCredentials } from "./credentials.js";
import { TalkdeskScimStore } from "./scim-store.js";
import type { TalkdeskState } from "./state.js";
import type { Surface } from "./surface.js";

/** Where the guide has it; the other stand-in took its path from here. */
export const scimPath = scimBasePath;

/** What the documents say of Talkdesk's SCIM, and the guide where they are silent (contract section 4). */
export const talkdeskScimQuirks: ScimQuirks = {
  ...lax,
  filters: "eq",
  userNameCase: "folded",
  pageSizeClamp: 100,
  repeatsPastTheEnd: false,
  itemsPerPage: "returned",
  groupGet: "absent",
  usersCarryGroups: false,
  authenticationSchemes: "missing",
  sorting: "upperCase",
  patchValues: "textOrObject",
  perSecond: 4,
};

interface Backstage {
  /** Changes with each reset. */
  readonly state: () => TalkdeskState;
  readonly quirks: () => ScimQuirks;
  /** Whether lists carry roles and teams, as gets do. */
  readonly listsExtension: () => boolean;
  readonly credentials: TalkdeskCredentials;
  readonly clock: () => Date;
}

/** Talkdesk's SCIM API: the same people by other ids, with a token of its own. */
export function createTalkdeskScimSurface(backstage: Backstage): Surface {
  const { quirks, credentials, clock } = backstage;
  const surface = createScimSurface({
    basePath: scimPath,
    store: () => new TalkdeskScimStore(backstage.state(), backstage.listsExtension()),
    quirks,
    isToken: (token) => token === credentials.scimToken,
    discovery: { extensions: [talkdeskSchema] },
    clock,
  });
  return {
    routeOf: (incoming) => surface.routeOf(incoming),
    answer: (incoming, body) => {
      const isGroup = surface.routeOf(incoming) === `${scimPath}/Groups/:id`;
      // Teams are changed by PATCH alone.
      if (incoming.method === "PUT" && isGroup) return failure(quirks(), 405, "The method is not allowed.");
      return surface.answer(incoming, body);
    },
  };
}
