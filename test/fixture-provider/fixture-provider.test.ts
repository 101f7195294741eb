// A provider is a folder, its stand-in and one entry in the registry: proven by adding one to a copy of the tree.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { FixtureServer } from "../datasources/http/fixture-server.js";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", `file://${import.meta.filename}`));
const here = path.dirname(import.meta.filename);
const slow = 240_000;

let copy = "";
let standIn: FixtureServer;

beforeAll(async () => {
  copy = mkdtempSync(path.join(tmpdir(), "rollcall-fixture-"));
  for (const part of ["src", "sandbox", "tsconfig.json", "package.json", ".dependency-cruiser.cjs"]) {
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
  addProvider();
  standIn = await FixtureServer.start();
  standIn.always((response, { headers }) => {
    const status = headers.authorization === "Bearer s3cret" ? 200 : 401;
    response.writeHead(status, { "content-type": "application/json" });
    response.end(
      JSON.stringify([
        { id: "1", name: "Ada" },
        { id: "2", name: "Grace" },
      ]),
    );
  });
}, slow);
afterAll(async () => {
  await standIn.stop();
  rmSync(copy, { recursive: true, force: true });
});

/** One folder, and one entry with the import that names it. */
function addProvider(): void {
  mkdirSync(path.join(copy, "src/datasources/fixture"));
  const source = readFileSync(path.join(here, "provider.ts.txt"), "utf8");
  writeFileSync(path.join(copy, "src/datasources/fixture/provider.ts"), source);
  const registry = path.join(copy, "src/datasources/registry.ts");
  const before = readFileSync(registry, "utf8");
  const imported = `import { fixture } from "./fixture/provider.js";\n${before}`;
  writeFileSync(registry, imported.replace("= [", "= [fixture,"));
}

function tool(name: string): string {
  return path.join(root, "node_modules/.bin", name);
}

describe("a provider that is added by a folder and an entry in the registry", () => {
  test(
    "fits the types",
    async () => {
      const { stdout } = await run(tool("tsc"), ["--noEmit", "-p", "."], { cwd: copy }).catch(
        (error: unknown) => error as { stdout: string },
      );
      expect(stdout).toBe("");
    },
    slow,
  );

  test(
    "keeps the layers",
    async () => {
      const asked = run(tool("depcruise"), ["src", "sandbox", "--config"], { cwd: copy });
      await expect(asked.then(({ stdout }) => stdout)).resolves.toMatch(/no dependency violations/u);
    },
    slow,
  );

  test(
    "is in the graph, and answers beside the others",
    async () => {
      const config = path.join(copy, "rollcall.yaml");
      const baseUrl = standIn.url.href;
      writeFileSync(
        config,
        JSON.stringify({
          accounts: [
            {
              id: "names",
              provider: "fixture",
              settings: { baseUrl },
              credentials: { token: { env: "TOKEN" } },
            },
          ],
          network: { allow: ["127.0.0.1"] },
          server: { graphiql: false },
        }),
      );
      const answer = await ask(config);
      expect(answer).toMatchObject({
        data: {
          users: {
            nodes: [
              { displayName: "Ada", linkedAccount: { provider: "FIXTURE" } },
              { displayName: "Grace", linkedAccount: { provider: "FIXTURE" } },
            ],
            isComplete: true,
          },
        },
      });
    },
    slow,
  );
});

/** Starts the copy's service, asks it one question, and ends it. */
async function ask(config: string): Promise<unknown> {
  const tsx = path.join(root, "node_modules/tsx/dist/loader.mjs");
  const child = spawn(process.execPath, ["--import", tsx, "src/main.ts"], {
    cwd: copy,
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      LOG_LEVEL: "silent",
      TOKEN: "s3cret",
      ROLLCALL_CONFIG: config,
    },
  });
  try {
    const url = await urlIn(child.stdout);
    const query = "{ users { nodes { displayName linkedAccount { provider } } isComplete } }";
    const headers = { "content-type": "application/json" };
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers,
      body: JSON.stringify({ query }),
    });
    return await response.json();
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

async function urlIn(stream: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  for await (const chunk of stream) {
    said += String(chunk);
    const [url] = /http:\/\/127\.0\.0\.1:\d+/u.exec(said) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`It did not start: ${said}`);
}
