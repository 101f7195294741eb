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

/** Calls that it takes to know that nobody has an address. */
async function lookUps(session: GraphSession, key: string): Promise<number> {
  session.server(key).counters.reset();
  expect((await session.ask(unlikely)).data).toMatchObject({ users: { nodes: [], isComplete: true } });
  return Object.values(session.calls(key).callsByRoute).reduce((sum, count) => sum + count, 0);
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
    await session.restart();
    expect(await probes(session)).toBe(0);
    const clientSecret = "another-secret-of-the-client";
    (session.server("voice") as TalkdeskStandIn).credentials.clientSecret = clientSecret;
    await session.restart({ voice: { clientSecret } });
    expect([await probes(session), await probes(session)]).toEqual([1, 0]);
  } finally {
    await session.stop();
  }
});

/** The filter, and as the filter of the SCIM server does not find everybody, the two pages of the list. */
const calls = [
  ["talkdesk", [3, 1, 1]],
  ["scim", [4, 3, 3]],
] as const;
test.each(calls)(
  "how the e-mail filter of %s compares is found out once, and not again after a restart",
  async (provider, expected) => {
    const databaseUrl = `file:${join(directory, `${provider}.db`)}`;
    const session = await startGraphSession({
      databaseUrl,
      accounts: [{ key: "own", provider, people: 150 }],
    });
    try {
      const counts = [await lookUps(session, "own")];
      await session.restart();
      counts.push(await lookUps(session, "own"));
      await session.restart();
      counts.push(await lookUps(session, "own"));
      expect(counts).toEqual(expected);
    } finally {
      await session.stop();
    }
  },
);
