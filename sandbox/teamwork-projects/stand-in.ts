import type { Answer } from "../answer.js";
import type { Company } from "../company.js";
import type { Incoming } from "../incoming.js";
import { createStandIn, type StandIn } from "../stand-in.js";
import { isBasic, isBearer, siteCredentials, type SiteCredentials } from "../teamwork-site/authorization.js";
import { siteName } from "../teamwork-site/installation.js";
import { createRouter } from "../teamwork-site/router.js";
import { Throttle } from "../teamwork-site/throttle.js";
import { ownPerson, toBackstage, type Backstage } from "./backstage.js";
import { createCommands } from "./commands.js";
import { defaultQuirks, type ProjectsQuirks } from "./quirks.js";
import { seedProjects } from "./seed.js";
import type { ProjectsState } from "./state.js";
import { failureOfV1 } from "./v1/answer.js";
import { routesOfV1 } from "./v1/routes.js";
import { routesOfV2 } from "./v2/routes.js";
import { base as baseOfV3, failureOfV3, notFound as notFoundInV3 } from "./v3/answer.js";
import { routesOfV3 } from "./v3/routes.js";

export interface TeamworkProjectsOptions {
  readonly company: Company;
  readonly seed: number;
  readonly quirks?: Partial<ProjectsQuirks>;
  /** For the rate, the bin and what is written later. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TeamworkProjectsStandIn extends StandIn {
  /** Changes with each reset. */
  state(): ProjectsState;
  credentials(): SiteCredentials;
  quirks(): ProjectsQuirks;
  setQuirks(some: Partial<ProjectsQuirks>): ProjectsQuirks;
}

const findRoute = createRouter<Backstage>([...routesOfV3, ...routesOfV2, ...routesOfV1]);

/** Teamwork Projects with the installation of one seeded company, read in three versions of its API. Not listening yet. */
export function createTeamworkProjectsStandIn(options: TeamworkProjectsOptions): TeamworkProjectsStandIn {
  const { company, seed, clock = () => new Date() } = options;
  const seededQuirks = { ...defaultQuirks, ...options.quirks };
  let quirks = seededQuirks;
  let state = seedProjects(company, seed, clock);
  let { apiKey } = siteCredentials;
  const throttle = new Throttle(clock);
  const setQuirks = (some: Partial<ProjectsQuirks>): ProjectsQuirks => {
    quirks = { ...quirks, ...some };
    return quirks;
  };
  const credentials = (): SiteCredentials => ({
    ...{ ...siteCredentials, apiKey },
    email: ownPerson({ state, quirks }).email,
  });
  const standIn = createStandIn({
    name: "teamworkProjects",
    bodyLimitBytes: 1_000_000,
    commands: createCommands({
      setQuirks,
      setApiKey: (key) => {
        apiKey = key;
      },
    }),
    routeOf: (incoming) => findRoute(incoming)?.route.template,
    answer: (incoming) =>
      throttle.pass(toThrottle(quirks), () => answer(toBackstage(state, quirks), credentials(), incoming)),
    tally: () => ({ revision: state.revision, emails: 0 }),
    hash: () => state.hash(),
    reset: () => {
      state = seedProjects(company, seed, clock);
      quirks = seededQuirks;
      ({ apiKey } = siteCredentials);
    },
    introduce: (baseUrl) => ({ baseUrl, site: siteName, ...credentials() }),
  });
  return {
    ...standIn,
    state: () => state,
    credentials,
    quirks: () => quirks,
    setQuirks,
  };
}

function answer(stage: Backstage, credentials: SiteCredentials, incoming: Incoming): Answer {
  const { authorization } = incoming.headers;
  if (!isBearer(authorization, credentials) && !isBasic(authorization, credentials)) return refusal(incoming);
  const found = findRoute(incoming);
  if (!found) return absence(incoming);
  const { query, headers } = incoming;
  return found.route.run(stage, { query, headers, params: found.params });
}

/** Each version says it in its own way. */
function refusal(incoming: Incoming): Answer {
  return isOfV3(incoming) ? failureOfV3(401, "401: Not authorized") : failureOfV1(401, "Not authorized");
}

function absence(incoming: Incoming): Answer {
  return isOfV3(incoming) ? notFoundInV3() : failureOfV1(404, "The requested resource was not found");
}

function isOfV3({ path }: Incoming): boolean {
  return path.startsWith(`${baseOfV3}/`);
}

function toThrottle({
  perMinute,
  throttleStatus,
  throttleReset,
}: ProjectsQuirks): Parameters<Throttle["pass"]>[0] {
  return { perMinute, status: throttleStatus, headers: "X-RateLimit", reset: throttleReset };
}
