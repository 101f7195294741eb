import { afterEach, describe, expect, test } from "@jest/globals";
import type { TiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";

interface Answer {
  readonly activities: {
    readonly nodes: readonly { readonly accountKey: string; readonly occurredAt: string }[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly isComplete: boolean;
    readonly accountStatuses: readonly {
      readonly state: string;
      readonly notes: readonly { readonly code: string }[];
      readonly linkedAccount: { readonly accountKey: string };
    }[];
  };
}
type Seen = readonly [account: string, moment: string];

const query = `query ($first: Int! = 7, $after: String) {
  activities(first: $first, after: $after) {
    nodes { accountKey occurredAt } pageInfo { hasNextPage endCursor } isComplete
    accountStatuses { state notes { code } linkedAccount { accountKey } }
  }
}`;

let session: GraphSession;
afterEach(() => session.stop());

async function start(): Promise<void> {
  session = await startGraphSession({
    accounts: [
      { key: "zulu", people: 20 },
      { key: "voice", provider: "talkdesk", people: 10 },
      { key: "alpha", people: 20, seed: 2 },
    ],
  });
  for (const key of ["zulu", "alpha"]) fillLog(session.standIn(key));
}

/** Entries of both logs at the same moments, and some of one log alone. */
function fillLog(standIn: TiledeskStandIn): void {
  const { state, projectIds } = standIn.current();
  const [sample] = state.activities;
  if (sample === undefined) throw new Error("The seed has no log");
  state.activities.length = 0;
  for (let index = 0; index < 24; index += 1) {
    const minute = standIn === session.standIn("zulu") ? index : Math.floor(index / 2) * 2;
    const createdAt = new Date(Date.UTC(2026, 9, 1, 12, minute)).toISOString();
    state.activities.push({
      ...structuredClone(sample),
      ...{ _id: state.nextId(), id_project: projectIds[0] ?? "", createdAt, updatedAt: createdAt },
    });
  }
}

function written(key: string): readonly Seen[] {
  return session
    .standIn(key)
    .current()
    .state.activities.map(({ createdAt }) => [key, createdAt]);
}

function newestFirst(seen: readonly Seen[]): readonly Seen[] {
  return [...seen].sort(([account, moment], [otherAccount, other]) => {
    if (moment !== other) return moment > other ? -1 : 1;
    return account < otherAccount ? -1 : Number(account > otherAccount);
  });
}

async function ask(after: string | null): Promise<Answer["activities"]> {
  const { data, errors } = await session.ask<Answer>(query, { after });
  expect(errors).toEqual([]);
  return data.activities;
}

async function walk(): Promise<readonly Answer["activities"][]> {
  const pages: Answer["activities"][] = [];
  for (let after: string | null = null, hasNext = true; hasNext;) {
    const page: Answer["activities"] = await ask(after);
    pages.push(page);
    [after, hasNext] = [page.pageInfo.endCursor, page.pageInfo.hasNextPage];
  }
  return pages;
}

function seenIn(pages: readonly Answer["activities"][]): readonly Seen[] {
  return pages.flatMap(({ nodes }) => nodes?.map((one): Seen => [one.accountKey, one.occurredAt]) ?? []);
}

describe("activities of several accounts", () => {
  test("come newest first over all of them, those of one moment by account", async () => {
    await start();
    const pages = await walk();
    expect(seenIn(pages)).toEqual(newestFirst([...written("zulu"), ...written("alpha")]));
    expect(pages.map(({ nodes }) => nodes?.length)).toEqual([7, 7, 7, 7, 7, 7, 6]);
    expect(pages.every(({ isComplete }) => isComplete)).toBe(true);
  });

  test("say of an account that has none that its provider has none", async () => {
    await start();
    const { accountStatuses } = await ask(null);
    expect(accountStatuses).toEqual([
      { state: "OK", notes: [], linkedAccount: { accountKey: "zulu" } },
      { state: "OK", notes: [{ code: "UNSUPPORTED_BY_PROVIDER" }], linkedAccount: { accountKey: "voice" } },
      { state: "OK", notes: [], linkedAccount: { accountKey: "alpha" } },
    ]);
  });

  test("pass over an account that fails, and stay incomplete to the end", async () => {
    await start();
    const route = "/:pid/activities";
    session.standIn("alpha").faults.add([{ match: { route }, fault: { kind: "status", status: 403 } }]);
    const pages = await walk();
    expect(seenIn(pages)).toEqual(newestFirst(written("zulu")));
    expect(pages.some(({ isComplete }) => isComplete)).toBe(false);
    expect(pages.map(({ accountStatuses }) => accountStatuses[2]?.state)).toEqual(
      pages.map(() => "FORBIDDEN"),
    );
  });

  test("keep their order when somebody acts meanwhile where nothing was given out yet", async () => {
    await start();
    const { state } = session.standIn("alpha").current();
    for (const entry of state.activities) entry.createdAt = entry.createdAt.replace("2026", "2025");
    const before = newestFirst([...written("zulu"), ...written("alpha")]);
    const first = await ask(null);
    const newest = structuredClone(state.activities.at(-1));
    if (newest === undefined) throw new Error("The log is empty");
    state.activities.push({ ...newest, _id: state.nextId(), createdAt: "2026-10-02T12:00:00.000Z" });
    await session.restart();
    const second = await ask(first.pageInfo.endCursor);
    expect(seenIn([first, second])).toEqual(before.slice(0, 14));
    expect(seenIn([await ask(null)])[0]).toEqual(["alpha", "2026-10-02T12:00:00.000Z"]);
  });
});
