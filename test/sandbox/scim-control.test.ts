import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createControlServer } from "../../sandbox/control.js";
import { closeAtOnce, listenOnLoopback } from "../../sandbox/loopback.js";
import { strict } from "../../sandbox/scim/quirks.js";
import { openScim, type ScimSession } from "./scim-session.js";

let session: ScimSession;
let control: ReturnType<typeof createControlServer>;
let controlUrl: string;
beforeEach(async () => {
  session = await openScim({ pageSizeClamp: 50 });
  control = createControlServer([session.standIn]);
  controlUrl = await listenOnLoopback(control, 0);
});
afterEach(async () => {
  await closeAtOnce(control);
  await session.close();
});

async function send(method: string, path: string, body?: unknown): Promise<[number, unknown]> {
  const response = await fetch(controlUrl + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [response.status, await response.json()];
}

describe("the control of the SCIM stand-in", () => {
  it("sets some switches, a preset before them, and shows all", async () => {
    const [status, all] = await send("POST", "/scim/quirks", { preset: "strict", groups: "absent501" });
    expect([status, all]).toEqual([200, { ...strict, groups: "absent501" }]);
    expect(await send("GET", "/scim/quirks")).toEqual([200, all]);
    expect((await session.ask("GET", "/Groups")).status).toBe(501);
  });

  it.each([
    [{ filters: "some" }],
    [{ colour: "red" }],
    [{ constructor: "lax" }],
    [{ preset: "mild" }],
    [{ pageSizeClamp: 0 }],
    [{ pageSizeClamp: 1.5 }],
    [{ perSecond: "4" }],
    [{ nullsForAbsent: "yes" }],
  ])("refuses %j and changes nothing", async (quirks) => {
    const before = session.standIn.quirks();
    expect((await send("POST", "/scim/quirks", quirks))[0]).toBe(400);
    expect(session.standIn.quirks()).toEqual(before);
  });

  it("changes the token, and takes it back with the rest", async () => {
    const old = session.standIn.token();
    const ask = async (token: string) =>
      (await session.ask("GET", "/Users", undefined, { authorization: `Bearer ${token}` })).status;
    expect((await send("POST", "/scim/token", { token: "new" }))[0]).toBe(200);
    expect([await ask(old), await ask("new")]).toEqual([401, 200]);
    expect((await send("POST", "/scim/token", { token: "" }))[0]).toBe(400);
    const hash = session.standIn.hash();
    await session.ask("POST", "/Users", { userName: "ada@acme.example" });
    await send("POST", "/scim/quirks", { preset: "strict" });
    expect(session.standIn.hash()).not.toBe(hash);
    await send("POST", "/scim/reset");
    expect(session.standIn.hash()).toBe(hash);
    expect(session.standIn.quirks()).toMatchObject({ character: "lax", pageSizeClamp: 50 });
    expect([await ask(old), await ask("new")]).toEqual([200, 401]);
  });

  it("counts calls by route, and writes apart", async () => {
    await session.ask("GET", "/Users?count=1");
    await session.ask("GET", "/Users/nobody");
    await session.ask("GET", "/Nothing");
    await session.ask("POST", "/Users", { userName: "ada@acme.example" });
    expect(await send("GET", "/scim/counters")).toEqual([
      200,
      {
        ...{ calls: 4, signIns: 0, emails: 0, writes: 1 },
        callsByRoute: {
          "GET /scim/v2/Users": 1,
          "GET /scim/v2/Users/:id": 1,
          "GET (unknown route)": 1,
          "POST /scim/v2/Users": 1,
        },
      },
    ]);
  });
});
