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

  it("refuses a text for active where the server is lax, and takes it where it is strict", async () => {
    const ask = await open();
    const { body } = await ask("POST", "/Users", ada);
    const patch = operations({ op: "replace", path: "active", value: "False" });
    expect((await ask("PATCH", `/Users/${String(body["id"])}`, patch)).body).toMatchObject({
      scimType: "invalidValue",
    });
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
