import type { Company } from "../company.js";
import type { Incoming } from "../incoming.js";
import { createStandIn, type StandIn } from "../stand-in.js";
import { createCommands } from "./commands.js";
import { TalkdeskCredentials } from "./credentials.js";
import { defaultQuirks, type TalkdeskQuirks } from "./quirks.js";
import { createRestSurface, tokenPath } from "./rest-surface.js";
import type { ScimQuirks } from "../scim/quirks.js";
import { createTalkdeskScimSurface, scimPath, talkdeskScimQuirks } from "./scim-surface.js";
import { seedState } from "./seed.js";
import type { TalkdeskState } from "./state.js";
import type { Surface } from "./surface.js";

export interface TalkdeskOptions {
  readonly company: Company;
  readonly seed: number;
  readonly quirks?: Partial<TalkdeskQuirks>;
  readonly scimQuirks?: Partial<ScimQuirks>;
  /** For the life of tokens, the rate and what is written later. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TalkdeskStandIn extends StandIn {
  readonly credentials: TalkdeskCredentials;
  /** Changes with each reset; tokens stay valid. */
  state(): TalkdeskState;
  quirks(): TalkdeskQuirks;
  setQuirks(some: Partial<TalkdeskQuirks>): TalkdeskQuirks;
  setScimQuirks(some: Partial<ScimQuirks>): ScimQuirks;
}

/** A Talkdesk server with the account of one seeded company, and another account beside it. Not listening yet. */
export function createTalkdeskStandIn(options: TalkdeskOptions): TalkdeskStandIn {
  const { company, seed, clock = () => new Date() } = options;
  const credentials = new TalkdeskCredentials(clock);
  let quirks = { ...defaultQuirks, ...options.quirks };
  let scimQuirks = { ...talkdeskScimQuirks, ...options.scimQuirks };
  let state = seedState({ company, seed, clock });

  const setQuirks = (some: Partial<TalkdeskQuirks>): TalkdeskQuirks => {
    quirks = { ...quirks, ...some };
    state.licences = quirks.licences;
    return quirks;
  };
  setQuirks({});
  const setScimQuirks = (some: Partial<ScimQuirks>): ScimQuirks => {
    scimQuirks = { ...scimQuirks, ...some };
    return scimQuirks;
  };

  const rest = createRestSurface({ state: () => state, quirks: () => quirks, credentials, clock });
  const scim = createTalkdeskScimSurface({
    ...{ state: () => state, quirks: () => scimQuirks, credentials, clock },
    listsExtension: () => quirks.scimLists === "full",
  });
  const surfaceOf = ({ path }: Incoming): Surface => (path.startsWith(`${scimPath}/`) ? scim : rest);
  const standIn = createStandIn({
    name: "talkdesk",
    bodyLimitBytes: 512_000,
    signInRoute: `POST ${tokenPath}`,
    commands: createCommands({ credentials, setQuirks, setScimQuirks }),
    routeOf: (incoming) => surfaceOf(incoming).routeOf(incoming),
    answer: (incoming, body) => surfaceOf(incoming).answer(incoming, body),
    tally: () => ({ revision: state.revision, emails: state.emailsSent }),
    hash: () => state.hash(),
    reset: () => {
      state = seedState({ company, seed, clock });
      credentials.reset();
      setQuirks({ ...defaultQuirks, ...options.quirks });
      setScimQuirks({ ...talkdeskScimQuirks, ...options.scimQuirks });
    },
    introduce: (restBaseUrl) => {
      const { clientId, clientSecret, scimToken } = credentials;
      const addresses = { scimBaseUrl: `${restBaseUrl}${scimPath}`, tokenUrl: `${restBaseUrl}${tokenPath}` };
      return { restBaseUrl, ...addresses, clientId, clientSecret, scimToken };
    },
  });
  return { ...standIn, credentials, state: () => state, quirks: () => quirks, setQuirks, setScimQuirks };
}
