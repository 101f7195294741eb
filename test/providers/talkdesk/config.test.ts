import { describe, expect, it } from "@jest/globals";
import { talkdeskCredentials, talkdeskSettings, toAccess } from "../../../src/datasources/talkdesk/config.js";
import { talkdesk } from "../../../src/datasources/talkdesk/provider.js";

const client = { clientId: "id", clientSecret: "secret" };
const both = { ...client, scimToken: "token" };

interface Addresses {
  readonly rest: string | undefined;
  readonly token: string | undefined;
  readonly scim: string | undefined;
}

function accessOf(settings: object, credentials: object = client): Addresses {
  const { rest, scim } = toAccess(talkdeskSettings.parse(settings), talkdeskCredentials.parse(credentials));
  return {
    rest: rest?.baseUrl.href,
    token: rest?.tokenUrl.href,
    scim: scim?.baseUrl.href,
  };
}

function keysOf(schema: typeof talkdesk.settings | typeof talkdesk.credentials, value: object): unknown {
  return schema.safeParse(value).error?.issues.map(({ path }) => path.join("."));
}

describe("addresses", () => {
  it.each([
    ["US", "https://api.talkdeskapp.com"],
    ["EU", "https://api.talkdeskapp.eu"],
    ["CA", "https://api.talkdeskappca.com"],
  ])("of the region %s", (region, api) => {
    expect(accessOf({ region, writeSurface: "REST" }, both)).toEqual({
      rest: `${api}/`,
      token: `${api}/oauth/token`,
      scim: `${api}/scim/v2`,
    });
  });

  it("may be the account's own host for tokens", () => {
    const settings = { region: "EU", account: "acme", tokenHost: "account" };
    expect(accessOf(settings).token).toBe("https://acme.talkdeskid.eu/oauth/token");
  });

  it("may be given each for itself, which is the only way to Australia", () => {
    const settings = {
      restBaseUrl: "https://rest.example/api/",
      scimBaseUrl: "https://scim.example/v2",
      tokenUrl: "https://tokens.example/t",
      writeSurface: "IDP",
    };
    expect(accessOf(settings, both)).toEqual({
      rest: "https://rest.example/api/",
      token: "https://tokens.example/t",
      scim: "https://scim.example/v2",
    });
    expect(keysOf(talkdesk.settings, { region: "AU" })).toEqual(["region"]);
  });

  it("follow from the REST address where nothing else is said", () => {
    const settings = { restBaseUrl: "https://rest.example/api/", writeSurface: "REST" };
    expect(accessOf(settings, both)).toMatchObject({
      token: "https://rest.example/api/oauth/token",
      scim: "https://rest.example/api/scim/v2",
    });
  });
});

describe("settings that cannot be used", () => {
  it.each([
    [{}, "region"],
    [{ region: "US", tokenHost: "account" }, "tokenHost"],
    [{ region: "US", clientAuth: "jwt" }, "clientAuth"],
    [{ region: "US", pagination: "cursor" }, "pagination"],
    [{ region: "US", restBaseUrl: "ftp://x" }, "restBaseUrl"],
    [{ region: "US", rolePrivileges: { agent: "KING" } }, "rolePrivileges.agent"],
    [{ region: "US", writeSurface: "BOTH" }, "writeSurface"],
  ])("%j names %s", (settings, key) => {
    expect(keysOf(talkdesk.settings, settings)).toEqual([key]);
  });

  it.each(["Acme", "acme.evil.example", "acme/", "-acme", "acme@x", "", "a".repeat(64), "acme\n"])(
    "%j is no account name",
    (account) => {
      expect(keysOf(talkdesk.settings, { region: "US", account })).toEqual(["account"]);
    },
  );
});

describe("credentials that cannot be used", () => {
  it.each([
    [{}, "clientId"],
    [{ clientId: "id" }, "clientSecret"],
    [{ clientSecret: "secret" }, "clientId"],
    [{ scimToken: "token", clientId: "id" }, "clientSecret"],
  ])("%j names %s", (credentials, key) => {
    expect(keysOf(talkdesk.credentials, credentials)).toEqual([key]);
  });

  it("need to say by which surface is written, once there is a SCIM token", () => {
    expect(() => accessOf({ region: "US" }, both)).toThrow(/^writeSurface: /u);
    expect(() => accessOf({ region: "US" }, { scimToken: "token" })).toThrow(/^writeSurface: /u);
    const client = { clientId: "id", clientSecret: "secret" };
    expect(() => accessOf({ region: "US", writeSurface: "SCIM" }, client)).toThrow(/^writeSurface: /u);
  });

  it("need an address for REST", () => {
    const scimBaseUrl = "https://scim.example/v2";
    expect(() => accessOf({ scimBaseUrl, writeSurface: "SCIM" }, both)).toThrow(/^restBaseUrl: /u);
    expect(accessOf({ scimBaseUrl, writeSurface: "SCIM" }, { scimToken: "t" })).toMatchObject({
      rest: undefined,
      scim: scimBaseUrl,
    });
  });
});

describe("the profile", () => {
  it("tells region, site and the surface that is written by", () => {
    const settings = { region: "CA", account: "acme", writeSurface: "IDP" };
    expect(talkdesk.profile(settings)).toEqual({
      apiVersion: null,
      region: "CA",
      site: "acme",
      writeSurface: "IDP",
    });
  });
});
