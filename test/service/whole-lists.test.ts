import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { post, type Reply } from "../resolvers/graph-session.js";
import { isBuilt, startBuilt, urlIn, type BuiltProcess } from "./built-process.js";

const described = isBuilt ? describe : describe.skip;
const sandboxEntry = fileURLToPath(new URL("../../dist/sandbox/main.js", import.meta.url));

/** So many that more than 50,000 of them are in Talkdesk, which holds those who talk to customers. */
const people = 75_000;
const mostGrowthBytes = 64 * 1024 * 1024;
const pagesToWarmUp = 20;

interface ReadyLine {
  readonly tiledesk: { readonly baseUrl: string; readonly email: string; readonly password: string };
  readonly talkdesk: Record<"restBaseUrl" | "tokenUrl" | "clientId" | "clientSecret", string>;
  readonly scim: { readonly baseUrl: string; readonly token: string };
  readonly controlUrl: string;
}

let folder: string;
let sandbox: ChildProcess;
let service: BuiltProcess;
let url: string;
let controlUrl: string;
let ids: Readonly<Record<string, string>>;

async function startSandbox(size: number): Promise<{ child: ChildProcess; ready: ReadyLine }> {
  const flags = ["--people", String(size), "--exit-with-parent"];
  const child = spawn(process.execPath, [sandboxEntry, ...flags], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  return { child, ready: JSON.parse(line) as ReadyLine };
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  await once(child, "close");
}

function configOf({ tiledesk, talkdesk, scim }: ReadyLine): string {
  const { restBaseUrl, tokenUrl } = talkdesk;
  return JSON.stringify({
    accounts: [
      {
        ...{ id: "chat", provider: "tiledesk", settings: { baseUrl: tiledesk.baseUrl } },
        credentials: { email: { env: "CHAT_EMAIL" }, password: { env: "CHAT_PASSWORD" } },
      },
      {
        ...{ id: "voice", provider: "talkdesk", settings: { restBaseUrl, tokenUrl, account: "acme" } },
        credentials: { clientId: { env: "VOICE_ID" }, clientSecret: { env: "VOICE_SECRET" } },
      },
      {
        ...{ id: "idp", provider: "scim", settings: { baseUrl: scim.baseUrl } },
        credentials: { token: { env: "IDP_TOKEN" } },
      },
    ],
    network: { allow: ["127.0.0.1"] },
  });
}

function environmentOf({ tiledesk, talkdesk, scim }: ReadyLine): Record<string, string> {
  return {
    ...{ PORT: "0", ROLLCALL_CONFIG: join(folder, "rollcall.yaml") },
    ...{ CHAT_EMAIL: tiledesk.email, CHAT_PASSWORD: tiledesk.password },
    ...{ VOICE_ID: talkdesk.clientId, VOICE_SECRET: talkdesk.clientSecret, IDP_TOKEN: scim.token },
  };
}

async function open(size: number): Promise<void> {
  const { child, ready } = await startSandbox(size);
  sandbox = child;
  ({ controlUrl } = ready);
  writeFileSync(join(folder, "rollcall.yaml"), configOf(ready));
  service = startBuilt(environmentOf(ready));
  url = urlIn(await service.greeting);
  const { data } = await post<{ linkedAccounts: { nodes: { id: string; accountKey: string }[] } }>(
    url,
    "{ linkedAccounts { nodes { id accountKey } } }",
  );
  ids = Object.fromEntries(data.linkedAccounts.nodes.map(({ id, accountKey }) => [accountKey, id]));
}

async function close(): Promise<void> {
  await Promise.all([stop(sandbox), stop(service.child)]);
}

/** Bytes of the service that are in memory, as Linux tells; `null` elsewhere. */
function residentBytes(): number | null {
  const path = `/proc/${service.child.pid ?? 0}/status`;
  if (!existsSync(path)) return null;
  return Number(/VmRSS:\s+(\d+) kB/u.exec(readFileSync(path, "utf8"))?.[1] ?? NaN) * 1_024;
}

interface Users {
  readonly users: {
    readonly nodes: readonly { readonly remoteKey: string }[] | null;
    readonly isComplete: boolean;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly accountStatuses: readonly { readonly state: string; readonly code: string | null }[];
  };
}

const allStates = "ACTIVE, INVITED, DISABLED, DELETED, UNKNOWN";
const query = `query ($accounts: [ID!], $after: String) {
  users(first: 100, after: $after, accounts: $accounts, filter: { states: [${allStates}] }) {
    nodes { remoteKey displayName email state }
    isComplete
    pageInfo { hasNextPage endCursor }
    accountStatuses { state code }
  }
}`;

interface Walk {
  readonly keys: ReadonlySet<string>;
  readonly rows: number;
  readonly pages: number;
  readonly growthBytes: number | null;
}

/** Remembers how much more memory there was at most after some pages than at that point. */
class Growth {
  #base: number | null = null;
  #peak = 0;

  note(page: number): void {
    const bytes = residentBytes();
    if (page === pagesToWarmUp) this.#base = bytes;
    else if (page > pagesToWarmUp) this.#peak = Math.max(this.#peak, bytes ?? 0);
  }

  get bytes(): number | null {
    return this.#base === null ? null : this.#peak - this.#base;
  }
}

async function walk(account: string): Promise<Walk> {
  const keys = new Set<string>();
  const growth = new Growth();
  let rows = 0;
  let after: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const reply: Reply<Users> = await post<Users>(url, query, { accounts: [ids[account]], after });
    expect(reply.errors).toEqual([]);
    const { nodes, isComplete, pageInfo }: Users["users"] = reply.data.users;
    expect(isComplete).toBe(true);
    for (const { remoteKey } of nodes ?? []) keys.add(remoteKey);
    rows += nodes?.length ?? 0;
    growth.note(pages);
    if (!pageInfo.hasNextPage) return { keys, rows, pages, growthBytes: growth.bytes };
    after = pageInfo.endCursor;
  }
}

described("a directory of many thousands", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "rollcall-whole-lists-"));
  });
  afterEach(() => close());
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("is listed to its end from providers with pages, nobody twice, in memory that does not grow with it", async () => {
    await open(people);
    for (const account of ["voice", "idp"]) {
      const { keys, rows, pages, growthBytes } = await walk(account);
      expect(rows).toBeGreaterThan(50_000);
      expect(keys.size).toBe(rows);
      expect(pages).toBe(Math.ceil(rows / 100));
      if (growthBytes !== null) expect(growthBytes).toBeLessThan(mostGrowthBytes);
    }
  }, 300_000);

  test("is listed to 5,000 from a provider without pages, and is a typed error above what is read of it", async () => {
    await open(5_000);
    const { keys, rows } = await walk("chat");
    expect(rows).toBeGreaterThan(4_500);
    expect(keys.size).toBe(rows);

    await close();
    await open(5_000);
    const fault = { kind: "oversize", bytes: 68_000_000, announced: true };
    const rules = [{ match: { route: "/:pid/project_users" }, fault }];
    await fetch(`${controlUrl}/tiledesk/faults`, { method: "POST", body: JSON.stringify(rules) });
    const { data, errors } = await post<Users>(url, query, { accounts: [ids["chat"]] });
    expect(data.users.nodes).toBeNull();
    expect(data.users.accountStatuses).toEqual([
      { state: "INVALID_RESPONSE", code: "UPSTREAM_INVALID_RESPONSE" },
    ]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(["UPSTREAM_INVALID_RESPONSE"]);
    expect(errors[0]?.message).toBe("The provider's answer is too large");
  }, 120_000);
});
