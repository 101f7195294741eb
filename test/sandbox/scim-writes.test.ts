import { afterEach, describe, expect, it } from "@jest/globals";
import { strict, type ScimQuirks } from "../../sandbox/scim/quirks.js";
import { openScim, resourcesOf, type ScimSession } from "./scim-session.js";

let session: ScimSession;
afterEach(() => session.close());

async function open(quirks: Partial<ScimQuirks> = {}): Promise<ScimSession["ask"]> {
  session = await openScim(quirks);
  return session.ask;
}

const ada = { schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], userName: "ada@acme.example" };

function operations(...list: readonly object[]): object {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], Operations: list };
}

describe("a SCIM user that is written", () => {
  it("is made once, found, deleted, and made again under another id", async () => {
    const ask = await open();
    const made = await ask("POST", "/Users", ada);
    expect([made.status, made.body["active"]]).toEqual([201, true]);
    expect((await ask("POST", "/Users", { ...ada, userName: "ADA@acme.example" })).body).toMatchObject({
      ...{ status: "409", scimType: "uniqueness" },
    });
    const path = `/Users/${String(made.body["id"])}`;
    expect((await ask("DELETE", path)).status).toBe(204);
    expect([(await ask("GET", path)).status, (await ask("DELETE", path)).status]).toEqual([404, 404]);
    expect((await ask("POST", "/Users", ada)).body["id"]).not.toBe(made.body["id"]);
    expect(session.standIn.counters.read().writes).toBe(3);
  });

  it.each([
    ["an object without a path", { op: "replace", value: { active: false } }],
    ["a path", { op: "replace", path: "active", value: false }],
    ["a capitalised op", { op: "Replace", path: "active", value: false }],
  ])("is disabled by %s", async (_title, operation) => {
    const ask = await open();
    const { body } = await ask("POST", "/Users", ada);
    const patched = await ask("PATCH", `/Users/${String(body["id"])}`, operations(operation));
    expect([patched.status, patched.body["active"]]).toEqual([200, false]);
    const again = await ask("PATCH", `/Users/${String(body["id"])}`, operations(operation));
    expect([again.status, again.text]).toEqual([204, ""]);
  });

  it.each([
    ["stays without active on a lax server", {}, undefined],
    ["is active again on a strict one", strict, true],
  ])("that is put without active %s", async (_title, quirks, active) => {
    const ask = await open(quirks);
    const { body } = await ask("POST", "/Users", { ...ada, active: false });
    const put = await ask("PUT", `/Users/${String(body["id"])}`, ada);
    expect([put.status, put.body["active"]]).toEqual([200, active]);
  });

  it("is refused by a strict server for its media type or extension", async () => {
    const ask = await open(strict);
    expect((await ask("POST", "/Users", ada, { "content-type": "text/plain" })).status).toBe(415);
    const unknown = { ...ada, "urn:example:nothing": {} };
    expect((await ask("POST", "/Users", unknown)).body).toMatchObject({
      status: "400",
      scimType: "invalidValue",
    });
    expect((await ask("POST", "/Users", { schemas: ada.schemas })).status).toBe(400);
  });

  it("is put back as it was read, with a change, by either server", async () => {
    for (const quirks of [{}, strict]) {
      const ask = await open(quirks);
      const [seeded] = resourcesOf(await ask("GET", "/Users?count=1"));
      const path = `/Users/${String(seeded?.["id"])}`;
      const put = await ask("PUT", path, { ...seeded, title: "Boss", groups: [], meta: {} });
      expect([put.status, put.body["title"]]).toEqual([200, "Boss"]);
      expect(put.body["groups"]).toEqual(seeded?.["groups"]);
      expect(put.body["meta"]).toMatchObject({ created: "2023-01-09T09:00:00.000Z" });
      const taken = { ...seeded, userName: "svc-backup" };
      expect((await ask("PUT", path, taken)).body).toMatchObject({ scimType: "uniqueness" });
      await session.close();
    }
  });

  it("is told where it is by a strict server, under a path that is not there", async () => {
    const ask = await open(strict);
    const { headers } = await ask("POST", "/Users", ada);
    expect(headers.get("location")).toMatch(/^\/api\/auth\/scim\/v2\/Users\//u);
    session.standIn.setQuirks({ character: "lax" });
    const lax = await ask("POST", "/Users", { ...ada, userName: "b@acme.example" });
    expect(lax.headers.get("location")).toBeNull();
  });

  it("leaves its groups when it is deleted", async () => {
    const ask = await open();
    const [first] = resourcesOf(await ask("GET", "/Users?count=1"));
    const id = String(first?.["id"]);
    const mentions = async () =>
      JSON.stringify(resourcesOf(await ask("GET", "/Groups?count=100"))).includes(id);
    expect(await mentions()).toBe(true);
    await ask("DELETE", `/Users/${id}`);
    expect(await mentions()).toBe(false);
  });

  it("changes nothing when it is refused", async () => {
    const ask = await open();
    const before = session.standIn.hash();
    await ask("POST", "/Users", {});
    await ask("PATCH", "/Users/nobody", operations({ op: "remove", path: "title" }));
    expect(session.standIn.hash()).toBe(before);
    expect(session.standIn.counters.read().writes).toBe(0);
  });
});

describe("a SCIM group that is written", () => {
  it("may have a name twice and unknown members on a lax server only", async () => {
    for (const [quirks, statuses] of [
      [{}, [201, 201]],
      [strict, [409, 400]],
    ] as const) {
      const ask = await open(quirks);
      const twice = await ask("POST", "/Groups", { displayName: "Nobody" });
      const unknown = await ask("POST", "/Groups", {
        displayName: "Strangers",
        members: [{ value: "nobody" }],
      });
      expect([twice.status, unknown.status]).toEqual(statuses);
      if (quirks !== strict) await session.close();
    }
  });

  it("has at most 1,000 members on a strict server, each of which has an id", async () => {
    const ask = await open(strict);
    const [user] = resourcesOf(await ask("GET", "/Users?count=1"));
    const post = (displayName: string, members: readonly unknown[]) =>
      ask("POST", "/Groups", { displayName, members });
    const many = (count: number) => new Array<unknown>(count).fill({ value: user?.["id"] });
    expect((await post("Enough", many(1_000))).status).toBe(201);
    expect((await post("Too many", many(1_001))).body).toMatchObject({ scimType: "invalidValue" });
    for (const member of [null, "x", {}]) {
      expect((await post("Strange", [member])).body).toMatchObject({ scimType: "invalidValue" });
    }
  });

  it("is renamed by PUT, and deleted; its members say so", async () => {
    const ask = await open();
    const [user] = resourcesOf(await ask("GET", "/Users?count=1"));
    const members = [{ value: user?.["id"] }];
    const made = await ask("POST", "/Groups", { displayName: "New", members });
    const path = `/Groups/${String(made.body["id"])}`;
    const groupsOf = async () =>
      JSON.stringify((await ask("GET", `/Users/${String(user?.["id"])}`)).body["groups"]);
    expect(await groupsOf()).toContain('"New"');
    await ask("PUT", path, { displayName: "Renamed", members });
    expect(await groupsOf()).toContain('"Renamed"');
    await ask("DELETE", path);
    expect(await groupsOf()).not.toContain('"Renamed"');
  });

  it("loses a member by a filter in the path, and by a value, as Entra sends it", async () => {
    const ask = await open();
    const [first, second] = resourcesOf(await ask("GET", "/Users?count=2")).map(({ id }) => String(id));
    const { body } = await ask("POST", "/Groups", {
      displayName: "Two",
      members: [{ value: first }, { value: second }],
    });
    const path = `/Groups/${String(body["id"])}`;
    const one = await ask(
      "PATCH",
      path,
      operations({ op: "remove", path: `members[value eq "${first ?? ""}"]` }),
    );
    expect(one.body["members"]).toEqual([{ value: second }]);
    const none = await ask(
      "PATCH",
      path,
      operations({ op: "Remove", path: "members", value: [{ value: second }] }),
    );
    expect((none.body["members"] as unknown[] | undefined) ?? []).toEqual([]);
  });
});
