import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";

const query = "{ users(first: 20) { nodes { displayName roles { name } teams { nodes { name } } } } }";
const unlikely = '{ users(filter: { emails: ["nobody@acme.example"] }) { nodes { state } isComplete } }';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "rollcall-facts-"));
});
afterAll(() => rm(directory, { recursive: true }));

/** Gets of single users that a list of users takes: without them nobody knows what gets tell. */
async function probes(session: GraphSession): Promise<number> {
  session.server("voice").counters.reset();
  expect((await session.ask(query)).errors).toEqual([]);
  return session.calls("voice").callsByRoute["GET /users/:id"] ?? 0;
}

async function lookUps(session: GraphSession): Promise<number> {
  session.server("voice").counters.reset();
  expect((await session.ask(unlikely)).data).toMatchObject({ users: { nodes: [], isComplete: true } });
  return session.calls("voice").callsByRoute["GET /users"] ?? 0;
}

test("what an account's gets tell is found out once, and not again after a restart", async () => {
  const databaseUrl = `file:${join(directory, "facts.db")}`;
  const talkdesk = { getShows: "minimal" } as const;
  const session = await startGraphSession({
    databaseUrl,
    accounts: [{ key: "voice", provider: "talkdesk", people: 150, talkdesk }],
  });
  try {
    expect([await probes(session), await probes(session)]).toEqual([1, 0]);
    const before = await lookUps(session);
    await session.restart();
    expect(await probes(session)).toBe(0);
    expect(await lookUps(session)).toBeLessThan(before);
    const clientSecret = "another-secret-of-the-client";
    (session.server("voice") as TalkdeskStandIn).credentials.clientSecret = clientSecret;
    await session.restart({ voice: { clientSecret } });
    expect([await probes(session), await probes(session)]).toEqual([1, 0]);
  } finally {
    await session.stop();
  }
});
