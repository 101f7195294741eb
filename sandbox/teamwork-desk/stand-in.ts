import { createHash } from "node:crypto";
import type { Answer } from "../answer.js";
import type { Company } from "../company.js";
import type { Incoming } from "../incoming.js";
import { createStandIn, type Commands, type StandIn } from "../stand-in.js";
import { isBearer, siteCredentials, type SiteCredentials } from "../teamwork-site/authorization.js";
import { siteName } from "../teamwork-site/installation.js";
import { createRouter } from "../teamwork-site/router.js";
import { Throttle } from "../teamwork-site/throttle.js";
import { defaultQuirks, parseQuirks, type DeskQuirks } from "./quirks.js";
import { deskRoutes, failure, type DeskBackstage } from "./routes.js";
import { seedDesk } from "./seed.js";
import type { DeskState } from "./state.js";

export interface TeamworkDeskOptions {
  readonly company: Company;
  readonly quirks?: Partial<DeskQuirks>;
  /** For the rate and what is written later. Default: the real time. */
  readonly clock?: () => Date;
}

export interface TeamworkDeskStandIn extends StandIn {
  /** Changes with each reset. */
  state(): DeskState;
  credentials(): SiteCredentials;
  quirks(): DeskQuirks;
  setQuirks(some: Partial<DeskQuirks>): DeskQuirks;
}

const findRoute = createRouter<DeskBackstage>(deskRoutes);

/** Teamwork Desk with the help desk of one seeded company. Not listening yet. */
export function createTeamworkDeskStandIn(options: TeamworkDeskOptions): TeamworkDeskStandIn {
  const { company, clock = () => new Date() } = options;
  const seededQuirks = { ...defaultQuirks, ...options.quirks };
  let quirks = seededQuirks;
  let state = seedDesk(company, clock);
  let credentials: SiteCredentials = { email: state.owner.email, ...siteCredentials };
  const throttle = new Throttle(clock);
  const setQuirks = (some: Partial<DeskQuirks>): DeskQuirks => {
    quirks = { ...quirks, ...some };
    return quirks;
  };
  const standIn = createStandIn({
    name: "teamworkDesk",
    bodyLimitBytes: 1_000_000,
    commands: createCommands(setQuirks, (accessToken) => {
      credentials = { ...credentials, accessToken, apiKey: accessToken };
    }),
    routeOf: (incoming) => findRoute(incoming)?.route.template,
    answer: (incoming) => {
      const { perMinute, throttleReset: reset } = quirks;
      const limits = { perMinute, reset, status: 429, headers: "X-Rate-Limit" } as const;
      return throttle.pass(limits, () => answer({ state, quirks }, credentials, incoming));
    },
    tally: () => ({ revision: state.revision, emails: 0 }),
    hash: () =>
      createHash("sha256")
        .update(JSON.stringify([state.agents, state.inboxes, state.invites]))
        .digest("hex"),
    reset: () => {
      state = seedDesk(company, clock);
      quirks = seededQuirks;
      credentials = { email: state.owner.email, ...siteCredentials };
    },
    introduce: (baseUrl) => ({ baseUrl, site: siteName, accessToken: credentials.accessToken }),
  });
  return { ...standIn, state: () => state, credentials: () => credentials, quirks: () => quirks, setQuirks };
}

/** A key or a token behind the word Bearer, and nothing else (contract section 1.2). */
function answer(stage: DeskBackstage, credentials: SiteCredentials, incoming: Incoming): Answer {
  if (!isBearer(incoming.headers.authorization, credentials)) return failure(401, "Unauthorized");
  const found = findRoute(incoming);
  if (!found) return failure(404, "Not found");
  const { query, headers } = incoming;
  return found.route.run(stage, { query, headers, params: found.params });
}

function createCommands(
  setQuirks: (some: Partial<DeskQuirks>) => DeskQuirks,
  setToken: (token: string) => void,
): Commands {
  return {
    "GET /quirks": () => setQuirks({}),
    "POST /quirks": (body) => setQuirks(parseQuirks(body)),
    "POST /access-token": ({ accessToken }) => {
      if (typeof accessToken !== "string" || accessToken === "") throw new Error("accessToken is a text.");
      setToken(accessToken);
      return { changed: true };
    },
  };
}
