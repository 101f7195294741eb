import { afterEach, describe, expect, it } from "@jest/globals";
import type { Ahead, Provider } from "../../../src/directory/provider.js";
import { KeptFacts } from "../../../src/store/kept-facts.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { CountedProbes } from "../../store/counted-probes.js";
import { everybody, firstPage } from "../reads.js";
import { openTalkdesk, type TalkdeskAccount } from "./talkdesk-account.js";

const rolesAndTeams: Ahead = new Set(["roles", "teams"]);
const of = { tenant: "acme", account: "voice", name: "facts" };

let account: TalkdeskAccount;
afterEach(() => account.close());

async function open(): Promise<TalkdeskAccount> {
  account = await openTalkdesk({ quirks: { getShows: "minimal" } });
  return account;
}

function list(provider: Provider): ReturnType<Provider["listUsers"]> {
  return provider.listUsers(testReading(), firstPage, everybody, rolesAndTeams);
}

const gets = (): number => account.standIn.counters.read().callsByRoute["GET /users/:id"] ?? 0;

describe("what gets tell beside the list", () => {
  it("is not asked again by the next process, until ten minutes are over", async () => {
    const { cold, standIn } = await open();
    const probes = new CountedProbes();
    const counts: number[] = [];
    for (const minutes of [0, 9.9, 10]) {
      const now = Date.UTC(2026, 10, 23, 9) + minutes * 60_000;
      const facts = new KeptFacts({ probes, of, now: () => now });
      await facts.settled();
      standIn.counters.reset();
      await list(cold({ facts }));
      await facts.settled();
      counts.push(gets());
    }
    expect(counts).toEqual([1, 0, 1]);
  });

  it("is asked where the store has not answered yet", async () => {
    const { cold } = await open();
    const silence = new Promise<never>(() => undefined);
    const facts = new KeptFacts({ probes: { find: () => silence, put: () => silence }, of });
    const { notes } = await list(cold({ facts }));
    expect(notes.map(({ code }) => code)).toEqual(["ROLES_NOT_EXPOSED", "TEAMS_NOT_EXPOSED"]);
    expect(gets()).toBe(1);
  });
});
