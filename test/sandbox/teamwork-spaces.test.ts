import { afterEach, describe, expect, it } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import { createControlServer } from "../../sandbox/control.js";
import { closeAtOnce, listenOnLoopback } from "../../sandbox/loopback.js";
import { defaultSpacesQuirks, type SpacesQuirks } from "../../sandbox/teamwork-spaces/quirks.js";
import {
  createTeamworkSpacesStandIn,
  type TeamworkSpacesStandIn,
} from "../../sandbox/teamwork-spaces/stand-in.js";
import { siteCredentials } from "../../sandbox/teamwork-site/authorization.js";
import { toInstallation } from "../../sandbox/teamwork-site/installation.js";

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

const company = createCompany(130, 1);
let standIn: TeamworkSpacesStandIn | null = null;
let base = "";
afterEach(async () => {
  await standIn?.close();
  standIn = null;
});

async function open(
  quirks: Partial<SpacesQuirks> = {},
  clock: () => Date = () => new Date(),
): Promise<TeamworkSpacesStandIn> {
  standIn = createTeamworkSpacesStandIn({ company, seed: 1, quirks, clock });
  base = await standIn.listen(0);
  return standIn;
}

async function ask(path: string, authorization?: string, method = "GET"): Promise<Reply> {
  const header = authorization ?? `Bearer ${standIn?.token() ?? ""}`;
  const response = await fetch(`${base}/spaces/api/v1/${path}`, {
    method,
    headers: { authorization: header },
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, body, headers: response.headers };
}

function rowsIn({ body }: Reply, name: string): readonly Record<string, unknown>[] {
  return body[name] as readonly Record<string, unknown>[];
}

describe("authentication", () => {
  it("takes a token, and an API key in its place", async () => {
    await open();
    expect((await ask("users.json")).status).toBe(200);
    expect((await ask("users.json", `Bearer ${siteCredentials.apiKey}`)).status).toBe(200);
  });

  it.each([
    ["Basic", `Basic ${Buffer.from(`${siteCredentials.apiKey}:x`).toString("base64")}`],
    ["another token", "Bearer nonsense"],
    ["nothing", ""],
  ])("refuses %s", async (_, header) => {
    await open();
    const { status, body } = await ask("users.json", header);
    expect([status, body]).toEqual([
      401,
      {
        errors: [{ code: "401", detail: expect.any(String), id: expect.any(Number), title: "Unauthorized" }],
      },
    ]);
  });
});

describe("lists", () => {
  it("are cut by rows, and tell how many there are and not whether more follow", async () => {
    await open();
    const reply = await ask("users.json?pageOffset=125&pageSize=10");
    expect(rowsIn(reply, "users")).toHaveLength(5);
    expect(reply.body["meta"]).toEqual({ page: { pageOffset: 125, pageSize: 10, count: 130 } });
    const [first] = rowsIn(await ask("users.json?pageOffset=49"), "users");
    const [, second] = rowsIn(await ask("users.json?pageOffset=48&pageSize=2"), "users");
    expect(first).toEqual(second);
  });

  it("are no longer than the server likes", async () => {
    await open({ pageSizeClamp: 20 });
    const reply = await ask("users.json?pageSize=100");
    expect(rowsIn(reply, "users")).toHaveLength(20);
    expect(reply.body["meta"]).toMatchObject({ page: { pageSize: 20 } });
  });

  it("refuse numbers that are none, by field", async () => {
    await open();
    const { status, body } = await ask("spaces.json?pageSize=many");
    expect([status, body]).toEqual([400, { errors: { pageSize: ["must be a number"] } }]);
  });

  it("come in every form of the users' envelope", async () => {
    const server = await open();
    const forms = async (): Promise<readonly string[]> => {
      const { body } = await ask("users.json?pageSize=1");
      const name = "users" in body ? "users" : "user";
      const [row = {}] = body[name] as readonly object[];
      return [name, "user" in row ? "wrapped" : "plain"];
    };
    expect(await forms()).toEqual(["users", "wrapped"]);
    server.setQuirks({ users: "plain" });
    expect(await forms()).toEqual(["users", "plain"]);
    server.setQuirks({ users: "single" });
    expect(await forms()).toEqual(["user", "plain"]);
  });
});

describe("the company in Spaces", () => {
  it("is the installation's, with the same ids as in its other products", async () => {
    const server = await open();
    const { people } = toInstallation(company);
    expect(server.state().users.map(({ id }) => id)).toEqual(people.map(({ id }) => id));
  });

  it("has people and spaces in every state, an empty space, and one of everybody", async () => {
    const { users, spaces } = (await open()).state();
    expect(new Set(users.map(({ state }) => state))).toEqual(
      new Set(["active", "invited", "disabled", "removed"]),
    );
    expect(new Set(spaces.map(({ state }) => state))).toEqual(
      new Set(["active", "archived", "removed", "deleted"]),
    );
    const sizes = spaces.map(({ collaborators }) => collaborators.length);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([0, users.length]);
    const known = new Set(users.map(({ id }) => id));
    const strangers = spaces.flatMap(({ collaborators }) =>
      collaborators.filter(({ id, type }) => type === "users" && !known.has(id)),
    );
    expect(strangers).toHaveLength(1);
  });

  it("is back after a reset, and has another hash in between", async () => {
    const server = await open();
    const seeded = server.hash();
    server.state().addUser({ email: "june@acme.example" });
    const space = server.state().addSpace({ title: "New" });
    expect(server.hash()).not.toBe(seeded);
    server.state().removeSpace(space.id);
    server.reset();
    expect(server.hash()).toBe(seeded);
  });
});

describe("spaces", () => {
  it("are there by id, and absent otherwise", async () => {
    await open();
    const { body } = await ask("spaces/8101.json");
    expect(body).toMatchObject({ space: { id: 8101, title: "Company handbook", collaboratorsCount: 130 } });
    for (const path of ["spaces/1.json", "spaces/x.json", "spaces/1/collaborators.json"]) {
      expect((await ask(path)).status).toBe(404);
    }
  });

  it("tell their collaborators, in either envelope, with the teams by name where that is asked for", async () => {
    const server = await open();
    const plain = (await ask("spaces/8123/collaborators.json")).body;
    expect(Object.keys(plain)).toEqual(["collaborators", "collaboratorsCount"]);
    const path = "spaces/8123/collaborators.json?include=teams";
    expect((await ask(path)).body).toMatchObject({ included: { teams: { 5501: { name: "Support team" } } } });
    server.setQuirks({ included: "list", collaborators: "space" });
    const { body } = await ask(path);
    expect(body).toMatchObject({ space: { collaborators: expect.any(Array) } });
    expect(body["included"]).toEqual({ teams: [expect.objectContaining({ id: 5501 }), expect.anything()] });
    server.setQuirks({ included: "refused" });
    expect((await ask(path)).status).toBe(400);
  });

  it("have no call for a user by id, for oneself, or for writing", async () => {
    await open();
    expect((await ask("users/391604.json")).status).toBe(404);
    expect((await ask("me.json")).status).toBe(404);
    expect((await ask("spaces/8101.json", undefined, "DELETE")).status).toBe(404);
  });
});

describe("limits", () => {
  it("are told in every answer, and begin anew after a minute", async () => {
    let now = Date.parse("2026-11-23T08:00:00Z");
    await open({ perMinute: 2 }, () => new Date(now));
    const left: (string | null)[] = [];
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { status, headers } = await ask("users.json");
      statuses.push(status);
      left.push(headers.get("x-rate-limit-remaining"));
    }
    expect([statuses, left]).toEqual([
      [200, 200, 429],
      ["1", "0", "0"],
    ]);
    now += 60_000;
    expect((await ask("users.json")).status).toBe(200);
  });

  it("of the subscription are a 402 with a code of its own", async () => {
    await open({ isEnabled: false });
    const { status, body } = await ask("users.json");
    expect([status, body]).toMatchObject([402, { errors: [{ code: "105" }] }]);
  });
});

describe("the control of the stand-in", () => {
  async function withControl(
    run: (
      send: (method: string, path: string, body?: unknown) => Promise<[number, unknown]>,
    ) => Promise<void>,
  ): Promise<void> {
    const control = createControlServer([await open()]);
    const url = await listenOnLoopback(control, 0);
    try {
      await run(async (method, path, body) => {
        const response = await fetch(`${url}/teamworkSpaces${path}`, {
          method,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return [response.status, await response.json()];
      });
    } finally {
      await closeAtOnce(control);
    }
  }

  it("sets some switches and shows all", () =>
    withControl(async (send) => {
      const expected = { ...defaultSpacesQuirks, carried: "all", perMinute: 150 };
      expect(await send("POST", "/quirks", { carried: "all", perMinute: 150 })).toEqual([200, expected]);
      expect(await send("GET", "/quirks")).toEqual([200, expected]);
    }));

  it.each([
    [{ users: "folded" }],
    [{ colour: "red" }],
    [{ constructor: "plain" }],
    [{ pageSizeClamp: 0 }],
    [{ perMinute: "many" }],
    [{ isEnabled: "yes" }],
  ])("refuses %j", (quirks) =>
    withControl(async (send) => {
      const [status] = await send("POST", "/quirks", quirks);
      expect(status).toBe(400);
    }),
  );

  it("changes the token", () =>
    withControl(async (send) => {
      const before = `Bearer ${standIn?.token() ?? ""}`;
      expect(await send("POST", "/token", { token: "another" })).toEqual([200, { changed: true }]);
      expect((await ask("users.json", before)).status).toBe(401);
      expect((await ask("users.json")).status).toBe(200);
      expect(await send("POST", "/token", {})).toMatchObject([400, {}]);
    }));

  it("introduces the stand-in with what a linked account needs", async () => {
    const server = await open();
    expect(server.introduce("http://127.0.0.1:1")).toEqual({
      ...{ baseUrl: "http://127.0.0.1:1", accessToken: server.token(), site: "acme" },
    });
  });
});
