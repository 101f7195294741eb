import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import { talkdeskSchema } from "../../sandbox/scim/schemas.js";
import type { TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
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

  it("is active again only where there is a licence", async () => {
    const { users } = standIn.state();
    const user = users.find(({ state }) => state === "inactive");
    const path = `/Users/${user?.scimId ?? ""}`;
    const activate = { Operations: [{ op: "replace", value: { active: true } }] };
    const taken = users.filter(({ state }) => state !== "inactive").length;
    standIn.setQuirks({ licences: taken });
    expect(await ask("PATCH", path, activate)).toMatchObject({ status: 200, body: { active: false } });
    standIn.setQuirks({ licences: taken + 1 });
    expect(await ask("PATCH", path, activate)).toMatchObject({ status: 200, body: { active: true } });
    expect(user?.state).toBe("active");
  });

  it.each([
    ["is pending", ({ state }: TalkdeskUser) => state === "pending"],
    ["has no name", ({ name }: TalkdeskUser) => name === null],
    ["has no e-mail", ({ email }: TalkdeskUser) => email === undefined],
    ["has a role in capitals", ({ roleSpelling }: TalkdeskUser) => roleSpelling !== undefined],
  ])("loses nothing by a change elsewhere of somebody who %s", async (_title, isChosen) => {
    const [user] = standIn.state().users.filter(isChosen);
    if (user === undefined) throw new Error("The seed has nobody like that");
    const path = `/Users/${user.scimId}`;
    const before = { ...user };
    const same = await ask("PUT", path, (await ask("GET", path)).body);
    expect(same.status).toBe(200);
    expect(user).toEqual(before);
    const extension = { [talkdeskSchema]: { teamsString: "" } };
    await ask("PATCH", path, { Operations: [{ op: "replace", value: extension }] });
    const { name, email, state, roleIds } = before;
    expect(user).toMatchObject({ name, state, roleIds, teamIds: [] });
    expect(user.email).toBe(email);
  });

  it("writes roles and teams by their names, as a whole, and passes over unknown ones", async () => {
    const { roles, teams } = standIn.state();
    const [role, team, other] = [roles.slice(-1), teams.slice(-1), teams.slice(0, 1)];
    const namesOf = (some: readonly { name: string }[]) => some.map(({ name }) => name).join(";");
    const idsOf = (some: readonly { id: string }[]) => some.map(({ id }) => id);
    const made = await ask("POST", "/Users", {
      ...{ userName: "new@acme.example", externalId: "e-1", active: true },
      name: { givenName: "New", familyName: "van Comer" },
      [talkdeskSchema]: { rolesString: namesOf(role), teamsString: `${namesOf(team)}; Nobody's` },
    });
    expect(made.body).toMatchObject({ externalId: "e-1", name: { familyName: "van Comer" } });
    const user = standIn.state().userByScimId(String(made.body["id"]));
    expect(user).toMatchObject({ name: "New van Comer", roleIds: idsOf(role), teamIds: idsOf(team) });
    const operation = { op: "replace", path: `${talkdeskSchema}:teamsString`, value: namesOf(other) };
    await ask("PATCH", `/Users/${String(made.body["id"])}`, { Operations: [operation] });
    expect(user).toMatchObject({ roleIds: idsOf(role), teamIds: idsOf(other) });
    expect(standIn.counters.read().emails).toBe(0);
  });

  it("has members of teams come and go by PATCH, and teams go by DELETE", async () => {
    const [first, second] = standIn.state().users;
    const member = (user: TalkdeskUser | undefined) => ({ value: user?.scimId });
    const made = await ask("POST", "/Groups", {
      displayName: "New",
      externalId: "g",
      members: [member(first)],
    });
    expect(made.body).toMatchObject({ displayName: "New", externalId: "g" });
    const path = `/Groups/${String(made.body["id"])}`;
    const isIn = () => [first, second].map((user) => user?.teamIds.includes(String(made.body["id"])));
    await ask("PATCH", path, { Operations: [{ op: "add", path: "members", value: [member(second)] }] });
    expect(isIn()).toEqual([true, true]);
    const filter = `members[value eq "${first?.scimId ?? ""}"]`;
    await ask("PATCH", path, { Operations: [{ op: "remove", path: filter }] });
    expect(isIn()).toEqual([false, true]);
    expect((await ask("DELETE", path)).status).toBe(204);
    expect(isIn()).toEqual([false, false]);
  });

  it("is deleted, and made again under another id", async () => {
    const user = standIn.state().users[0];
    const path = `/Users/${user?.scimId ?? ""}`;
    const { body } = await ask("GET", path);
    expect((await ask("POST", "/Users", body)).body).toMatchObject({ scimType: "uniqueness" });
    expect((await ask("DELETE", path)).status).toBe(204);
    expect((await ask("GET", path)).status).toBe(404);
    const again = await ask("POST", "/Users", body);
    expect([again.status, again.body["userName"]]).toEqual([201, body["userName"]]);
    expect(again.body["id"]).not.toBe(user?.scimId);
  });

  it("has a sortOrder in capitals, and pages by name", async () => {
    const emailsBy = async (query: string) =>
      ((await ask("GET", `/Users?count=100&${query}`)).body.Resources ?? []).map(({ userName }) =>
        userName.toLowerCase(),
      );
    const down = await emailsBy("sortBy=userName&sortOrder=DESCENDING");
    expect(down).toEqual([...down].sort().reverse());
    expect((await ask("GET", "/Users?sortBy=userName&sortOrder=descending")).status).toBe(400);
    standIn.setScimQuirks({ order: "userName" });
    const names = ((await ask("GET", "/Users?count=100")).body.Resources ?? []).map((one) => one.userName);
    expect(names).toEqual([...names].sort());
  });

  it("shows nobody of another account", async () => {
    const [stranger] = standIn.state().others.users;
    expect((await ask("GET", `/Users/${stranger?.scimId ?? ""}`)).status).toBe(404);
    const [team] = standIn.state().others.teams;
    expect((await ask("DELETE", `/Groups/${team?.id ?? ""}`)).status).toBe(404);
  });

  it("says nothing of how to sign in, and what its users have", async () => {
    expect((await ask("GET", "/ServiceProviderConfig")).body).not.toHaveProperty("authenticationSchemes");
    expect((await ask("GET", `/Schemas/${talkdeskSchema}`)).body["attributes"]).toHaveLength(2);
  });
});
