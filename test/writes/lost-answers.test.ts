import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate } from "./mutations.js";

let session: GraphSession;
beforeAll(async () => {
  const writeRules = { settleMs: 300, removalsPerHour: 10_000 };
  session = await startGraphSession({ accounts: [{ key: "chat", people: 1_800, projects: 12, writeRules }] });
});
afterAll(() => session.stop());

const restoreRoute = { method: "PUT", route: "/:pid/project_users/:puid/restore" };

/** As a caller that does not give up: the same key until it is known. */
async function restore(id: string, key: string): Promise<string> {
  for (;;) {
    const { payload } = await mutate(session, "userRestore", { id, idempotencyKey: key });
    if (payload.userErrors.every(({ retryable }) => !retryable)) {
      return payload.userErrors[0]?.code ?? payload.operation?.state ?? "";
    }
  }
}

/** An active agent whose person is still there. */
function isWhole({ id_user, status, role, roleType, trashed }: MemberDocument): boolean {
  const { users } = session.standIn().current().state;
  const isPlain = role === "agent" && roleType === 1 && status === "active" && trashed === false;
  return isPlain && users.get(id_user ?? "")?.status === 100;
}

test("1,000 restores whose answers are lost end restored, each sent once", async () => {
  const { state } = session.standIn().current();
  const members = [...state.members.values()].filter(isWhole).slice(0, 1_000);
  expect(members).toHaveLength(1_000);
  for (const member of members) Object.assign(member, { trashed: true, status: "disabled" });
  state.changed();
  session.standIn().counters.reset();
  session.standIn().faults.add([{ match: restoreRoute, fault: { kind: "lostAnswer" } }]);

  const ids = members.map(({ _id, id_project }) =>
    encodeGlobalId({
      tenant: "default",
      account: "chat",
      type: "User",
      ref: { kind: "member", scope: id_project ?? "", id: _id },
    }),
  );
  const states: string[] = [];
  const left = ids.map((id, index) => ({ id, key: `restore-${index}` }));
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      states.push(await restore(next.id, next.key));
  };
  await Promise.all(Array.from({ length: 16 }, work));

  expect(new Set(states)).toEqual(new Set(["APPLIED"]));
  expect(members.filter(({ trashed, status }) => trashed === true || status !== "active")).toEqual([]);
  const { callsByRoute, writes } = session.standIn().counters.read();
  expect(callsByRoute[`${restoreRoute.method} ${restoreRoute.route}`]).toBe(members.length);
  expect(writes).toBe(members.length);
}, 120_000);
