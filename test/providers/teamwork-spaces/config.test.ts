import { describe, expect, it } from "@jest/globals";
import { teamworkSpaces } from "../../../src/datasources/teamwork-spaces/provider.js";
import { openAccount } from "../open-account.js";
import { identity } from "./spaces-account.js";

const answer = (apiEndPoint: string | undefined): string =>
  JSON.stringify({ status: "ok", access_token: "granted", installation: { id: 1, apiEndPoint } });

function keysOf(
  schema: typeof teamworkSpaces.settings | typeof teamworkSpaces.credentials,
  value: object,
): unknown {
  return schema.safeParse(value).error?.issues.map(({ path }) => path.join("."));
}

describe("settings", () => {
  it.each([
    [{ site: "Acme!" }, ["site"]],
    [{ region: "AU" }, ["region"]],
    [{ baseUrl: "acme" }, ["baseUrl"]],
    [{ site: "acme", colour: "red" }, [""]],
  ])("%j names the key that is wrong", (settings, keys) => {
    expect(keysOf(teamworkSpaces.settings, settings)).toEqual(keys);
  });

  it("without an address is refused by name, unless the token tells one", () => {
    const open = (credentials: object): unknown =>
      openAccount(teamworkSpaces, { account: identity, settings: {}, credentials });
    expect(() => open({ accessToken: "token" })).toThrow("site:");
    expect(() => open({ tokenAnswer: answer(undefined) })).toThrow("site:");
  });
});

describe("credentials", () => {
  it.each([
    [{}, ["accessToken"]],
    [{ accessToken: "" }, ["accessToken"]],
    [{ accessToken: "token", tokenAnswer: answer(undefined) }, ["accessToken"]],
    [{ tokenAnswer: "{}" }, ["tokenAnswer"]],
    [{ apiKey: "key" }, [""]],
  ])("%j names the key that is wrong", (credentials, keys) => {
    expect(keysOf(teamworkSpaces.credentials, credentials)).toEqual(expect.arrayContaining(keys));
  });
});

describe("the profile", () => {
  const profileOf = (settings: object, credentials: object = { accessToken: "token" }): unknown =>
    teamworkSpaces.profile(
      teamworkSpaces.settings.parse(settings),
      teamworkSpaces.credentials.parse(credentials),
    );

  it("tells the installation, so that its products find each other", () => {
    expect(profileOf({ site: "acme" })).toEqual({
      ...{ apiVersion: "v1", region: "US", site: "acme", writeSurface: null },
    });
    expect(profileOf({ site: "acme", region: "EU" })).toMatchObject({ region: "EU", site: "acme" });
    expect(profileOf({ baseUrl: "https://work.acme.example" })).toMatchObject({
      ...{ region: null, site: "work.acme.example" },
    });
  });

  it("believes the address that came with the token", () => {
    const credentials = { tokenAnswer: answer("https://other.eu.teamwork.com/") };
    expect(profileOf({}, credentials)).toMatchObject({ region: "EU", site: "other" });
  });
});

describe("declarations", () => {
  it("refer whoever would write to the Projects account of the same site", () => {
    for (const operation of ["USER_INVITE", "USER_UPDATE", "USER_SOFT_DELETE", "USER_RESTORE"] as const) {
      const { support, note } = teamworkSpaces.capabilities[operation];
      expect([support, note]).toEqual(["UNSUPPORTED", expect.stringContaining("Teamwork Projects account")]);
    }
  });
});
