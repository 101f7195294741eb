import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";

/** In all: RELIABILITY F44. */
const rounds = 10_000;
const providers = ["tiledesk", "talkdesk", "scim"];
const worker = fileURLToPath(new URL("own-writes-worker.ts", import.meta.url));

/** What the worker printed, or what it complained of. */
async function run(provider: string, share: number): Promise<unknown> {
  const child = spawn(process.execPath, ["--import", "tsx", worker, provider, String(share)], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  let [out, complaints] = ["", ""];
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  child.stderr.on("data", (chunk) => (complaints += String(chunk)));
  await once(child, "close");
  return complaints === "" ? (JSON.parse(out) as unknown) : complaints;
}

// In processes of their own, side by side: all in this one would take minutes.
test("whoever was told that a change was made sees it, in that answer and the next, 10,000 times", async () => {
  const share = Math.ceil(rounds / providers.length);
  const results = await Promise.all(providers.map((provider) => run(provider, share)));
  expect(results).toEqual(providers.map(() => ({ rounds: share, stale: 0 })));
}, 300_000);
