import { z } from "zod";

/** Hosts by region (contract 2). Australia is in no document and goes by explicit URLs. */
const hosts = {
  US: { api: "api.talkdeskapp.com", identity: "talkdeskid.com" },
  EU: { api: "api.talkdeskapp.eu", identity: "talkdeskid.eu" },
  CA: { api: "api.talkdeskappca.com", identity: "talkdeskidca.com" },
} as const;

const url = z.url({ protocol: /^https?$/u });
const privilege = z.enum(["OWNER", "ADMIN", "MANAGER", "MEMBER", "LIMITED", "GUEST"]);

/** Settings of a Talkdesk account in the configuration file. */
export const talkdeskSettings = z
  .strictObject({
    region: z.enum(["US", "EU", "CA"]).optional(),
    /** The account's name, as in the host it signs in at. */
    account: z
      .string()
      .regex(
        /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/u,
        "is an account name: lower-case letters, digits, dashes",
      )
      .optional(),
    /** In place of what the region says, each for itself. */
    restBaseUrl: url.optional(),
    scimBaseUrl: url.optional(),
    tokenUrl: url.optional(),
    /** Whose token URL: the API's own host, or the account's identity host, which some clients are bound to. */
    tokenHost: z.enum(["api", "account"]).default("api"),
    clientAuth: z.enum(["body", "basic"]).default("body"),
    pagination: z.enum(["jsonapi", "hal"]).default("jsonapi"),
    /** Scopes to ask for; all that the client was granted when absent. */
    scope: z.string().min(1).optional(),
    scimAuthScheme: z.enum(["Bearer", "none"]).default("Bearer"),
    /** Calls of SCIM in a second, for all who ask together: what is documented, unless Talkdesk granted more (contract 0). */
    scimRatePerSecond: z.number().positive().max(1_000).default(4),
    /** Privileges by role name, whatever its case; before the names that Rollcall knows. */
    rolePrivileges: z.record(z.string(), privilege).default({}),
    writeSurface: z.enum(["REST", "SCIM", "IDP"]).optional(),
    /** Whether reads see every write before them: no document says so. */
    lookUps: z.enum(["consistent", "may-lag"]).default("may-lag"),
  })
  .refine(({ region, restBaseUrl, scimBaseUrl }) => (region ?? restBaseUrl ?? scimBaseUrl) !== undefined, {
    path: ["region"],
    error: "is US, EU or CA, unless restBaseUrl or scimBaseUrl say where the account is",
  })
  .refine((settings) => settings.tokenHost === "api" || (settings.account && settings.region) !== undefined, {
    path: ["tokenHost"],
    error: "needs account and region to name the account's host",
  });
export type TalkdeskSettings = z.infer<typeof talkdeskSettings>;

/** The two secrets open one surface each and never the other's (contract 5). */
export const talkdeskCredentials = z
  .strictObject({
    clientId: z.string().min(1).optional(),
    clientSecret: z.string().min(1).optional(),
    /** From Admin > Settings > Security > SCIM. */
    scimToken: z.string().min(1).optional(),
  })
  .refine(({ clientId, clientSecret }) => clientId !== undefined || clientSecret === undefined, {
    path: ["clientId"],
    error: "is missing beside clientSecret",
  })
  .refine(({ clientId, clientSecret }) => clientSecret !== undefined || clientId === undefined, {
    path: ["clientSecret"],
    error: "is missing beside clientId",
  })
  .refine(({ clientId, clientSecret, scimToken }) => (clientId ?? clientSecret ?? scimToken) !== undefined, {
    path: ["clientId"],
    error: "and clientSecret, or scimToken, have to be given",
  });
export type TalkdeskCredentials = z.infer<typeof talkdeskCredentials>;

export interface RestAccess {
  readonly baseUrl: URL;
  readonly tokenUrl: URL;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface ScimAccess {
  readonly baseUrl: URL;
  readonly token: string;
}

/** What settings and credentials come to, together: at least one of the two. */
export interface Access {
  readonly rest: RestAccess | null;
  readonly scim: ScimAccess | null;
}

/** @throws Error naming the key that settings and credentials together lack */
export function toAccess(settings: TalkdeskSettings, credentials: TalkdeskCredentials): Access {
  const { clientId, clientSecret, scimToken } = credentials;
  if (scimToken !== undefined && settings.writeSurface === undefined) {
    throw new Error("writeSurface: is REST, SCIM or IDP, and has to be said where there is a scimToken");
  }
  if (scimToken === undefined && settings.writeSurface === "SCIM") {
    throw new Error("writeSurface: is SCIM, and there is no scimToken");
  }
  const rest =
    clientId === undefined || clientSecret === undefined
      ? null
      : { baseUrl: toRestBase(settings), tokenUrl: toTokenUrl(settings), clientId, clientSecret };
  const scim = scimToken === undefined ? null : { baseUrl: toScimBase(settings), token: scimToken };
  return { rest, scim };
}

function toRestBase({ restBaseUrl, region }: TalkdeskSettings): URL {
  if (restBaseUrl !== undefined) return new URL(restBaseUrl);
  if (region !== undefined) return new URL(`https://${hosts[region].api}`);
  throw new Error("restBaseUrl: is needed where no region is given");
}

function toScimBase(settings: TalkdeskSettings): URL {
  return settings.scimBaseUrl === undefined
    ? below(toRestBase(settings), "scim/v2")
    : new URL(settings.scimBaseUrl);
}

/** The guide's, on the API's host, by default; the documents' is on the account's own host (contract 0). */
function toTokenUrl(settings: TalkdeskSettings): URL {
  const { tokenUrl, tokenHost, account, region } = settings;
  if (tokenUrl !== undefined) return new URL(tokenUrl);
  if (tokenHost === "account" && account !== undefined && region !== undefined) {
    return new URL(`https://${account}.${hosts[region].identity}/oauth/token`);
  }
  return below(toRestBase(settings), "oauth/token");
}

function below(base: URL, path: string): URL {
  return new URL(`${base.href.replace(/(?<!\/)\/+$/u, "")}/${path}`);
}
