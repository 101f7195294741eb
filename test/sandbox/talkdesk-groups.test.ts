import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Reply } from "./session.js";
import { idsIn, startTalkdesk, type TalkdeskSession } from "./talkdesk-session.js";

interface Named {
  readonly id: string;
  readonly name: string;
}

let session: TalkdeskSession;
beforeEach(async () => {
  session = await startTalkdesk({ people: 200 });
});
afterEach(() => session.close());

const read = (path: string): Promise<Reply> => session.call("GET", path);

describe.each(["roles", "teams"] as const)("GET /%s", (name) => {
  const rowsIn = (reply: Reply): Named[] => (reply.body as Record<string, Named[]>)[name] ?? [];

  it("is the whole list of this account, whatever page is asked for", async () => {
    const reply = await read(`/${name}?page[size]=1`);
    const own = session.state[name].map((one) => ({ id: one.id, name: one.name }));
    expect(reply.body).toEqual({ [name]: own });
    const foreign = session.state.others[name].map(({ id }) => id);
    expect(foreign).toHaveLength(1);
    expect(own.map(({ id }) => id)).not.toContain(foreign[0]);
  });

  it("is paged like users by quirk", async () => {
    session.standIn.setQuirks({ [name]: "paged" });
    const size = name === "teams" ? 20 : session.state.roles.length;
    const first = await read(`/${name}`);
    expect(first.body).toMatchObject({ meta: { total: session.state[name].length, page: 1 } });
    expect(rowsIn(first)).toHaveLength(size);
    const second = await read(`/${name}?page[number]=2&page[size]=4`);
    expect(rowsIn(second).map(({ id }) => id)).toEqual(session.state[name].slice(4, 8).map(({ id }) => id));
    expect((await read(`/${name}?page[size]=0`)).status).toBe(400);
  });

  it("is a 404 by quirk", async () => {
    session.standIn.setQuirks({ [name]: "absent" });
    expect(await read(`/${name}`)).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

describe("ring groups and queues", () => {
  const inGroup = (group: string): string[] =>
    session.state.users.filter(({ ringGroups }) => ringGroups.includes(group)).map(({ id }) => id);

  it("ring groups have names and no ids", async () => {
    const { body } = await read("/ring-groups?per_page=2&page=2");
    expect(body).toMatchObject({
      ...{ total: 4, page: 2, per_page: 2, count: 2 },
      _embedded: { ring_groups: [{ name: "VIP / Gold" }, { name: "Español" }] },
    });
    expect((body as { _embedded: { ring_groups: object[] } })._embedded.ring_groups[0]).not.toHaveProperty(
      "id",
    );
    expect((await read("/ring-groups?name=Espa%C3%B1ol")).body).toMatchObject({ total: 1 });
  });

  it("queues have ids, and the ring groups' names and people", async () => {
    const { body } = await read("/ccaas/queues");
    const { queues } = (body as { _embedded: { queues: Named[] } })._embedded;
    expect(queues.map(({ name }) => name)).toEqual(session.state.ringGroups.map(({ name }) => name));
    for (const { id, name } of queues) {
      const people = inGroup(name);
      expect(people.length).toBeGreaterThan(10);
      const byQueue = await read(`/ccaas/queues/${id}/users?per_page=100`);
      const byName = await read(`/ring-groups/${encodeURIComponent(name)}/users?per_page=100`);
      expect([idsIn(byQueue), idsIn(byName)]).toEqual([people, people]);
      expect((await read(`/ccaas/queues?id=${id}`)).body).toMatchObject({ total: 1 });
    }
  });

  it("say the same as the user does", async () => {
    const [user] = session.state.users;
    const { ring_groups } = (await read(`/users/${user?.id ?? ""}`)).body as { ring_groups: string[] };
    expect(ring_groups.length).toBeGreaterThan(0);
    for (const name of ring_groups) expect(inGroup(name)).toContain(user?.id);
    await session.call("PATCH", `/users/${user?.id ?? ""}`, { body: { ring_groups: ["Español"] } });
    expect(idsIn(await read("/ring-groups/Espa%C3%B1ol/users"))).toContain(user?.id);
    expect(
      idsIn(await read(`/ring-groups/${encodeURIComponent(ring_groups[0] ?? "")}/users?per_page=100`)),
    ).not.toContain(user?.id);
  });

  it("tell their active members apart, page by page", async () => {
    const all = await read("/ring-groups/General/users?per_page=100");
    const active = idsIn(await read("/ring-groups/General/users?per_page=100&active=true"));
    const inactive = idsIn(await read("/ring-groups/General/users?per_page=100&active=false"));
    expect([active.length > 0, inactive.length > 0]).toEqual([true, true]);
    expect([...active, ...inactive].sort()).toEqual([...idsIn(all)].sort());
    expect(idsIn(await read("/ring-groups/General/users?per_page=3&page=2"))).toEqual(idsIn(all).slice(3, 6));
  });

  it.each(["/ring-groups/Nobody/users", "/ccaas/queues/nothing/users"])("%s is a 404", async (path) => {
    expect((await read(path)).status).toBe(404);
  });

  it.each([
    [{ ringGroups: "absent" }, "/ring-groups", "/ring-groups/General/users", "/ccaas/queues"],
    [{ queues: "absent" }, "/ccaas/queues", "/ccaas/queues/x/users", "/ring-groups"],
  ] as const)("are a 404 by quirk: %j", async (quirks, list, members, left) => {
    session.standIn.setQuirks(quirks);
    const statuses = await Promise.all([list, members, left].map(async (path) => (await read(path)).status));
    expect(statuses).toEqual([404, 404, 200]);
  });
});
