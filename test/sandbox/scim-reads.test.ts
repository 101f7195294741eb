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
  ])("has %s", async (_title, quirks, attribute, value) => {
    const ask = await open(quirks);
    const [first] = resourcesOf(await ask("GET", "/Users?count=1"));
    expect(first?.[attribute]).toEqual(value);
  });

  it("shows null for what is absent, or leaves it out", async () => {
    const ask = await open();
    const find = async (path: string, name: string) => {
      const { body } = await ask("GET", filterPath(path, `displayName eq ${JSON.stringify(name)}`));
      return resourcesOf({ body, status: 200, text: "", headers: new Headers() })[0];
    };
    const backup = "<b>Backup</b> 🤖";
    expect(await find("/Users", backup)).not.toHaveProperty("emails");
    expect(await find("/Groups", "Nobody")).not.toHaveProperty("members");
    session.standIn.setQuirks({ nullsForAbsent: true });
    expect(await find("/Users", backup)).toMatchObject({ emails: null, userName: "svc-backup" });
    expect(await find("/Groups", "Nobody")).toMatchObject({ members: null });
  });

  it("has attributes of which nobody has heard, and most that RFC 7643 knows", async () => {
    const ask = await open();
    const users = resourcesOf(await ask("GET", "/Users?count=60"));
    expect(users.every((user) => "urn:example:badge" in user && "shoeSize" in user)).toBe(true);
    const seen = new Set(users.flatMap((user) => Object.keys(user)));
    const known = ["photos", "preferredLanguage", "locale", "timezone", "roles", "groups", "phoneNumbers"];
    expect(known.filter((name) => !seen.has(name))).toEqual([]);
    const managers = users.map((user) => {
      const extension = user["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"];
      return (extension as { manager?: { value: string } }).manager?.value;
    });
    expect(new Set(managers)).toEqual(
      new Set([undefined, ...[0, 10, 20, 30, 40, 50].map((index) => users[index]?.["id"])]),
    );
  });

  it("keeps its id and schemas, whatever is left out", async () => {
    const ask = await open();
    const path = "/Users?count=1&excludedAttributes=id,schemas,EMAILS,name";
    const [user] = resourcesOf(await ask("GET", path));
    expect(Object.keys(user ?? {})).toEqual(expect.arrayContaining(["id", "schemas", "userName"]));
    expect(user).not.toHaveProperty("emails");
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

  it("describes attributes, one schema at a time too", async () => {
    const ask = await open();
    const urn = "urn:ietf:params:scim:schemas:core:2.0:User";
    const { body } = await ask("GET", `/Schemas/${encodeURIComponent(urn)}`);
    expect(body["attributes"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "userName", uniqueness: "server" })]),
    );
    expect((await ask("GET", "/Schemas/urn:example:nothing")).status).toBe(404);
    expect((await ask("GET", "/ResourceTypes/Nothing")).status).toBe(404);
  });

  it.each([
    ["says that it lacks", {}, [501, "501"]],
    ["knows nothing of", strict, [404, undefined]],
  ])("%s bulk, searches and a self", async (_title, quirks, expected) => {
    const ask = await open(quirks);
    const calls = [
      ["POST", "/Bulk"],
      ["POST", "/Users/.search"],
      ["POST", "/.search"],
      ["GET", "/Me"],
    ] as const;
    for (const [method, path] of calls) {
      const { status, body } = await ask(method, path, method === "POST" ? {} : undefined);
      expect([status, body["status"]]).toEqual(expected);
    }
  });

  it("sorts where it can, by what is asked, and by no order that it does not know", async () => {
    const ask = await open({ sorting: "rfc" });
    const namesBy = async (query: string) =>
      resourcesOf(await ask("GET", `/Users?count=60&sortBy=${query}`)).map((user) =>
        (user["name"] as { familyName?: string } | undefined)?.familyName?.toLowerCase(),
      );
    const up = await namesBy("Name.familyName");
    expect(up).toEqual([...up].sort());
    expect(up.at(-1)).toBeUndefined();
    expect(await namesBy("name.familyName&sortOrder=descending")).toEqual([...up].reverse());
    const refused = await ask("GET", "/Users?sortBy=userName&sortOrder=DESCENDING");
    expect(refused.body).toMatchObject({ status: "400", scimType: "invalidValue" });
    session.standIn.setQuirks({ sorting: "upperCase" });
    expect((await ask("GET", "/Users?sortBy=userName&sortOrder=DESCENDING")).status).toBe(200);
    session.standIn.setQuirks({ sorting: "none" });
    expect(await namesBy("name.familyName")).not.toEqual(up);
  });

  it("takes no method that it does not know, and writes nothing to what describes it", async () => {
    const ask = await open();
    const user = { userName: "ada@acme.example" };
    expect((await ask("POST", "/ResourceTypes", user)).status).toBe(405);
    expect((await ask("PUT", "/Users", user)).status).toBe(405);
    expect((await ask("GET", "/Users?count=0")).body).toMatchObject({ totalResults: 60 });
  });

  it("answers unknown routes as a strict server's framework does", async () => {
    const ask = await open(strict);
    const { status, text } = await ask("GET", "/Bulk");
    expect([status, text]).toEqual([404, "Not Found"]);
  });

  it("lets so many calls a second through, and says when to come back, or not", async () => {
    let now = 0;
    session = await openScim({ perSecond: 4 }, { clock: () => new Date(now) });
    const ask = () => session.ask("GET", "/Users?count=1");
    const statuses: number[] = [];
    for (let call = 0; call < 5; call += 1) statuses.push((await ask()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 429]);
    expect((await ask()).headers.get("retry-after")).toBe("1");
    session.standIn.setQuirks({ tellsRetryAfter: false });
    expect((await ask()).headers.get("retry-after")).toBeNull();
    now += 999;
    expect((await ask()).status).toBe(429);
    now += 1;
    expect((await ask()).status).toBe(200);
  });
});
