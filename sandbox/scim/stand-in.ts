import { createHash } from "node:crypto";
import type { Company } from "../company.js";
import type { Commands } from "../stand-in.js";
import { createStandIn, type StandIn } from "../stand-in.js";
import { enterpriseSchema } from "./schemas.js";
import { parseScimQuirks } from "./parse-quirks.js";
import { lax, type ScimQuirks } from "./quirks.js";
import { seedScim } from "./seed.js";
import type { MemoryScimStore } from "./store.js";
import { createScimSurface } from "./surface.js";

export interface ScimOptions {
  readonly company: Company;
  readonly seed: number;
  readonly quirks?: Partial<ScimQuirks>;
  /** For the rate and what is written later. Default: the real time. */
  readonly clock?: () => Date;
}

export interface ScimStandIn extends StandIn {
  /** Changes with each reset. */
  store(): MemoryScimStore;
  token(): string;
  quirks(): ScimQuirks;
  setQuirks(some: Partial<ScimQuirks>): ScimQuirks;
}

export const scimBasePath = "/scim/v2";
const seededToken = "scim-sandbox-token-0123456789abcdef";

/** An identity provider of the seeded company that speaks SCIM 2.0. Not listening yet. */
export function createScimStandIn(options: ScimOptions): ScimStandIn {
  const { company, seed, clock = () => new Date() } = options;
  const seededQuirks = { ...lax, ...options.quirks };
  let quirks = seededQuirks;
  let token = seededToken;
  let store = seedScim(company, seed, clock);
  const setQuirks = (some: Partial<ScimQuirks>): ScimQuirks => {
    quirks = { ...quirks, ...some };
    return quirks;
  };
  const surface = createScimSurface({
    basePath: scimBasePath,
    store: () => store,
    quirks: () => quirks,
    isToken: (one) => one === token,
    discovery: { extensions: [enterpriseSchema] },
    clock,
  });
  const standIn = createStandIn({
    name: "scim",
    bodyLimitBytes: 1_000_000,
    commands: createCommands(setQuirks, (one) => {
      token = one;
    }),
    routeOf: (incoming) => surface.routeOf(incoming),
    answer: (incoming, body) => surface.answer(incoming, body),
    tally: () => ({ revision: store.revision, emails: 0 }),
    hash: () => hashOf(store),
    reset: () => {
      store = seedScim(company, seed, clock);
      quirks = seededQuirks;
      token = seededToken;
    },
    introduce: (url) => ({ baseUrl: `${url}${scimBasePath}`, token }),
  });
  return { ...standIn, store: () => store, token: () => token, quirks: () => quirks, setQuirks };
}

function createCommands(
  setQuirks: (some: Partial<ScimQuirks>) => ScimQuirks,
  setToken: (token: string) => void,
): Commands {
  return {
    "GET /quirks": () => setQuirks({}),
    "POST /quirks": (body) => setQuirks(parseScimQuirks(body)),
    "POST /token": ({ token }) => {
      if (typeof token !== "string" || token === "") throw new Error("token is a text.");
      setToken(token);
      return { changed: true };
    },
  };
}

function hashOf(store: MemoryScimStore): string {
  const sum = createHash("sha256");
  for (const kind of ["User", "Group"] as const) {
    for (const document of store.slice(kind, 0, store.count(kind))) sum.update(JSON.stringify(document));
  }
  return sum.digest("hex");
}
