import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { ActivityDocument } from "../../../sandbox/tiledesk/documents.js";
import type { Activity, ActivityAction, ActivityFilter } from "../../../src/directory/activity.js";
import { walk } from "../../contract/walk.js";
import type { Provider } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { anyActivity, itemsOf } from "../reads.js";
import { openScripted } from "./scripted-tiledesk.js";
import { openTiledesk, unknownId, type TiledeskAccount } from "./tiledesk-account.js";

const verbs = [
  ...["PROJECT_USER_INVITE", "PROJECT_USER_UPDATE", "PROJECT_USER_DELETE", "REQUEST_CREATE", "REQUEST_CLOSE"],
  ...["PROJECT_USER_AVAILABILITY_SELF", "PROJECT_USER_AVAILABILITY_SYSTEM", "GROUP_PAINTED"],
];
const firstMoment = Date.UTC(2026, 10, 9, 22, 0, 0);
const twentyMinutes = 1_200_000;

describe("the log of Tiledesk", () => {
  let account: TiledeskAccount;
  let actors: readonly string[];
  beforeAll(async () => {
    account = await openTiledesk({ people: 30, projects: 2 });
    const { members, activities } = account.state;
    actors = [...members.values()].flatMap(({ id_user, id_project }) =>
      id_user !== undefined && id_project === account.projectIds[0] && account.state.users.has(id_user)
        ? id_user
        : [],
    );
    activities.length = 0;
    // Eleven at a time: pages of 100 end in the middle of a tie.
    for (let index = 0; index < 640; index += 1) activities.push(entry(index));
  });
  afterEach(() => {
    account.state.activitiesEnabled = true;
    account.standIn.counters.reset();
  });
  afterAll(() => account.close());

  function entry(index: number): ActivityDocument {
    const verb = verbs[index % verbs.length] ?? "";
    const actor = actors[index % 5] ?? "";
    const at = new Date(firstMoment + Math.floor(index / 11) * twentyMinutes).toISOString();
    const type = ["user", "user", "system", "bot", "robot"][index % 5] ?? "user";
    return {
      ...{ _id: account.state.nextId(), id_project: account.projectIds[index % 3 === 0 ? 1 : 0] ?? "" },
      actor: { _id: account.state.nextId(), type, id: actor, name: "Somebody" },
      ...{ verb, actionObj: verb === "PROJECT_USER_DELETE" ? { deleteType: "soft" } : {} },
      target: { type: "request", id: `r${index}`, object: {} },
      ...{ createdAt: at, updatedAt: at, involvedUserIds: [actor], __v: 0 },
    };
  }
  const read = (
    filter: Partial<ActivityFilter>,
    size: number,
    provider?: Provider,
  ): Promise<readonly Activity[]> => walk((page) => list(provider ?? account.cold(), filter, page), size);
  const idsOf = (found: readonly Activity[]): readonly string[] => found.map((activity) => activity.remoteId);
  /** Newest first; of one moment the one written last. */
  const expected = (isWanted: (one: ActivityDocument) => boolean): readonly string[] =>
    [...account.state.activities]
      .filter(isWanted)
      .sort((one, other) => (one.createdAt + one._id < other.createdAt + other._id ? 1 : -1))
      .map((one) => one._id);

  it.each([7, 50, 100])("gives all entries of two projects in the order of time, %i a page", async (size) => {
    expect(idsOf(await read({}, size))).toEqual(expected(() => true));
  });

  it("gives what lies between two moments, the first included and the last not", async () => {
    const since = new Date(firstMoment + 6 * twentyMinutes);
    const until = new Date(firstMoment + 20 * twentyMinutes);
    const inside = expected(({ createdAt }) => new Date(createdAt) >= since && new Date(createdAt) < until);
    expect(inside).toHaveLength(14 * 11);
    expect(idsOf(await read({ since, until }, 30))).toEqual(inside);
    const from = expected(({ createdAt }) => new Date(createdAt) >= since);
    expect(idsOf(await read({ since }, 100))).toEqual(from);
    expect(idsOf(await read({ until: since }, 30))).toHaveLength(66);
  });

  it.each([
    [["CONVERSATION_CREATED"], ["REQUEST_CREATE"]],
    [
      ["USER_INVITED", "USER_UPDATED"],
      ["PROJECT_USER_INVITE", "PROJECT_USER_UPDATE"],
    ],
    [["USER_AVAILABILITY_CHANGED"], ["PROJECT_USER_AVAILABILITY_SELF", "PROJECT_USER_AVAILABILITY_SYSTEM"]],
    [["USER_SOFT_DELETED"], ["PROJECT_USER_DELETE"]],
    [["USER_HARD_DELETED"], []],
    [["UNKNOWN"], ["GROUP_PAINTED"]],
  ] as [ActivityAction[], string[]][])("gives the actions %s", async (actions, wanted) => {
    const found = await read({ actions: new Set(actions) }, 40);
    expect(idsOf(found)).toEqual(expected(({ verb }) => wanted.includes(verb)));
    expect(new Set(found.map((activity) => activity.action))).toEqual(
      new Set(found.length === 0 ? [] : actions),
    );
  });

  it("gives what certain users did, and not what was done to them or by machines", async () => {
    const [scope] = account.projectIds;
    const did = (...humans: readonly (string | undefined)[]) =>
      expected(({ actor }) => actor.type === "user" && humans.includes(actor.id));
    const refsOf = (...humans: readonly (string | undefined)[]) =>
      humans.map((id) => ({ kind: "identity", scope: scope ?? "", id: id ?? "" }));
    expect(did(actors[0]).length).toBeGreaterThan(50);
    expect(idsOf(await read({ actors: refsOf(actors[0]) }, 30))).toEqual(did(actors[0]));
    expect(idsOf(await read({ actors: refsOf(actors[0], actors[1]) }, 100))).toEqual(
      did(actors[0], actors[1]),
    );
    expect(idsOf(await read({ actors: refsOf(actors[2]) }, 100))).toEqual([]);
  });

  it("asks nothing of the log for actors that are nobody", async () => {
    const nobody = { kind: "identity", scope: account.projectIds[0] ?? "", id: unknownId };
    expect(await read({ actors: [nobody] }, 10)).toEqual([]);
    expect(account.standIn.counters.read().callsByRoute["GET /:pid/activities"]).toBeUndefined();
  });

  it("says who acted", async () => {
    const kinds = new Map((await read({}, 100)).map((activity) => [activity.rawActorKind, activity]));
    expect(kinds.get("user")).toMatchObject({ actorKind: "USER", actor: { kind: "identity" } });
    expect(kinds.get("system")).toMatchObject({ actorKind: "SYSTEM", actor: null });
    expect(kinds.get("bot")).toMatchObject({ actorKind: "BOT", actor: null });
    expect(kinds.get("robot")).toMatchObject({ actorKind: "UNKNOWN", actor: null });
    expect(account.observer.unknown).toEqual(
      expect.arrayContaining(["activity.actor.type", "activity.verb"]),
    );
  });

  it("is empty where the server keeps none", async () => {
    account.state.activitiesEnabled = false;
    const page = await list(account.cold(), {}, { size: 50, position: null });
    expect(page).toMatchObject({ rows: [], hasMore: false, failure: null });
  });

  it("gives an entry once that slides from one of the server's pages to the next", async () => {
    const project = account.projectIds[0] ?? "";
    const rows = Array.from({ length: 150 }, (_, index) => ({
      ...entry(index),
      createdAt: "2026-11-20T10:00:00.000Z",
    })).reverse();
    const slid = [rows.slice(0, 100), rows.slice(99, 150)];
    const script = {
      [`GET /${project}/activities`]: ({ target }: { target: string }) => {
        const page = Number(new URL(target, "http://x").searchParams.get("page"));
        return { body: { perPage: 100, count: 150, activities: slid[page] ?? [] } };
      },
    };
    const scripted = await openScripted(script, { projectIds: [project] });
    const page = await list(scripted.provider, {}, { size: 200, position: null }).finally(() =>
      scripted.close(),
    );
    expect(idsOf(itemsOf(page))).toEqual(rows.map((row) => row._id));
  });
});

function list(
  provider: Provider,
  filter: Partial<ActivityFilter>,
  page: Parameters<NonNullable<Provider["listActivities"]>>[1],
): ReturnType<NonNullable<Provider["listActivities"]>> {
  if (provider.listActivities === undefined) throw new Error("Tiledesk has a log");
  return provider.listActivities(testReading(), page, { ...anyActivity, ...filter });
}
