import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { runKills, type KillRunOptions } from "../../scripts/kill-writes/kill-writes.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "rollcall-kills-"));
});
afterAll(() => rm(directory, { recursive: true }));

function options(name: string, changes: Partial<KillRunOptions>): KillRunOptions {
  const databaseUrl = `file:${join(directory, name)}.db`;
  return {
    invitations: 120,
    kills: 60,
    lateMs: 1_000,
    lagMs: 0,
    settleMs: 1_300,
    atOnce: 8,
    lifeMs: 700,
    databaseUrl,
    ...changes,
  };
}

describe("a process that is killed while it invites", () => {
  test("sends nobody two mails and forgets nobody, 60 times", async () => {
    const result = await runKills(options("consistent", {}));
    expect(result).toMatchObject({ doubled: 0, lost: 0, inReview: 0 });
    expect(result.kills).toBeGreaterThanOrEqual(60);
    expect(result.calls).toBe(result.invitations);
    expect(result.emails).toBe(result.invitations);
  }, 300_000);

  test("leaves to a person what a look-up that lags does not show", async () => {
    const result = await runKills(
      options("lagging", { invitations: 24, kills: 4, lagMs: 60_000, settleMs: 1_200 }),
    );
    expect(result).toMatchObject({ doubled: 0, lost: 0 });
    expect(result.inReview).toBeGreaterThan(0);
    expect(result.calls).toBeLessThanOrEqual(result.invitations);
  }, 120_000);
});
