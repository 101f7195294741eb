import { afterEach, describe, expect, it } from "@jest/globals";
import { strict, type ScimQuirks } from "../../sandbox/scim/quirks.js";
import { filterPath, openScim, resourcesOf, type ScimSession } from "./scim-session.js";

let session: ScimSession;
afterEach(() => session.close());

async function open(quirks: Partial<ScimQuirks> = {}): Promise<ScimSession["ask"]> {
  session = await openScim(quirks);
  return session.ask;
}

function idsOf(resources: readonly Record<string, unknown>[]): readonly unknown[] {
  return resources.map(({ id }) => id);
}

describe("a list of SCIM users", () => {
  it("has pages that begin at 1, 20 rows without a count, and the size of the whole", async () => {
    const ask = await open();
    const first = await ask("GET", "/Users");
    expect(first.body).toMatchObject({ totalResults: 60, startIndex: 1, itemsPerPage: 20 });
    expect(resourcesOf(first)).toHaveLength(20);
    const second = resourcesOf(await ask("GET", "/Users?startIndex=20&count=3"));
    expect(second[0]?.["id"]).toBe(resourcesOf(first)[19]?.["id"]);
    expect(second).toHaveLength(3);
    expect(resourcesOf(await ask("GET", "/Users?count=0"))).toEqual([]);
  });

  it.each([
    ["repeats the first page past the end", {}, "?startIndex=61&count=5", 5],
    ["ends there on a strict server", strict, "?startIndex=61&count=5", 0],
    ["is clamped", { pageSizeClamp: 7 }, "?startIndex=1&count=50", 7],
    ["is everything where paging is ignored", { paging: "ignored" as const }, "?startIndex=50&count=5", 60],
  ])("%s", async (_title, quirks, query, rows) => {
    const ask = await open(quirks);
    expect(resourcesOf(await ask("GET", `/Users${query}`))).toHaveLength(rows);
  });

  it("gives the first page whatever is asked, tells no size, or the size asked for", async () => {
    const ask = await open({ repeatsPages: true, total: "missing" });
    const [one, two] = [await ask("GET", "/Users?count=5"), await ask("GET", "/Users?startIndex=6&count=5")];
    expect(idsOf(resourcesOf(one))).toEqual(idsOf(resourcesOf(two)));
    expect(one.body).not.toHaveProperty("totalResults");
    session.standIn.setQuirks({ repeatsPages: false });
    expect((await ask("GET", "/Users?startIndex=58&count=50")).body).toMatchObject({ itemsPerPage: 50 });
  });

  it("is in the order of names, so that newcomers shift it, or in none", async () => {
    const ask = await open({ order: "userName" });
    const names = resourcesOf(await ask("GET", "/Users?count=60")).map((user) => String(user["userName"]));
    expect(names).toEqual([...names].sort());
    session.standIn.setQuirks({ order: "unstable" });
    const reads = [1, 2, 3].map(async () => idsOf(resourcesOf(await ask("GET", "/Users?count=60"))).join());
    expect(new Set(await Promise.all(reads)).size).toBeGreaterThan(1);
  });
});

describe("a SCIM filter", () => {
  it("finds by userName in its own case, or in any", async () => {
    const ask = await open();
    const name = String(resourcesOf(await ask("GET", "/Users?startIndex=5&count=1"))[0]?.["userName"]);
    expect(name).toBe(name.toUpperCase());
    const find = (value: string) => ask("GET", filterPath("/Users", `userName eq ${JSON.stringify(value)}`));
    expect((await find(name)).body).toMatchObject({ totalResults: 1 });
    expect((await find(name.toLowerCase())).body).toMatchObject({ totalResults: 0 });
    session.standIn.setQuirks({ userNameCase: "folded" });
    expect((await find(name.toLowerCase())).body).toMatchObject({ totalResults: 1 });
    session.standIn.setQuirks({ emptyFilter: 404 });
    expect((await find("nobody@acme.example")).status).toBe(404);
  });

  it.each([
    ["active eq false", 5],
    ['USERNAME SW "svc"', 1],
    ["not (active eq true) and name.familyName pr", 5],
    ['emails[type eq "home"]', 7],
    ['externalId eq "hr-1"', 1],
  ])("may be anything on a lax server: %s", async (filter, found) => {
    const ask = await open();
    const { status, body } = await ask("GET", filterPath("/Users", filter));
    expect([status, body["totalResults"]]).toEqual([200, found]);
  });

  it.each(["active eq false", 'userName sw "a"', 'userName eq "a" or id eq "b"', "nonsense", 'title eq "x"'])(
    "is a single eq on a strict server: %s",
    async (filter) => {
      const ask = await open(strict);
      const { status, body } = await ask("GET", filterPath("/Users", filter));
      expect([status, body["scimType"]]).toEqual([400, "invalidFilter"]);
    },
  );

  it("is not there, or not heeded", async () => {
    const ask = await open({ filters: "none" });
    const path = filterPath("/Users", 'userName eq "x"');
    expect((await ask("GET", path)).status).toBe(501);
    session.standIn.setQuirks({ filters: "ignored" });
    expect((await ask("GET", path)).body).toMatchObject({ totalResults: 60 });
  });
});

describe("a SCIM resource", () => {
  it("is found by an id that has to be encoded", async () => {
    const ask = await open();
    const ids = resourcesOf(await ask("GET", "/Users?count=60")).map(({ id }) => String(id));
    const odd = ids.filter((id) => /[/?# ]/u.test(id));
    expect(odd.length).toBeGreaterThan(1);
    for (const id of odd) {
      expect((await ask("GET", `/Users/${encodeURIComponent(id)}`)).body).toMatchObject({ id });
    }
  });

  it.each([
    ["active as text", { active: "text" as const }, "active", expect.stringMatching(/^(?:True|False)$/u)],
    ["active left out", { active: "missing" as const }, "active", undefined],
    ["schemas left out", { schemas: "missing" as const }, "schemas", undefined],
    ["groups left out", { usersCarryGroups: false }, "groups", undefined],
    ["nulls for what is absent", { nullsForAbsent: true }, "externalId", expect.anything()],
  ])("has %s", async (_title, quirks, attribute, value) => {
    const ask = await open(quirks);
    const [first] = resourcesOf(await ask("GET", "/Users?count=1"));
    expect(first?.[attribute]).toEqual(value);
  });

  it("has its keys in lower case, extensions too", async () => {
    const ask = await open({ keys: "lower" });
    const { body } = await ask("GET", "/Users?count=1");
    expect(Object.keys(body)).toEqual(["schemas", "totalresults", "startindex", "itemsperpage", "resources"]);
    expect(resourcesOf({ body, status: 200, text: "", headers: new Headers() })[0]).toHaveProperty(
      "username",
    );
  });

  it("of groups has members, unless they are left out; one group has none, one a group, one somebody twice", async () => {
    const ask = await open();
    const groups = resourcesOf(await ask("GET", "/Groups?count=100"));
    const membersOf = (name: string) => groups.find((group) => group["displayName"] === name)?.["members"];
    expect(membersOf("Nobody")).toBeUndefined();
    expect(membersOf("Everybody's groups")).toEqual(
      expect.arrayContaining([expect.objectContaining({ type: "Group" })]),
    );
    expect(membersOf("Twice in it")).toHaveLength(4);
    const short = resourcesOf(await ask("GET", "/Groups?count=100&excludedAttributes=members"));
    expect(short.some((group) => "members" in group)).toBe(false);
    session.standIn.setQuirks({ excludedAttributes: "ignored" });
    const whole = resourcesOf(await ask("GET", "/Groups?count=100&excludedAttributes=members"));
    expect(whole.some((group) => "members" in group)).toBe(true);
  });
});

describe("a SCIM server", () => {
  it("refuses a wrong token and none, by an error of its own", async () => {
    const ask = await open();
    for (const authorization of [
      "Bearer wrong",
      "",
      `Basic ${session.standIn.token()}`,
      session.standIn.token(),
    ]) {
      const { status, body } = await ask("GET", "/Users", undefined, { authorization });
      expect([status, body["status"]]).toEqual([401, "401"]);
    }
    session.standIn.setQuirks({ authScheme: "none", errorStatus: "number" });
    expect((await ask("GET", "/Users", undefined, { authorization: session.standIn.token() })).status).toBe(
      200,
    );
    expect((await ask("GET", "/Users")).body).toMatchObject({ status: 401 });
  });

  it.each([
    ["absent404" as const, 404],
    ["absent501" as const, 501],
  ])("has no groups: %s", async (groups, status) => {
    const ask = await open({ groups });
    expect((await ask("GET", "/Groups?count=1")).status).toBe(status);
    const types = resourcesOf(await ask("GET", "/ResourceTypes"));
    expect(types.map(({ id }) => id)).toEqual(["User"]);
  });

  it("tells what it can, or little of it", async () => {
    const ask = await open();
    expect((await ask("GET", "/ServiceProviderConfig")).body).toHaveProperty("authenticationSchemes");
    expect((await ask("GET", "/ResourceTypes/User")).body).toMatchObject({ endpoint: "/Users" });
    expect(resourcesOf(await ask("GET", "/Schemas"))).toHaveLength(3);
    session.standIn.setQuirks({
      authenticationSchemes: "missing",
      resourceTypes: "absent",
      groupGet: "absent",
    });
    expect((await ask("GET", "/ServiceProviderConfig")).body).not.toHaveProperty("authenticationSchemes");
    expect((await ask("GET", "/ResourceTypes")).status).toBe(404);
    const [group] = resourcesOf(await ask("GET", "/Groups?count=1"));
    expect((await ask("GET", `/Groups/${String(group?.["id"])}`)).status).toBe(404);
  });

  it("answers unknown routes as a strict server's framework does", async () => {
    const ask = await open(strict);
    const { status, text } = await ask("GET", "/Bulk");
    expect([status, text]).toEqual([404, "Not Found"]);
  });

  it("lets so many calls a second through, and says when to come back, or not", async () => {
    let now = 0;
    session = await openScim({ perSecond: 4 });
    await session.close();
    const { createScimStandIn, scimBasePath } = await import("../../sandbox/scim/stand-in.js");
    const { createCompany } = await import("../../sandbox/company.js");
    const company = createCompany(5, 1);
    const standIn = createScimStandIn({
      company,
      seed: 1,
      quirks: { perSecond: 4 },
      clock: () => new Date(now),
    });
    const base = `${await standIn.listen(0)}${scimBasePath}`;
    const ask = () => fetch(`${base}/Users`, { headers: { authorization: `Bearer ${standIn.token()}` } });
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await ask()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    expect((await ask()).headers.get("retry-after")).toBe("1");
    standIn.setQuirks({ tellsRetryAfter: false });
    expect((await ask()).headers.get("retry-after")).toBeNull();
    now += 1_000;
    expect((await ask()).status).toBe(200);
    await standIn.close();
  });
});
