import { describe, expect, it } from "@jest/globals";
import { inspect } from "node:util";
import type { DirectoryError } from "../../../src/directory/errors.js";
import type { Provider } from "../../../src/directory/provider.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { listOf, withScripted, type Script, type ScriptedAnswer } from "./scripted-scim.js";

const token = "s3cret-token";
const scimError = (status: unknown, more: object = {}): object => {
  return { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status, ...more };
};
const list = (provider: Provider): ReturnType<Provider["listUsers"]> =>
  provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
const ref = (id: string): { kind: string; scope: null; id: string } => ({ kind: "user", scope: null, id });

/** How a list of users fails that is answered so. */
function failureOf(answer: ScriptedAnswer, options: { token?: string } = {}): Promise<DirectoryError> {
  return withScripted({ "/Users": answer }, ({ provider }) => errorOf(list(provider)), options);
}

describe("a refused token", () => {
  it.each([401, 403])("with %i says which token is needed", async (status) => {
    const error = await failureOf({ status, body: scimError(String(status)) });
    const code = status === 401 ? "UPSTREAM_UNAUTHORIZED" : "UPSTREAM_FORBIDDEN";
    expect(error).toMatchObject({ code, httpStatus: status, account: "idp" });
    expect(error.message).toContain("SCIM endpoints need the SCIM token");
    expect(error.message).not.toContain("JWT");
  });

  it("says that it looks like another API's, when it does", async () => {
    const error = await failureOf({ status: 401, body: "" }, { token: "head.body.signature" });
    expect(error.message).toContain("looks like a JWT");
  });

  it("is sent once, and shown nowhere", async () => {
    const script = { "/Users": { status: 401, body: { detail: `Bearer ${token} is wrong` } } };
    await withScripted(script, async ({ provider, hits }) => {
      const error = await errorOf(list(provider));
      expect(hits).toHaveLength(1);
      expect(hits[0]?.headers.authorization).toBe(`Bearer ${token}`);
      expect(`${error.message} ${String(error.stack)} ${JSON.stringify(error)}`).not.toContain(token);
      expect(inspect(provider, { depth: 6 })).not.toContain(token);
    });
  });

  it("goes without the word Bearer where the server wants that", async () => {
    const settings = { authScheme: "none" };
    const hits = await withScripted(
      { "/Users": listOf() },
      async ({ provider, hits: seen }) => {
        await list(provider);
        return seen;
      },
      { settings },
    );
    expect(hits[0]?.headers).toMatchObject({
      authorization: token,
      accept: "application/scim+json, application/json",
    });
  });
});

describe("an answer that is none", () => {
  it.each<[string, ScriptedAnswer, string]>([
    ["a page", { body: "<h1>Welcome</h1>", contentType: "text/html" }, "UPSTREAM_INVALID_RESPONSE"],
    ["other JSON", { body: { hello: "world" } }, "UPSTREAM_INVALID_RESPONSE"],
    ["a bare list", { body: [] }, "UPSTREAM_INVALID_RESPONSE"],
    ["nothing", { body: "" }, "UPSTREAM_INVALID_RESPONSE"],
    ["broken JSON", { body: '{"Resources": [' }, "UPSTREAM_INVALID_RESPONSE"],
    [
      "a page that is missing",
      { status: 404, body: "<h1>404</h1>", contentType: "text/html" },
      "UPSTREAM_INVALID_RESPONSE",
    ],
    ["a bare 404", { status: 404, contentType: null }, "UPSTREAM_INVALID_RESPONSE"],
    ["a 404 of SCIM's", { status: 404, body: scimError("404") }, "UPSTREAM_INVALID_RESPONSE"],
    [
      "a refusal",
      { status: 400, body: scimError(400, { scimType: "invalidValue" }) },
      "UPSTREAM_INVALID_RESPONSE",
    ],
    ["an error", { status: 500, body: scimError("500") }, "UPSTREAM_UNAVAILABLE"],
    [
      "a redirect",
      { status: 302, headers: { location: "https://evil.example/Users" } },
      "UPSTREAM_INVALID_RESPONSE",
    ],
  ])("to the list of users, as %s, is an error", async (_, answer, code) => {
    expect((await failureOf(answer)).code).toBe(code);
  });

  it("asks for patience and says for how long", async () => {
    const error = await failureOf({ status: 429, headers: { "retry-after": "60" } });
    expect(error).toMatchObject({ code: "UPSTREAM_RATE_LIMITED", retryAfterMs: 60_000 });
  });

  it("leaves the page with the rows before it", async () => {
    const people = Array.from({ length: 100 }, (_, index) => ({ id: `u${index}` }));
    const script: Script = {
      "/Users": (query) =>
        query.get("startIndex") === "1"
          ? { body: { totalResults: 150, Resources: people } }
          : { status: 500, body: scimError("500") },
    };
    await withScripted(script, async ({ provider }) => {
      const page = await provider.listUsers(
        testReading(),
        { size: 150, position: null },
        everybody,
        nothingAhead,
      );
      expect(page.rows).toHaveLength(100);
      expect(page).toMatchObject({ hasMore: true, failure: { code: "UPSTREAM_UNAVAILABLE" } });
    });
  });
});

describe("a user that is not there", () => {
  it.each<[string, ScriptedAnswer]>([
    ["a 404 of SCIM's", { status: 404, body: scimError("404") }],
    ["a 404 with a number", { status: 404, body: scimError(404, { detail: "gone" }) }],
    ["a bare 404", { status: 404, contentType: null }],
    ["a page", { status: 404, body: "<h1>404</h1>", contentType: "text/html" }],
    ["other JSON", { status: 404, body: { message: "Not Found" }, contentType: "application/json" }],
    ["a refusal of the id", { status: 400, body: scimError("400", { scimType: "invalidValue" }) }],
    ["another user", { body: { id: "u2" } }],
  ])("is null by %s, where there are users", async (_, answer) => {
    const script = { "/Users": listOf({ id: "u2" }), "/Users/u1": answer };
    await withScripted(script, async ({ provider }) => {
      expect(await provider.usersByIds(testReading(), [ref("u1")])).toEqual([null]);
    });
  });

  it.each<[string, ScriptedAnswer]>([
    ["missing", { status: 404, contentType: null }],
    ["in trouble", { status: 503, headers: { "retry-after": "60" } }],
    ["closed", { status: 401 }],
  ])("is an error by a bare 404 where the endpoint is %s", async (_, answer) => {
    const script = { "/Users": answer, "/Users/u1": { status: 404, contentType: null } };
    await withScripted(script, async ({ provider }) => {
      const [slot] = await provider.usersByIds(testReading(), [ref("u1")]);
      expect(slot).toMatchObject({ name: "DirectoryError", account: "idp" });
    });
  });

  it("is found in the list by servers that have no get", async () => {
    const script = {
      "/Users": listOf({ id: "u1" }),
      "/Users/u1": { status: 405 },
      "/Users/u3": { status: 501 },
    };
    await withScripted(script, async ({ provider }) => {
      const [found] = await provider.usersByIds(testReading(), [ref("u1")]);
      expect(valueOf(found).remoteId).toBe("u1");
      expect(await provider.usersByIds(testReading(), [ref("u3")])).toEqual([null]);
    });
  });

  it("does not take its batch with it when it cannot be read", async () => {
    const script = {
      "/Users/u1": { body: { id: "u1" } },
      "/Users/u2": { status: 500 },
      "/Users/u3": { status: 404, body: scimError("404") },
    };
    await withScripted(script, async ({ provider }) => {
      const slots = await provider.usersByIds(testReading(), ["u1", "u2", "u3"].map(ref));
      expect(slots).toMatchObject([{ remoteId: "u1" }, { code: "UPSTREAM_UNAVAILABLE" }, null]);
    });
  });
});

describe("groups that are not there", () => {
  const users = listOf({ id: "u1" }, { id: "u2" });
  const absent: Script = {
    "/Users": users,
    "/Groups": { status: 404, contentType: null },
    "/ResourceTypes": { status: 404 },
  };

  it.each<[string, Script]>([
    ["404", absent],
    ["404 of SCIM's", { ...absent, "/Groups": { status: 404, body: scimError("404") } }],
    ["501", { "/Users": users, "/Groups": { status: 501, body: scimError("501") } }],
    [
      "404 beside other types",
      { ...absent, "/ResourceTypes": listOf({ id: "User", name: "User", endpoint: "/Users" }) },
    ],
  ])("by %s are null, and users are well", async (_, script) => {
    await withScripted(script, async ({ provider }) => {
      const reading = testReading();
      const page = await provider.listUsers(reading, firstPage, everybody, new Set(["teams"] as const));
      expect(page.rows).toHaveLength(2);
      expect(page.notes.map(({ code }) => code)).toEqual(["TEAMS_NOT_EXPOSED"]);
      expect(await provider.listTeams(reading, firstPage)).toBeNull();
      const keys = itemsOf(page).map((user) => ({ of: user.ref, page: firstPage }));
      expect(await provider.teamsOfUsers(reading, keys)).toEqual([null, null]);
      const { TEAMS_LIST, TEAM_MEMBERS_LIST, USERS_LIST } = await provider.capabilities(reading);
      expect([TEAMS_LIST, TEAM_MEMBERS_LIST, USERS_LIST].map(({ support }) => support)).toEqual([
        ...["UNSUPPORTED", "UNSUPPORTED", "NATIVE"],
      ]);
    });
  });

  it("are an error where the server declares them", async () => {
    const types = listOf({ id: "Group", name: "Group", endpoint: "/Groups" });
    await withScripted({ ...absent, "/ResourceTypes": types }, async ({ provider }) => {
      const error = await errorOf(provider.listTeams(testReading(), firstPage));
      expect(error.code).toBe("UPSTREAM_INVALID_RESPONSE");
    });
  });

  it.each([401, 403, 500])("are an error of the teams alone when they answer %i", async (status) => {
    await withScripted({ "/Users": users, "/Groups": { status } }, async ({ provider }) => {
      const reading = testReading();
      const page = await provider.listUsers(reading, firstPage, everybody, new Set(["teams"] as const));
      expect(page).toMatchObject({ notes: [], failure: null });
      const keys = itemsOf(page).map((user) => ({ of: user.ref, page: firstPage }));
      for (const slot of await provider.teamsOfUsers(reading, keys))
        expect(slot).toMatchObject({ httpStatus: status });
      await errorOf(provider.listTeams(reading, firstPage));
    });
  });
});

describe("a look-up by e-mail", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    id: `u${index}`,
    userName: `u${index}@x.example`,
  }));
  const rest = [{ id: "ada", userName: "ada@x.example" }];

  /** A server that gives everybody, page by page, whatever the filter says. */
  const deaf: Script = {
    "/Users": (query) => {
      const from = Number(query.get("startIndex") ?? 1) - 1;
      const all = [...many, ...rest];
      return { body: { totalResults: all.length, Resources: all.slice(from, from + 100) } };
    },
  };
  const find = async (provider: Provider, email: string): Promise<readonly string[]> => {
    const [slot] = await provider.usersByEmails(testReading(), [email]);
    return valueOf(slot).map((user) => user.remoteId);
  };

  it("never takes the first of everybody for the one", async () => {
    await withScripted(deaf, async ({ provider }) => {
      expect(await find(provider, "nobody@x.example")).toEqual([]);
      expect(await find(provider, "ada@x.example")).toEqual(["ada"]);
      expect(await find(provider, "u7@x.example")).toEqual(["u7"]);
    });
  });

  it("never takes a name that begins so for the one", async () => {
    const script: Script = {
      "/Users": (query) =>
        query.has("filter") ? listOf({ id: "adam", userName: "ada@x.example.org" }) : listOf(...many),
    };
    await withScripted(script, async ({ provider }) => {
      expect(await find(provider, "ada@x.example")).toEqual([]);
    });
  });

  it("finds who has the address, but not as user name", async () => {
    const ada = { id: "countess", userName: "countess", emails: [{ value: "Ada@x.example" }] };
    const script: Script = { "/Users": (query) => (query.has("filter") ? listOf() : listOf(...rest, ada)) };
    await withScripted(script, async ({ provider }) => {
      expect(await find(provider, "ada@x.example")).toEqual(["ada", "countess"]);
    });
  });

  it("is an error, and not nobody, where the list cannot be read to its end", async () => {
    const script: Script = {
      "/Users": (query) => {
        if (query.has("filter"))
          return { status: 400, body: scimError("400", { scimType: "invalidFilter" }) };
        if (query.get("startIndex") !== "1") return { status: 500 };
        return { body: { totalResults: 150, Resources: many } };
      },
    };
    await withScripted(script, async ({ provider }) => {
      const [slot] = await provider.usersByEmails(testReading(), ["ada@x.example"]);
      expect(slot).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    });
  });

  it("sends nothing that is no text, and asks for nobody without a name", async () => {
    await withScripted({}, async ({ provider, hits }) => {
      const slots = await provider.usersByEmails(testReading(), [
        "",
        "half \ud800 a character",
        "x".repeat(600),
      ]);
      expect(slots).toEqual([[], [], []]);
      expect(hits).toEqual([]);
    });
  });
});
