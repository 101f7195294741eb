import { createHash } from "node:crypto";
import type { Answer } from "../answer.js";
import type { Company } from "../company.js";
import type { Incoming } from "../incoming.js";
import { createStandIn, type Commands, type StandIn } from "../stand-in.js";
import { isBasic, isBearer, siteCredentials, type SiteCredentials } from "../teamwork-site/authorization.js";
import { siteName } from "../teamwork-site/installation.js";
import { createRouter } from "../teamwork-site/router.js";
import { Throttle } from "../teamwork-site/throttle.js";
import type { Backstage } from "./backstage.js";
import { defaultQuirks, parseQuirks, type ProjectsQuirks } from "./quirks.js";
import { failureOfV1, routesOfV1 } from "./routes-v1.js";
import { routesOfV2 } from "./routes-v2.js";
import { failureOfV3, routesOfV3 } from "./routes-v3.js";
import { seedProjects } from "./seed.js";
import type { ProjectsState } from "./state.js";

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
  let credentials: SiteCredentials = { email: state.owner.email, ...siteCredentials };
  const throttle = new Throttle(clock);
  const setQuirks = (some: Partial<ProjectsQuirks>): ProjectsQuirks => {
    quirks = { ...quirks, ...some };
    return quirks;
  };
  const standIn = createStandIn({
    name: "teamworkProjects",
    bodyLimitBytes: 1_000_000,
    commands: createCommands(setQuirks, (apiKey) => {
      credentials = { ...credentials, apiKey };
    }),
    routeOf: (incoming) => findRoute(incoming)?.route.template,
    answer: (incoming) =>
      throttle.pass(toThrottle(quirks), () => answer({ state, quirks }, credentials, incoming)),
    tally: () => ({ revision: state.revision, emails: 0 }),
    hash: () => hashOf(state),
    reset: () => {
      state = seedProjects(company, seed, clock);
      quirks = seededQuirks;
      credentials = { email: state.owner.email, ...siteCredentials };
    },
    introduce: (baseUrl) => ({ baseUrl, site: siteName, ...credentials }),
  });
  return {
    ...standIn,
    state: () => state,
    credentials: () => credentials,
    quirks: () => quirks,
    setQuirks,
  };
}

function answer(stage: Backstage, credentials: SiteCredentials, incoming: Incoming): Answer {
  const { authorization } = incoming.headers;
  if (!isBearer(authorization, credentials) && !isBasic(authorization, credentials)) return refusal(incoming);
  const found = findRoute(incoming);
  if (!found) return failureOfV1(404, "The requested resource was not found");
  const { query, headers } = incoming;
  return found.route.run(stage, { query, headers, params: found.params });
}

/** Each version says it in its own way. */
function refusal({ path }: Incoming): Answer {
  return path.startsWith("/projects/api/v3/")
    ? failureOfV3(401, "401: Not authorized")
    : failureOfV1(401, "Not authorized");
}

function toThrottle({
  perMinute,
  throttleStatus,
  throttleReset,
}: ProjectsQuirks): Parameters<Throttle["pass"]>[0] {
  return { perMinute, status: throttleStatus, headers: "X-RateLimit", reset: throttleReset };
}

function createCommands(
  setQuirks: (some: Partial<ProjectsQuirks>) => ProjectsQuirks,
  setApiKey: (apiKey: string) => void,
): Commands {
  return {
    "GET /quirks": () => setQuirks({}),
    "POST /quirks": (body) => setQuirks(parseQuirks(body)),
    "POST /api-key": ({ apiKey }) => {
      if (typeof apiKey !== "string" || apiKey === "") throw new Error("apiKey is a text.");
      setApiKey(apiKey);
      return { changed: true };
    },
  };
}

function hashOf({
  people,
  companies,
  projects,
  teams,
  projectRoles,
  jobRoles,
  activities,
}: ProjectsState): string {
  const documents = { people, companies, projects, teams, projectRoles, jobRoles, activities };
  return createHash("sha256").update(JSON.stringify(documents)).digest("hex");
}
