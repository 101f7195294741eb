import type { Answer } from "../answer.js";
import type { Company } from "../company.js";
import type { Incoming } from "../incoming.js";
import { createStandIn, type StandIn } from "../stand-in.js";
import { crashed, json } from "./answer.js";
import { parseBody } from "./body.js";
import { createCommands } from "./commands.js";
import { answerCall, findDestination } from "./router.js";
import { seedState, type SeededTiledesk } from "./seed.js";
import { TokenMint } from "./tokens.js";

const bodyLimitBytes = 512_000;

export interface TiledeskOptions {
  readonly company: Company;
  readonly projects: number;
  readonly seed: number;
  /** For timestamps of what is written later; the seed has fixed ones. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TiledeskStandIn extends StandIn {
  readonly mint: TokenMint;
  /** Changes with each reset; tokens stay valid. */
  current(): SeededTiledesk;
}

/** A Tiledesk server of one seeded company. Not listening yet. */
export function createTiledeskStandIn(options: TiledeskOptions): TiledeskStandIn {
  const seed = (): SeededTiledesk => seedState({ clock: () => new Date(), ...options });
  const mint = new TokenMint();
  let seeded = seed();
  const standIn = createStandIn({
    name: "tiledesk",
    bodyLimitBytes,
    signInRoute: "POST /auth/signin",
    commands: createCommands({ state: () => seeded.state, mint }),
    routeOf: (incoming) => findDestination(incoming).route?.template,
    answer: (incoming, body) => answerParsed({ state: seeded.state, mint }, incoming, body),
    tally: () => ({ revision: seeded.state.revision, emails: seeded.state.emailsSent }),
    hash: () => seeded.state.hash(),
    reset: () => {
      seeded = seed();
    },
    introduce: (baseUrl) => {
      const { email, password, projectIds } = seeded;
      return { baseUrl, email, password, projectIds };
    },
  });
  return { ...standIn, mint, current: () => seeded };
}

/** The body is parsed before anything else is looked at, so a bad one is refused even without credentials. */
function answerParsed(
  backend: Parameters<typeof answerCall>[0],
  incoming: Incoming,
  body: string | undefined,
): Answer {
  if (body === undefined) return json(413, { err: "Request entity too large", limit: bodyLimitBytes });
  const parsed = parseBody(body, incoming.headers["content-type"] ?? "");
  return parsed ? answerCall(backend, incoming, parsed) : crashed();
}
