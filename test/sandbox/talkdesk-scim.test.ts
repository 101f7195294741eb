import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import { talkdeskSchema } from "../../sandbox/scim/schemas.js";
import { scimPath } from "../../sandbox/talkdesk/scim-surface.js";
import { createTalkdeskStandIn, type TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";

let standIn: TalkdeskStandIn;
let base: string;
let now: number;
beforeEach(async () => {
  now = Date.parse("2026-11-22T12:00:00Z");
  const company = createCompany(60, 1);
  standIn = createTalkdeskStandIn({ company, seed: 1, clock: () => new Date(now) });
  base = `${await standIn.listen(0)}${scimPath}`;
});
afterEach(() => standIn.close());

type Resource = Record<string, unknown> & { id: string; userName: string };

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown> & { Resources?: Resource[] };
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  token = standIn.credentials.scimToken,
): Promise<Reply> {
  now += 1_000;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/scim+json" };
  const response = await fetch(base + path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as Reply["body"] };
}

function extensionOf(resource: Record<string, unknown>): unknown {
  return resource[talkdeskSchema];
}

describe("Talkdesk's SCIM surface", () => {
  it("shows the people of REST by ids of their own, roles and teams in gets alone", async () => {
    const { body } = await ask("GET", "/Users?count=100");
    const shown = body.Resources ?? [];
    expect(shown.map(({ id }) => id)).toEqual(standIn.state().users.map(({ scimId }) => scimId));
    expect(
      shown.some((user) => extensionOf(user) !== undefined || "emails" in user || "groups" in user),
    ).toBe(false);
    const user = standIn.state().users.find(({ teamIds }) => teamIds.length > 0);
    const alone = await ask("GET", `/Users/${user?.scimId ?? ""}`);
    expect(extensionOf(alone.body)).toEqual({
      rolesString: expect.stringMatching(/\S/u),
      teamsString: expect.stringMatching(/\S/u),
    });
    standIn.setQuirks({ scimLists: "full" });
    const full = (await ask("GET", "/Users?count=1")).body.Resources ?? [];
    expect(extensionOf(full[0] ?? {})).toBeDefined();
  });

  it("takes neither surface's token for the other, and says no more than that", async () => {
    const jwt = standIn.credentials.issue(["users:read"], 3_600);
    const refused = await ask("GET", "/Users", undefined, jwt);
    expect(refused).toMatchObject({ status: 401, body: { status: "401", detail: "Authorization failed." } });
    const rest = await fetch(new URL("/users", base), {
      headers: { authorization: `Bearer ${standIn.credentials.scimToken}` },
    });
    expect([rest.status, await rest.json()]).toEqual([
      401,
      { code: "unauthorized", message: "Unauthorized." },
    ]);
  });

  it("lets four calls a second through", async () => {
    const call = () =>
      fetch(`${base}/Users`, { headers: { authorization: `Bearer ${standIn.credentials.scimToken}` } });
    const statuses: number[] = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await call()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });

  it("has teams as groups, each in the list alone, unless it knows users only", async () => {
    const { body } = await ask("GET", "/Groups?count=100");
    const [group] = body.Resources ?? [];
    expect(body.Resources?.map(({ id }) => id)).toEqual(standIn.state().teams.map(({ id }) => id));
    expect((await ask("GET", `/Groups/${group?.id ?? ""}`)).status).toBe(404);
    expect((await ask("PUT", `/Groups/${group?.id ?? ""}`, { displayName: "x" })).status).toBe(405);
    standIn.setScimQuirks({ groups: "absent404" });
    expect((await ask("GET", "/Groups?count=1")).status).toBe(404);
  });

  it("leaves somebody inactive for whom there is no licence, although asked otherwise", async () => {
    standIn.setQuirks({ licences: 1 });
    const user = {
      userName: "new@acme.example",
      name: { givenName: "New", familyName: "Comer" },
      active: true,
    };
    const { status, body } = await ask("POST", "/Users", user);
    expect([status, body["active"]]).toEqual([201, false]);
  });

  it("makes a team of an unknown name a second time", async () => {
    const name = standIn.state().teams[0]?.name ?? "";
    expect((await ask("POST", "/Groups", { displayName: name })).status).toBe(201);
    expect(standIn.state().teams.filter((team) => team.name === name)).toHaveLength(2);
  });

  it("takes texts and objects in a PATCH, and finds by name alone", async () => {
    const user = standIn.state().users.find(({ state }) => state === "active");
    const path = `/Users/${user?.scimId ?? ""}`;
    const patch = (operation: object) => ask("PATCH", path, { Operations: [operation] });
    expect((await patch({ op: "replace", path: "active", value: false })).body).toMatchObject({
      scimType: "invalidSyntax",
    });
    expect((await patch({ op: "replace", value: { active: false } })).body).toMatchObject({ active: false });
    expect(user?.state).toBe("inactive");
    const found = await ask(
      "GET",
      `/Users?filter=${encodeURIComponent(`userName eq "${user?.email ?? ""}"`)}`,
    );
    expect(found.body.Resources?.map(({ id }) => id)).toEqual([user?.scimId]);
    expect((await ask("GET", `/Users?filter=${encodeURIComponent("active eq true")}`)).status).toBe(400);
  });
});
