import type { Company } from "../company.js";
import { createStandIn, type StandIn } from "../stand-in.js";
import { createCommands } from "./commands.js";
import { TalkdeskCredentials } from "./credentials.js";
import { defaultQuirks, type TalkdeskQuirks } from "./quirks.js";
import { createRestSurface, tokenPath } from "./rest-surface.js";
import { seedState } from "./seed.js";
import type { TalkdeskState } from "./state.js";

export interface TalkdeskOptions {
  readonly company: Company;
  readonly seed: number;
  readonly quirks?: Partial<TalkdeskQuirks>;
  /** For the life of tokens, the rate and what is written later. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TalkdeskStandIn extends StandIn {
  readonly credentials: TalkdeskCredentials;
  /** Changes with each reset; tokens stay valid. */
  state(): TalkdeskState;
  quirks(): TalkdeskQuirks;
  setQuirks(some: Partial<TalkdeskQuirks>): TalkdeskQuirks;
}

/** A Talkdesk server with the account of one seeded company, and another account beside it. Not listening yet. */
export function createTalkdeskStandIn(options: TalkdeskOptions): TalkdeskStandIn {
  const { company, seed, clock = () => new Date() } = options;
  const credentials = new TalkdeskCredentials(clock);
  let quirks = { ...defaultQuirks, ...options.quirks };
  let state = seedState({ company, seed, clock });

  const setQuirks = (some: Partial<TalkdeskQuirks>): TalkdeskQuirks => {
    quirks = { ...quirks, ...some };
    state.licences = quirks.licences;
    return quirks;
  };
  setQuirks({});

  const rest = createRestSurface({ state: () => state, quirks: () => quirks, credentials, clock });
  const standIn = createStandIn({
    name: "talkdesk",
    bodyLimitBytes: 512_000,
    signInRoute: `POST ${tokenPath}`,
    commands: createCommands({ credentials, setQuirks }),
    routeOf: (incoming) => rest.routeOf(incoming),
    answer: (incoming, body) => rest.answer(incoming, body),
    tally: () => ({ revision: state.revision, emails: state.emailsSent }),
    hash: () => state.hash(),
    reset: () => {
      state = seedState({ company, seed, clock });
      credentials.reset();
      setQuirks({ ...defaultQuirks, ...options.quirks });
    },
    introduce: (restBaseUrl) => {
      const { clientId, clientSecret, scimToken } = credentials;
      const addresses = { scimBaseUrl: `${restBaseUrl}/scim/v2`, tokenUrl: `${restBaseUrl}${tokenPath}` };
      return { restBaseUrl, ...addresses, clientId, clientSecret, scimToken };
    },
  });
  return { ...standIn, credentials, state: () => state, quirks: () => quirks, setQuirks };
}
