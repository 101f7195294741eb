import { createHash } from "node:crypto";
import type { Answer } from "../answer.js";
import type { Company } from "../company.js";
import type { Incoming } from "../incoming.js";
import { createStandIn, type Commands, type StandIn } from "../stand-in.js";
import { isBearer, siteCredentials } from "../teamwork-site/authorization.js";
import { siteName } from "../teamwork-site/installation.js";
import { createRouter } from "../teamwork-site/router.js";
import { Throttle } from "../teamwork-site/throttle.js";
import { failure } from "./answers.js";
import { defaultSpacesQuirks, parseSpacesQuirks, type SpacesQuirks } from "./quirks.js";
import { routes } from "./routes.js";
import { seedSpaces } from "./seed.js";
import type { SpacesState } from "./state.js";

export interface TeamworkSpacesOptions {
  readonly company: Company;
  readonly seed: number;
  readonly quirks?: Partial<SpacesQuirks>;
  /** For the rate and what is written later. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TeamworkSpacesStandIn extends StandIn {
  /** Changes with each reset. */
  state(): SpacesState;
  token(): string;
  quirks(): SpacesQuirks;
  setQuirks(some: Partial<SpacesQuirks>): SpacesQuirks;
}

/** Teamwork Spaces of the seeded company's installation. Not listening yet. */
export function createTeamworkSpacesStandIn(options: TeamworkSpacesOptions): TeamworkSpacesStandIn {
  const { company, seed, clock = () => new Date() } = options;
  const seededQuirks = { ...defaultSpacesQuirks, ...options.quirks };
  let quirks = seededQuirks;
  let token = siteCredentials.accessToken;
  let state = seedSpaces(company, seed, clock);
  let throttle = new Throttle(clock);
  const setQuirks = (some: Partial<SpacesQuirks>): SpacesQuirks => {
    quirks = { ...quirks, ...some };
    return quirks;
  };
  const answer = (incoming: Incoming): Answer => {
    const isKnown = isBearer(incoming.headers.authorization, {
      ...{ ...siteCredentials, email: "", accessToken: token },
    });
    return throttle.pass({ ...quirks, status: 429, headers: "X-Rate-Limit" }, () =>
      isKnown ? answerCall(incoming, state, quirks) : failure(401, "The token is not valid."),
    );
  };
  const standIn = createStandIn({
    name: "teamworkSpaces",
    bodyLimitBytes: 1_000_000,
    commands: createCommands(setQuirks, (one) => {
      token = one;
    }),
    routeOf: (incoming) => findRoute(incoming)?.route.template,
    answer,
    tally: () => ({ revision: state.revision, emails: 0 }),
    hash: () => hashOf(state),
    reset: () => {
      state = seedSpaces(company, seed, clock);
      throttle = new Throttle(clock);
      quirks = seededQuirks;
      token = siteCredentials.accessToken;
    },
    introduce: (baseUrl) => ({ baseUrl, accessToken: token, site: siteName }),
  });
  return { ...standIn, state: () => state, token: () => token, quirks: () => quirks, setQuirks };
}

function createCommands(
  setQuirks: (some: Partial<SpacesQuirks>) => SpacesQuirks,
  setToken: (token: string) => void,
): Commands {
  return {
    "GET /quirks": () => setQuirks({}),
    "POST /quirks": (body) => setQuirks(parseSpacesQuirks(body)),
    "POST /token": ({ token }) => {
      if (typeof token !== "string" || token === "") throw new Error("token is a text.");
      setToken(token);
      return { changed: true };
    },
  };
}

const findRoute = createRouter(routes);

function answerCall(incoming: Incoming, state: SpacesState, quirks: SpacesQuirks): Answer {
  if (!quirks.isEnabled) return failure(402, "Spaces is not enabled for this installation.", "105");
  const found = findRoute(incoming);
  if (found === undefined) return failure(404, "The resource was not found.");
  const { query, headers } = incoming;
  return found.route.run({ state, quirks }, { query, headers, params: found.params });
}

function hashOf({ users, spaces, teams }: SpacesState): string {
  return createHash("sha256").update(JSON.stringify({ users, spaces, teams })).digest("hex");
}
