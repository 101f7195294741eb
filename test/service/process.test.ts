import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import { createTiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import { post } from "../resolvers/graph-session.js";
import {
  childrenOf,
  isAlive,
  isBuilt,
  occupyPort,
  startBuilt,
  urlIn,
  type BuiltProcess,
} from "./built-process.js";

const described = isBuilt ? describe : describe.skip;
const started: BuiltProcess[] = [];

function start(environment: Readonly<Record<string, string>>): BuiltProcess {
  const built = startBuilt(environment);
  started.push(built);
  return built;
}

afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await ended;
  }
});

described("the built service without a configuration", () => {
  test("prints where it is and three queries, answers them, and leaves nothing behind on SIGTERM", async () => {
    const { child, greeting, ended } = start({ PORT: "0" });
    const text = await greeting;
    const url = urlIn(text);
    expect(text).toContain(`${url}/graphql`);
    expect(text).toContain(`${url}/graphiql`);
    expect(text).toContain("sandbox");
    const queries = text.split("\n").filter((line) => line.startsWith("  {"));
    expect(queries).toHaveLength(3);
    for (const query of queries) {
      const reply = await post<object>(url, query);
      expect([query, reply.status, reply.errors]).toEqual([query, 200, []]);
      expect(reply.text).not.toContain('"nodes":[]');
      expect(reply.text).not.toContain('"nodes":null');
    }
    for (const path of ["/livez", "/readyz", "/metrics", "/graphiql"]) {
      expect((await fetch(url + path)).status).toBe(200);
    }

    const children = childrenOf(child.pid);
    if (children !== null) expect(children).toHaveLength(1);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
    const deadline = performance.now() + 10_000;
    while (children?.some(isAlive) === true && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(children?.filter(isAlive) ?? []).toEqual([]);
  });

  test("takes its sandbox along when it is killed", async () => {
    const { child, greeting, ended } = start({ PORT: "0" });
    await greeting;
    const children = childrenOf(child.pid) ?? [];
    child.kill("SIGKILL");
    expect(await ended).toEqual([null, "SIGKILL"]);
    const deadline = performance.now() + 10_000;
    while (children.some(isAlive) && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(children.filter(isAlive)).toEqual([]);
  });
});

described("the built service that cannot start", () => {
  test.each<[string, Record<string, string>, string]>([
    ["a port that is none", { PORT: "http" }, "PORT: "],
    ["an open host", { HOST: "0.0.0.0" }, "HOST: "],
    ["a file that is not there", { ROLLCALL_CONFIG: "/nowhere/rollcall.yaml" }, "ROLLCALL_CONFIG: "],
    ["an unknown variable", { ROLLCALL_PORT: "4000" }, "ROLLCALL_PORT: "],
    ["a store of another kind", { DATABASE_URL: "mysql://db/rollcall" }, "DATABASE_URL: "],
    [
      "a store that is a directory",
      { DATABASE_URL: `file:${tmpdir()}` },
      "DATABASE_URL: the path is a directory",
    ],
  ])("says what is wrong with %s, and exits with 1", async (_title, environment, key) => {
    const { ended, said } = start(environment);
    expect(await ended).toEqual([1, null]);
    expect(said.err).toContain("Rollcall cannot start.");
    expect(said.err).toContain(key);
    expect(said.err).not.toContain("    at ");
    expect(said.out).toBe("");
  });

  test("says that its port is in use, and exits with 1", async () => {
    const { port, release } = await occupyPort();
    try {
      const { ended, said } = start({ PORT: String(port) });
      expect(await ended).toEqual([1, null]);
      expect(said.err).toContain("Rollcall cannot start.");
      expect(said.err).toContain(`PORT: 127.0.0.1:${port} is in use`);
      expect(said.err).not.toContain("    at ");
    } finally {
      await release();
    }
  });

  test("says that the port of its metrics is in use, and exits with 1", async () => {
    const { port, release } = await occupyPort();
    const directory = mkdtempSync(join(tmpdir(), "rollcall-service-"));
    try {
      const path = join(directory, "rollcall.yaml");
      const account = {
        id: "desk",
        provider: "tiledesk",
        label: "The desk",
        credentials: { email: { env: "DESK_SECRET" }, password: { env: "DESK_SECRET" } },
      };
      writeFileSync(path, JSON.stringify({ accounts: [account], server: { metrics: { port } } }));
      const { ended, said } = start({ PORT: "0", ROLLCALL_CONFIG: path, DESK_SECRET: "unused" });
      expect(await ended).toEqual([1, null]);
      expect(said.err).toContain(`server.metrics.port: 127.0.0.1:${port} is in use`);
      expect(said.err).not.toContain("    at ");
    } finally {
      rmSync(directory, { recursive: true });
      await release();
    }
  });
});

described("the built service with a configuration", () => {
  test("reads the provider that the file names", async () => {
    const standIn = createTiledeskStandIn({ company: createCompany(30, 3), projects: 1, seed: 3 });
    const baseUrl = await standIn.listen(0);
    const directory = mkdtempSync(join(tmpdir(), "rollcall-service-"));
    try {
      const { email, password } = standIn.current();
      const path = join(directory, "rollcall.yaml");
      writeFileSync(join(directory, "password"), `${password}\n`);
      writeFileSync(
        path,
        `accounts:
  - id: desk
    provider: tiledesk
    label: The desk
    settings: { baseUrl: "${baseUrl}" }
    credentials: { email: { env: DESK_EMAIL }, password: { file: password } }
network: { allow: ["127.0.0.1"] }
server: { graphiql: false }
`,
      );
      const { child, greeting, ended } = start({ PORT: "0", ROLLCALL_CONFIG: path, DESK_EMAIL: email });
      const text = await greeting;
      const url = urlIn(text);
      expect(text).not.toContain("sandbox");
      expect(text).not.toContain("graphiql");
      expect(childrenOf(child.pid) ?? []).toEqual([]);
      const reply = await post<{ users: { nodes: { accountKey: string }[]; isComplete: boolean } }>(
        url,
        "{ users(first: 100) { nodes { accountKey } isComplete } linkedAccounts { nodes { label } } }",
      );
      expect(reply.data).toMatchObject({
        users: { isComplete: true },
        linkedAccounts: { nodes: [{ label: "The desk" }] },
      });
      expect(new Set(reply.data.users.nodes.map(({ accountKey }) => accountKey))).toEqual(new Set(["desk"]));
      expect(standIn.counters.read()).toMatchObject({ calls: 3, signIns: 1, writes: 0 });
      child.kill("SIGINT");
      expect(await ended).toEqual([0, null]);
    } finally {
      rmSync(directory, { recursive: true });
      await standIn.close();
    }
  });
});

described("the built service whose store is down", () => {
  test("starts, answers reads, refuses writes, and ends", async () => {
    const DATABASE_URL = "postgres://rollcall:s3cret@127.0.0.1:1/rollcall";
    const { child, greeting, said, ended } = start({ PORT: "0", LOG_LEVEL: "info", DATABASE_URL });
    const url = urlIn(await greeting);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const read = await post<object>(url, "{ users(first: 5) { nodes { id } isComplete } }");
    expect(read.errors).toEqual([]);
    const kept = await post<object>(url, "{ pendingOperations { nodes { id } } }");
    expect(kept.errors).toMatchObject([{ extensions: { code: "STORE_UNAVAILABLE", retryable: true } }]);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(said.out.split("\n").filter((line) => line.includes("store cannot be used"))).toHaveLength(1);
    expect(said.out + said.err).not.toContain("s3cret");
  });
});

described("the built service whose log nobody reads", () => {
  test("answers all the same, and has lost nothing when somebody reads on", async () => {
    const { child, greeting, said, ended } = start({ PORT: "0", LOG_LEVEL: "info" });
    const url = urlIn(await greeting);
    child.stdout.pause();
    // More than pipes and their ends hold.
    const requests = 5_000;
    for (let sent = 0; sent < requests; sent += 50) {
      const statuses = await Promise.all(
        Array.from({ length: 50 }, async () => (await fetch(`${url}/graphql`, { method: "POST" })).status),
      );
      expect(new Set(statuses)).toEqual(new Set([415]));
    }
    child.stdout.resume();
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    const lines = said.out.split("\n").filter((line) => line.includes('"status":415'));
    expect(lines).toHaveLength(requests);
    expect(lines.join().length).toBeGreaterThan(500_000);
  });
});

if (!isBuilt) process.stderr.write("Skipped: the built service (dist/ is missing; run npm run build).\n");
