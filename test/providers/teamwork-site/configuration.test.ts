import { describe, expect, it } from "@jest/globals";
import { teamworkDesk } from "../../../src/datasources/teamwork-desk/provider.js";
import { teamworkProjects } from "../../../src/datasources/teamwork-projects/provider.js";
import { teamworkSpaces } from "../../../src/datasources/teamwork-spaces/provider.js";
import type { ProviderModule } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { openAccount } from "../open-account.js";
import { siteIdentity, withScriptedSite } from "./scripted-site.js";

const modules: readonly ProviderModule[] = [teamworkProjects, teamworkDesk, teamworkSpaces];
const token = { accessToken: "tkn.v1_abc" };

function open(module: ProviderModule, settings: object, credentials: object): void {
  void openAccount(module, { account: siteIdentity, settings, credentials }).close();
}

function answerOf(endPoint: object): string {
  return JSON.stringify({ status: "ok", access_token: "tkn.v1_granted", installation: endPoint });
}

describe.each(modules.map((module) => [module.name, module] as const))("%s", (_, module) => {
  it.each([
    [{ site: "acme" }, { site: "acme", region: "US" }],
    [
      { site: "acme", region: "EU" },
      { site: "acme", region: "EU" },
    ],
    [{ baseUrl: "https://acme.eu.teamwork.com" }, { site: "acme", region: "EU" }],
    [{ baseUrl: "https://work.acme.example" }, { site: "work.acme.example", region: null }],
    [
      { baseUrl: "https://work.acme.example", site: "acme" },
      { site: "acme", region: null },
    ],
  ])("%j is the installation %j", (settings, profile) => {
    const parsed = module.settings.parse(settings);
    expect(module.profile(parsed, module.credentials.parse(token))).toMatchObject(profile);
  });

  it("the address that came with a token wins over the settings, in either spelling", () => {
    for (const name of ["apiEndPoint", "apiEndpoint"]) {
      const answer = { tokenAnswer: answerOf({ [name]: "https://acme.eu.teamwork.com/" }) };
      const settings = module.settings.parse({ site: "other" });
      expect(module.profile(settings, module.credentials.parse(answer))).toMatchObject({
        site: "acme",
        region: "EU",
      });
    }
  });

  it("calls go to that address, with that token", () =>
    withScriptedSite(module, {}, async ({ url }) => {
      const provider = openAccount(module, {
        account: siteIdentity,
        settings: { baseUrl: "https://nowhere.teamwork.com" },
        credentials: { tokenAnswer: answerOf({ apiEndPoint: url.href }) },
      });
      const checked = await provider.checkHealth(testReading()).catch((error: unknown) => error);
      await provider.close();
      // Nobody scripted an answer: that the server was asked is what counts.
      expect(checked).toMatchObject({ httpStatus: 599 });
    }).catch((error: unknown) => {
      expect(String(error)).toMatch(/Nobody scripted/u);
    }));

  it.each([
    [{}, token, /site: or baseUrl has to be given/u],
    [{ site: "Acme!" }, token, /is a site's name/u],
    [{ site: "acme", region: "AU" }, token, /region/u],
    [{ site: "acme" }, {}, /has to be given/u],
    [{ site: "acme" }, { tokenAnswer: "{}" }, /is not what Teamwork's token endpoint answers/u],
    [{ site: "acme" }, { ...token, tokenAnswer: answerOf({}) }, /not both|one of them/u],
    [{ baseUrl: "https://127.0.0.2" }, token, /cannot be called/u],
  ])("refuses %j with %j", (settings, credentials, message) => {
    expect(() => {
      open(module, settings, credentials);
    }).toThrow(message);
  });
});

describe("what Projects alone takes", () => {
  it.each([
    [{ apiKey: "twp_key" }, `Basic ${Buffer.from("twp_key:x").toString("base64")}`],
    [{ email: "a@b.example", password: "p:w" }, `Basic ${Buffer.from("a@b.example:p:w").toString("base64")}`],
    [token, "Bearer tkn.v1_abc"],
  ])("%j is sent as %s", async (credentials, authorization) => {
    await withScriptedSite(
      teamworkProjects,
      { "/account.json": { body: { account: { id: "1" } } } },
      async ({ provider, hits }) => {
        await provider.checkHealth(testReading());
        expect(hits.map(({ headers }) => headers.authorization)).toEqual([authorization]);
      },
      { credentials },
    );
  });

  it.each([
    [{ site: "acme", authType: "password" }, { apiKey: "k" }, /authType: is password/u],
    [{ site: "acme" }, { email: "a@b.example" }, /belong together/u],
    [{ site: "acme" }, { apiKey: "k", accessToken: "t" }, /one of them/u],
  ])("refuses %j with %j", (settings, credentials, message) => {
    expect(() => {
      open(teamworkProjects, settings, credentials);
    }).toThrow(message);
  });
});
