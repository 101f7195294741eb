import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { AccountConfig } from "./config.js";
import { ConfigError } from "./config/config-error.js";
import { defaultWriteRules } from "./directory/linked-account.js";
import type { ProviderModule } from "./directory/provider.js";

const tiledeskReady = z.object({ baseUrl: z.url(), email: z.string(), password: z.string() });
const talkdeskReady = z.object({
  restBaseUrl: z.url(),
  scimBaseUrl: z.url(),
  tokenUrl: z.url(),
  clientId: z.string(),
  clientSecret: z.string(),
  scimToken: z.string(),
});
const scimReady = z.object({ baseUrl: z.url(), token: z.string() });
const siteReady = z.object({ baseUrl: z.url(), site: z.string(), accessToken: z.string() });
const readyLine = z.object({
  ready: z.literal(true),
  tiledesk: tiledeskReady,
  talkdesk: talkdeskReady,
  scim: scimReady,
  teamworkProjects: siteReady.omit({ accessToken: true }).extend({ apiKey: z.string() }),
  teamworkDesk: siteReady,
  teamworkSpaces: siteReady,
});

type ReadyLine = z.infer<typeof readyLine>;

export interface Sandbox {
  /** Linked accounts of the stand-in providers. */
  readonly accounts: readonly AccountConfig[];
  /** Hosts of the stand-ins, which are on loopback. */
  readonly networkAllow: readonly string[];
  readonly stop: () => void;
}

/** Starts the stand-in providers in a process of their own, which ends with this one. */
export async function startSandbox(providers: readonly ProviderModule[]): Promise<Sandbox> {
  const child = spawn(process.execPath, [...process.execArgv, sandboxEntry(), "--exit-with-parent"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const standIns = standInAccounts(await readReadyLine(child));
  return {
    accounts: toAccounts(providers, standIns),
    networkAllow: [...new Set(standIns.map(({ address }) => new URL(address).hostname))],
    stop: () => {
      child.kill("SIGTERM");
    },
  };
}

interface StandInAccount {
  readonly id: string;
  readonly label: string;
  readonly provider: string;
  readonly address: string;
  readonly settings: object;
  readonly credentials: object;
}

function standInAccounts(ready: ReadyLine): StandInAccount[] {
  const { tiledesk, talkdesk, scim, teamworkProjects, teamworkDesk, teamworkSpaces } = ready;
  return [
    toChat(tiledesk),
    toVoice(talkdesk),
    toIdentityProvider(scim),
    toSiteAccount("projects", "teamwork-projects", "Projects (sandbox)", teamworkProjects),
    toSiteAccount("desk", "teamwork-desk", "Help desk (sandbox)", teamworkDesk),
    toSiteAccount("spaces", "teamwork-spaces", "Spaces (sandbox)", teamworkSpaces),
  ];
}

function toChat({ baseUrl, ...credentials }: z.infer<typeof tiledeskReady>): StandInAccount {
  const label = "Support chat (sandbox)";
  return { id: "chat", label, provider: "tiledesk", address: baseUrl, settings: { baseUrl }, credentials };
}

/** Privileges for all of the stand-in's roles but one, so that an unmapped role is there too. */
const rolePrivileges = {
  agent: "MEMBER",
  supervisor: "MANAGER",
  admin: "ADMIN",
  "account owner": "OWNER",
  "Quality Analyst": "LIMITED",
};

function toVoice(ready: z.infer<typeof talkdeskReady>): StandInAccount {
  const { restBaseUrl, scimBaseUrl, tokenUrl, ...credentials } = ready;
  const addresses = { restBaseUrl, scimBaseUrl, tokenUrl };
  return {
    id: "voice",
    label: "Voice (sandbox)",
    provider: "talkdesk",
    address: restBaseUrl,
    settings: { ...addresses, account: "acme", writeSurface: "REST", rolePrivileges },
    credentials,
  };
}

const directoryPrivileges = { Owner: "OWNER", Administrator: "ADMIN", agent: "MEMBER", employee: "MEMBER" };

function toIdentityProvider({ baseUrl, ...credentials }: z.infer<typeof scimReady>): StandInAccount {
  const label = "Identity provider (sandbox)";
  const settings = { baseUrl, rolePrivileges: directoryPrivileges };
  return { id: "idp", label, provider: "scim", address: baseUrl, settings, credentials };
}

/** A product of the one Teamwork installation: `site` ties the three together. */
function toSiteAccount(
  id: string,
  provider: string,
  label: string,
  { baseUrl, site, ...credentials }: ReadyLine["teamworkProjects"] | ReadyLine["teamworkDesk"],
): StandInAccount {
  return { id, label, provider, address: baseUrl, settings: { baseUrl, site }, credentials };
}

/** A stand-in whose provider this version does not have is left out. */
function toAccounts(
  providers: readonly ProviderModule[],
  standIns: readonly StandInAccount[],
): AccountConfig[] {
  const accounts = standIns.flatMap((standIn) => {
    const { id, label, provider, settings, credentials } = standIn;
    const module = providers.find(({ name }) => name === provider);
    if (module === undefined) return [];
    const parsed = {
      settings: module.settings.parse(settings),
      credentials: module.credentials.parse(credentials),
    };
    const writeRules = defaultWriteRules;
    return [{ tenant: "default", id, label, isReadOnly: false, writeRules, module, ...parsed }];
  });
  if (accounts.length > 0) return accounts;
  throw new ConfigError("ROLLCALL_CONFIG: is needed, since no provider of the sandbox is here");
}

async function readReadyLine(child: ChildProcess): Promise<ReadyLine> {
  const { stdout } = child;
  if (stdout === null) throw new Error("The sandbox has no output");
  for await (const line of createInterface({ input: stdout })) return readyLine.parse(JSON.parse(line));
  throw new Error("The sandbox ended before it was ready");
}

/** The compiled sandbox beside the compiled service, or the source beside the source. */
function sandboxEntry(): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fileURLToPath(new URL(`../sandbox/main.${extension}`, import.meta.url));
}
