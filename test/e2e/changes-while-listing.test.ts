import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

interface Page {
  readonly users: {
    readonly nodes: readonly { readonly remoteId: string; readonly state: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly isComplete: boolean;
  };
}

const query = `query ($after: String) { users(first: 10, after: $after) {
  nodes { remoteId state } pageInfo { hasNextPage endCursor } isComplete
} }`;

let session: GraphSession;
beforeEach(async () => {
  session = await startGraphSession({ accounts: [{ key: "chat", people: 60, projects: 2 }] });
});
afterEach(() => session.stop());

/** All pages; `between` runs after each, and the service forgets what it read. */
async function walk(between: (page: number) => void): Promise<Page["users"][]> {
  const pages: Page["users"][] = [];
  for (let after: string | null = null, hasNext = true; hasNext;) {
    const reply: { data: Page; errors: readonly unknown[] } = await session.ask<Page>(query, { after });
    expect(reply.errors).toEqual([]);
    pages.push(reply.data.users);
    ({ endCursor: after, hasNextPage: hasNext } = reply.data.users.pageInfo);
    expect(pages.length).toBeLessThan(30);
    between(pages.length);
    await session.restart();
  }
  return pages;
}

function idsOf(pages: readonly Page["users"][]): string[] {
  return pages.flatMap(({ nodes }) => nodes.map(({ remoteId }) => remoteId));
}

describe("a list that changes while it is read", () => {
  test("repeats nobody and loses nobody who stays, as people are removed", async () => {
    const before = idsOf(await walk(() => undefined));
    const { state } = session.standIn().current();
    const removed = new Set<string>();
    const pages = await walk((page) => {
      const gone = before[page * 7];
      const member = gone === undefined ? undefined : state.members.get(gone);
      if (member === undefined || member.role === "owner") return;
      removed.add(member._id);
      state.removeMember(member);
    });
    const found = idsOf(pages);
    expect(removed.size).toBeGreaterThan(3);
    expect(new Set(found).size).toBe(found.length);
    expect(before.filter((id) => !removed.has(id) && !found.includes(id))).toEqual([]);
    expect(pages.every(({ isComplete }) => isComplete)).toBe(true);
  });

  test("repeats nobody, as people are invited", async () => {
    const before = idsOf(await walk(() => undefined));
    const { state, projectIds } = session.standIn().current();
    const pages = await walk((page) => {
      const _id = state.nextId();
      const at = state.now();
      const [id_project = ""] = projectIds;
      const email = `new${page}@acme.example`;
      const times = { createdAt: at, updatedAt: at };
      state.pendingInvitations.set(_id, { _id, email, role: "agent", id_project, ...times, __v: 0 });
      state.changed();
    });
    const found = idsOf(pages);
    expect(new Set(found).size).toBe(found.length);
    expect(before.filter((id) => !found.includes(id))).toEqual([]);
  });

  test("shows somebody who was deleted as DELETED by id, and in no list by default", async () => {
    const first = await session.ask<{ users: { nodes: { id: string; remoteId: string }[] } }>(
      "{ users(first: 100, filter: { privileges: [MEMBER], states: [ACTIVE] }) { nodes { id remoteId } } }",
    );
    const [person] = first.data.users.nodes;
    const { state } = session.standIn().current();
    const member = state.members.get(person?.remoteId ?? "");
    if (member === undefined || person === undefined) throw new Error("Nobody there");
    member.trashed = true;
    member.status = "disabled";
    state.changed();
    await session.restart();
    const after = await session.ask<{ user: { state: string }; users: { nodes: { id: string }[] } }>(
      "query ($id: ID!) { user(id: $id) { state } users(first: 100) { nodes { id } } }",
      { id: person.id },
    );
    expect(after.errors).toEqual([]);
    expect(after.data.user).toEqual({ state: "DELETED" });
    expect(after.data.users.nodes.map(({ id }) => id)).not.toContain(person.id);
  });
});
