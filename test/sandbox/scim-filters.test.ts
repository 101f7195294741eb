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
    ['emails.value eq "7@home.example" or emails.value eq "10@home.example"', 1],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "7"', 1],
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

  it.each([
    ["userName", "emails.value"],
    ["id", "externalId"],
  ])("by %s and by %s finds one on a strict server", async (...attributes) => {
    const ask = await open(strict);
    const [user] = resourcesOf(await ask("GET", "/Users?startIndex=11&count=1"));
    const values: Record<string, unknown> = {
      ...user,
      "emails.value": (user?.["emails"] as { value: string }[])[0]?.value,
    };
    for (const attribute of attributes) {
      const filter = `${attribute.toUpperCase()} EQ ${JSON.stringify(values[attribute])}`;
      expect(idsOf(resourcesOf(await ask("GET", filterPath("/Users", filter))))).toEqual([user?.["id"]]);
    }
  });

  it.each(['userName eq "a', "userName", 'userName co "a" not userName pr', 'a eq "b" and', "emails[type"])(
    "may not be anything on a lax server either: %s",
    async (filter) => {
      const ask = await open();
      expect((await ask("GET", filterPath("/Users", filter))).body).toMatchObject({
        ...{ status: "400", scimType: "invalidFilter" },
      });
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
