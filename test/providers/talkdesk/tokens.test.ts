import { afterEach, describe, expect, it } from "@jest/globals";
import type { Provider } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScripted, restOnly, scimOnly, type ScriptedTalkdesk, type Script } from "./scripted-talkdesk.js";
import { openTalkdesk, type TalkdeskAccount } from "./talkdesk-account.js";

const read = (provider: Provider): Promise<unknown> =>
  provider.listUsers(testReading(), firstPage, everybody, nothingAhead);

describe("the two tokens", () => {
  let scripted: ScriptedTalkdesk;
  afterEach(() => scripted.close());

  const ada = { id: "u1", name: "Ada Byron", email: "ada@acme.example", status: "active" };
  const extension = "urn:ietf:params:scim:schemas:extension:talkdesk:2.0:User";
  const scimAda = { id: "s1", userName: "ada@acme.example", active: true };
  const script: Script = {
    "GET /users": { body: { users: [ada], meta: { total: 1, page: 1 } } },
    "GET /users/u1": { body: ada },
    "GET /roles": { body: { roles: [{ id: "r1", name: "agent" }] } },
    "GET /teams": { body: { teams: [{ id: "t1", name: "Support" }] } },
    "GET /scim/v2/Users": { body: { totalResults: 1, Resources: [scimAda] } },
    "GET /scim/v2/Users/s1": {
      body: { ...scimAda, [extension]: { rolesString: "agent", teamsString: " Support ;; Gone" } },
    },
  };

  it("go to their own surface each, the client's secret to the token URL alone", async () => {
    scripted = await openScripted(script, {
      settings: { writeSurface: "REST" },
      credentials: { ...restOnly, ...scimOnly },
    });
    const { provider } = scripted;
    const reading = testReading();
    const ahead = new Set(["roles", "teams"] as const);
    const [user] = itemsOf(await provider.listUsers(reading, firstPage, everybody, ahead));
    expect(user).toMatchObject({ remoteId: "u1", surface: "rest+scim", privilege: "MEMBER" });
    expect(user?.roleAssignments?.map(({ role }) => role.remoteId)).toEqual(["r1"]);
    const surfaces = scripted.hits.map(({ target }) => /^\/v3\/(scim|oauth)/u.exec(target)?.[1] ?? "rest");
    expect(new Set(surfaces)).toEqual(new Set(["rest", "scim", "oauth"]));
    for (const [index, { headers, body }] of scripted.hits.entries()) {
      const surface = surfaces[index] ?? "";
      expect({ surface, authorization: headers.authorization }).toEqual({
        surface,
        authorization: { rest: "Bearer rest.access.token", scim: "Bearer opaque-scim-token" }[surface],
      });
      expect(body.includes("secret")).toBe(surface === "oauth");
    }
  });

  it("may be sent to SCIM without the word Bearer", async () => {
    scripted = await openScripted(script, {
      settings: { writeSurface: "SCIM", scimAuthScheme: "none" },
      credentials: scimOnly,
    });
    await read(scripted.provider);
    expect(scripted.hits.map(({ headers }) => headers.authorization)).toEqual(["opaque-scim-token"]);
  });

  it("are not renewed on SCIM's side: a 401 is final, and one call", async () => {
    scripted = await openScripted(
      { "GET /scim/v2/Users": { status: 401, body: "" } },
      { settings: { writeSurface: "REST" }, credentials: { ...scimOnly } },
    );
    const failed = await errorOf(read(scripted.provider));
    expect(failed.code).toBe("UPSTREAM_UNAUTHORIZED");
    expect(failed.message).toContain("SCIM token");
    expect(scripted.takeCalls()).toHaveLength(1);
  });

  it("stand in the form or in a header, and ask for the scopes of the settings", async () => {
    scripted = await openScripted(script, { settings: { clientAuth: "basic", scope: "users:read" } });
    await read(scripted.provider);
    const [token] = scripted.hits;
    expect(token?.headers.authorization).toBe(`Basic ${Buffer.from("client:secret").toString("base64")}`);
    expect(token?.body).toBe("grant_type=client_credentials&scope=users%3Aread");
  });
});

describe("Talkdesk's tokens", () => {
  let account: TalkdeskAccount;
  afterEach(() => account.close());

  it.each(["body", "basic"] as const)(
    "are had by the client in %s, once for 50 calls",
    async (clientAuth) => {
      account = await openTalkdesk({ people: 40 });
      const provider = account.cold({ settings: { clientAuth } });
      await Promise.all(Array.from({ length: 50 }, () => read(provider)));
      expect(account.standIn.counters.read().signIns).toBe(1);
    },
  );

  it("are fetched once for 50 calls that a revocation hits together", async () => {
    account = await openTalkdesk({ people: 200 });
    const provider = account.cold();
    await read(provider);
    account.standIn.credentials.revokeTokens();
    const { users } = account.state;
    const refs = users.slice(0, 50).map(({ id }) => ({ kind: "user", scope: null, id }));
    const slots = await Promise.all(refs.map((ref) => provider.usersByIds(testReading(), [ref])));
    expect(slots.flat().map((slot) => valueOf(slot).remoteId)).toEqual(refs.map(({ id }) => id));
    expect(account.standIn.counters.read().signIns).toBe(2);
  });

  it("that the server lets expire early are renewed within the call that notices", async () => {
    account = await openTalkdesk({ people: 40 });
    const provider = account.cold();
    await read(provider);
    account.pass(4_000);
    const [found] = await provider.usersByIds(testReading(), [
      { kind: "user", scope: null, id: account.state.users[0]?.id ?? "" },
    ]);
    expect(found).toMatchObject({ remoteId: account.state.users[0]?.id });
    expect(account.standIn.counters.read().signIns).toBe(2);
  });

  it("that are refused for a wrong secret are the account's fault, asked for once", async () => {
    account = await openTalkdesk({ people: 40 });
    account.standIn.credentials.clientSecret = "another";
    const provider = account.cold({ credentials: { clientId: "acme-voice-client", clientSecret: "no" } });
    const failed = await Promise.all(Array.from({ length: 20 }, () => errorOf(read(provider))));
    expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(["UPSTREAM_UNAUTHORIZED"]));
    await errorOf(read(provider));
    expect(account.standIn.counters.read()).toMatchObject({ signIns: 1, calls: 0 });
  });

  it("withhold what their scopes leave out, and nothing when they do not tell", async () => {
    account = await openTalkdesk({
      people: 40,
      quirks: { grantedScopes: ["users:read"], tokenShowsScope: true },
    });
    const told = await account.cold().capabilities(testReading());
    expect([told.USERS_LIST.support, told.ROLES_LIST.support]).toEqual(["NATIVE", "UNSUPPORTED"]);
    account.standIn.setQuirks({ tokenShowsScope: false });
    const untold = await account.cold().capabilities(testReading());
    expect(untold.ROLES_LIST.support).toBe("NATIVE");
    const asked = await account.cold({ settings: { scope: "users:read" } }).capabilities(testReading());
    expect(asked.ROLES_LIST.support).toBe("UNSUPPORTED");
  });

  it("without the scope for roles leave users without roles, said and not failed", async () => {
    account = await openTalkdesk({
      people: 40,
      quirks: { grantedScopes: ["users:read"], listShows: "full" },
    });
    const provider = account.cold();
    const page = await provider.listUsers(testReading(), firstPage, everybody, new Set(["roles"] as const));
    expect(page).toMatchObject({ failure: null, notes: [{ code: "ROLES_NOT_EXPOSED" }] });
    expect(page.rows.length).toBeGreaterThan(0);
    const failed = await errorOf(provider.listRoles(testReading(), firstPage));
    expect(failed.code).toBe("UPSTREAM_FORBIDDEN");
  });
});
