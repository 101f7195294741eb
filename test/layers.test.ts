// The layer rules of .dependency-cruiser.cjs, tried on a small tree that keeps them and on planted offenders.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

/** What each file of a tree imports. */
type Imports = Record<string, readonly string[]>;

interface Violation {
  from: string;
  rule: { name: string };
}

const clean: Imports = {
  "src/main.ts": ["./config.js", "./server/http.js", "./datasources/registry.js"],
  "src/config.ts": ["zod"],
  "src/server/http.ts": ["fastify", "../context.js", "../resolvers/users.js"],
  "src/context.ts": ["./loaders/user-by-id.js"],
  "src/resolvers/users.ts": ["type-graphql", "../schema/user.js", "../context.js", "../directory/user.js"],
  "src/schema/user.ts": ["type-graphql"],
  "src/loaders/user-by-id.ts": ["dataloader", "../directory/user.js"],
  "src/directory/user.ts": ["zod"],
  "src/datasources/registry.ts": ["./acme/provider.js", "./zenith/provider.js"],
  "src/datasources/http/request.ts": ["undici", "../../directory/user.js"],
  "src/datasources/acme/provider.ts": ["./client.js", "../../directory/user.js"],
  "src/datasources/acme/client.ts": ["../http/request.js", "./wire.js"],
  "src/datasources/acme/wire.ts": ["../../directory/user.js"],
  "src/datasources/zenith/provider.ts": ["../http/request.js"],
  "sandbox/main.ts": ["./acme.js"],
  "sandbox/acme.ts": ["fastify"],
  "test/people.ts": [],
};

/** Each adds one file to the clean tree, or replaces one there, and names the rules that it breaks. */
const planted: readonly { offence: string; imports: Imports; breaks: readonly string[] }[] = [
  {
    offence: "a resolver that calls a provider's client",
    imports: { "src/resolvers/teams.ts": ["../datasources/acme/client.js"] },
    breaks: ["only-registry-names-providers", "upper-layers-use-the-contract"],
  },
  {
    offence: "a provider that borrows from another",
    imports: { "src/datasources/zenith/client.ts": ["../acme/wire.js"] },
    breaks: ["provider-is-an-island"],
  },
  {
    offence: "shared HTTP code that knows a provider",
    imports: { "src/datasources/http/quirks.ts": ["../acme/wire.js"] },
    breaks: ["provider-is-an-island", "shared-knows-no-provider"],
  },
  {
    offence: "a server that names a provider",
    imports: { "src/server/health.ts": ["../datasources/acme/provider.js"] },
    breaks: ["only-registry-names-providers"],
  },
  {
    offence: "a registry that reaches past a provider's entry",
    imports: { "src/datasources/registry.ts": ["./acme/provider.js", "./acme/client.js"] },
    breaks: ["only-the-entry"],
  },
  {
    offence: "a provider that looks up to the context",
    imports: { "src/datasources/acme/viewer.ts": ["../../context.js"] },
    breaks: ["datasources-do-not-look-up"],
  },
  {
    offence: "a loader that skips the contract",
    imports: { "src/loaders/team-by-id.ts": ["../datasources/http/request.js"] },
    breaks: ["upper-layers-use-the-contract"],
  },
  {
    offence: "a domain type that knows a datasource",
    imports: { "src/directory/team.ts": ["../datasources/http/request.js"] },
    breaks: ["domain-is-pure"],
  },
  {
    offence: "GraphQL inside a provider",
    imports: { "src/datasources/acme/errors.ts": ["graphql"] },
    breaks: ["graphql-stays-above"],
  },
  {
    offence: "code that needs the tests",
    imports: { "src/server/demo.ts": ["../../test/people.js"] },
    breaks: ["tests-stay-out"],
  },
  {
    offence: "a stand-in that shares code with the service",
    imports: { "sandbox/zenith.ts": ["../src/directory/user.js"] },
    breaks: ["stand-ins-stand-alone"],
  },
  {
    offence: "an import of nothing",
    imports: { "src/server/limits.ts": ["./absent.js"] },
    breaks: ["not-to-unresolvable"],
  },
  {
    offence: "a file that nobody needs and that needs nobody",
    imports: { "src/server/leftover.ts": [] },
    breaks: ["no-orphans"],
  },
];

const root = process.cwd();
let directory: string;

const writeTree = (name: string, tree: Imports): string => {
  const folder = path.join(directory, name);
  for (const [file, imports] of Object.entries(tree)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    const lines = imports.map((target, index) => `import * as used${index} from "${target}";`);
    const used = imports.map((_, index) => `used${index}`);
    writeFileSync(path.join(folder, file), [...lines, `export const all = [${used.join(", ")}];`].join("\n"));
  }
  writeFileSync(path.join(folder, "tsconfig.json"), '{ "compilerOptions": { "module": "NodeNext" } }');
  return folder;
};

/** Runs the project's own rules as `npm run layers` does. */
const findViolations = (folder: string): Violation[] => {
  const cruise = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = path.join(root, ".dependency-cruiser.cjs");
  const args = [cruise, "src", "sandbox", "--config", config, "--output-type", "json"];
  const output = execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
};

beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rollcall-layers-"));
  symlinkSync(path.join(root, "node_modules"), path.join(directory, "node_modules"));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe("the layer rules", () => {
  test("accept a tree that follows the arrow", () => {
    expect(findViolations(writeTree("clean", clean))).toEqual([]);
  });

  test("refuse a circle", () => {
    const circle: Imports = {
      ...clean,
      "src/directory/user.ts": ["./role.js"],
      "src/directory/role.ts": ["./user.js"],
    };
    const rules = findViolations(writeTree("circle", circle)).map(({ rule }) => rule.name);
    expect(new Set(rules)).toEqual(new Set(["no-circular"]));
  });
});

describe("the layer rules refuse", () => {
  let violations: Violation[];

  // One tree with all offenders: a run of dependency-cruiser takes about a second.
  beforeAll(() => {
    const tree = Object.assign({}, clean, ...planted.map(({ imports }) => imports)) as Imports;
    violations = findViolations(writeTree("planted", tree));
  });

  test.each(planted)("$offence", ({ imports, breaks }) => {
    const rules = violations.filter(({ from }) => from in imports).map(({ rule }) => rule.name);
    expect(rules.sort()).toEqual([...breaks].sort());
  });

  test("no other file of that tree", () => {
    const offenders = planted.flatMap(({ imports }) => Object.keys(imports));
    expect(violations.filter(({ from }) => !offenders.includes(from))).toEqual([]);
  });
});
