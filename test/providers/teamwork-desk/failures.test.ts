import { describe, expect, it } from "@jest/globals";
import { teamworkDesk } from "../../../src/datasources/teamwork-desk/provider.js";
import { DirectoryError } from "../../../src/directory/errors.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { UserFilter } from "../../../src/directory/user-filter.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { withScriptedSite, type SiteScript } from "../teamwork-site/scripted-site.js";
import { withDesk } from "./desk-account.js";

type ScriptedAnswer = Exclude<SiteScript[string], (query: URLSearchParams) => unknown>;

const users = "/desk/api/v2/users.json";
const page = firstPage;
const active: UserFilter = { states: new Set(["ACTIVE"]) };

function toAgent(id: number | string): RemoteRef {
  return { kind: "agent", scope: null, id: String(id) };
}

function withProvider<T>(script: SiteScript, run: (provider: Provider) => Promise<T>): Promise<T> {
  return withScriptedSite(teamworkDesk, script, ({ provider }) => run(provider));
}

function listed(...rows: readonly object[]): ScriptedAnswer {
  return { body: { users: rows, included: {}, meta: { page: { count: rows.length, hasMore: false } } } };
}

/** Answers by whether the list is asked for those whom it hides. */
function byPart(shown: ScriptedAnswer, hidden: ScriptedAnswer): SiteScript[string] {
  return (query) => (query.get("filter")?.includes('"$ne"') === true ? hidden : shown);
}

describe("a server that refuses", () => {
  it.each([
    [401, { errors: [{ code: "401" }] }, "UPSTREAM_UNAUTHORIZED"],
    [403, { errors: { token: ["may not see agents"] } }, "UPSTREAM_FORBIDDEN"],
    [400, { errors: { filter: ["cannot be filtered by"] } }, "UPSTREAM_INVALID_RESPONSE"],
    [404, "", "UPSTREAM_INVALID_RESPONSE"],
  ])("with %d is an error on every path, and never nobody", (status, body, expected) => {
    const answer = { status, body };
    const script = {
      [users]: answer,
      "/desk/api/v2/users/7.json": { ...answer, status: status === 404 ? 403 : status },
      "/desk/api/v2/inboxes.json": answer,
      "/desk/api/v2/inboxes/9.json": { ...answer, status: status === 404 ? 403 : status },
    };
    return withProvider(script, async (provider) => {
      const inbox = { kind: "inbox", scope: null, id: "9" };
      const failures = [
        await errorOf(provider.listUsers(testReading(), page, everybody, nothingAhead)),
        await errorOf(provider.listWorkspaces(testReading(), page)),
        await errorOf(provider.checkHealth(testReading())),
        await errorOf(provider.seats(testReading())),
        ...(await provider.usersByIds(testReading(), [toAgent(7), toAgent(8)])),
        ...(await provider.usersByEmails(testReading(), ["a@b.example"])),
        ...(await provider.workspacesByIds(testReading(), [inbox])),
        ...(await provider.workspacesOfUsers(testReading(), [{ of: toAgent(7), page }])),
        ...(await provider.membersOfWorkspaces(testReading(), [{ of: inbox, page, states: allStates }])),
      ];
      for (const failure of failures) expect(failure).toBeInstanceOf(DirectoryError);
      expect(failures[0]).toMatchObject({ code: expected, account: "teamwork", httpStatus: status });
    });
  });
});

describe("those whom lists hide", () => {
  const refused = { status: 403, body: {} };

  it("leave the page with who is at work, and with why the others are missing", () =>
    withProvider({ [users]: byPart(listed({ id: 1 }), refused) }, async (provider) => {
      const found = await provider.listUsers(testReading(), page, everybody, nothingAhead);
      expect([itemsOf(found).map(({ remoteId }) => remoteId), found.failure?.code]).toEqual([
        ["1"],
        "UPSTREAM_FORBIDDEN",
      ]);
      const usual = await provider.listUsers(testReading(), page, active, nothingAhead);
      expect(usual.failure).toBeNull();
    }));

  it("may have the address that is asked for: an error, and not nobody", () =>
    withProvider({ [users]: byPart(listed(), refused) }, async (provider) => {
      const [slot] = await provider.usersByEmails(testReading(), ["june@acme.example"]);
      expect(slot).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
    }));

  it("may have the ids that are asked for", () =>
    withProvider({ [users]: byPart(listed({ id: 1 }), refused) }, async (provider) => {
      const [found, missing] = await provider.usersByIds(testReading(), [toAgent(1), toAgent(2)]);
      expect(found).toMatchObject({ remoteId: "1" });
      expect(missing).toMatchObject({ code: "UPSTREAM_FORBIDDEN" });
    }));

  it("are found by id though a get does not show them", () =>
    withProvider(
      {
        "/desk/api/v2/users/7.json": { status: 404 },
        [users]: byPart(listed(), listed({ id: 7, state: "archived" })),
      },
      async (provider) => {
        expect(await provider.usersByIds(testReading(), [toAgent(7)])).toMatchObject([{ state: "DISABLED" }]);
      },
    ));
});

describe("agents by address", () => {
  it("are those with the address in any case, and no others that the server thinks fit", () =>
    withProvider(
      {
        [users]: byPart(
          listed({ id: 1, email: "June@Acme.example" }, { id: 2, email: "june@acme.example.org" }, { id: 3 }),
          listed({ id: 4, email: "june@acme.example", state: "deleted" }),
        ),
      },
      async (provider) => {
        const emails = ["june@acme.example", "nobody@acme.example"];
        const [found, none] = await provider.usersByEmails(testReading(), emails);
        expect(valueOf(found).map(({ remoteId }) => remoteId)).toEqual(["1", "4"]);
        expect(none).toEqual([]);
      },
    ));

  it("are an error where rows cannot be read, or not all of them", async () => {
    await withProvider(
      { [users]: byPart(listed({ email: "june@acme.example" }), listed()) },
      async (provider) => {
        const [slot] = await provider.usersByEmails(testReading(), ["june@acme.example"]);
        expect(slot).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
      },
    );
    await withDesk({ people: 60 }, async (account) => {
      const [slot] = await account.cold().usersByEmails(testReading({ calls: 1 }), ["june@acme.example"]);
      expect(slot).toMatchObject({ code: "LIMIT_EXCEEDED", account: "desk" });
    });
  });

  it("hold the token's own, who has to be at work", async () => {
    const own = { body: { person: { id: "7", "email-address": "June@Acme.example" } } };
    const meOf = (shown: ScriptedAnswer, hidden: ScriptedAnswer, person = own): Promise<unknown> =>
      withProvider(
        { "/me.json": person, [users]: byPart(shown, hidden) },
        async (provider) => (await provider.me?.(testReading()))?.remoteId ?? null,
      );
    const june = { id: 7, email: "june@acme.example" };
    expect(await meOf(listed(june), listed())).toBe("7");
    expect(await meOf(listed(), listed({ ...june, state: "archived" }))).toBeNull();
    expect(await meOf(listed(), listed())).toBeNull();
    await expect(meOf(listed(), { status: 403, body: {} })).rejects.toMatchObject({
      code: "UPSTREAM_FORBIDDEN",
    });
  });

  it("cannot hold the token's own where Projects tells no address, or no person", async () => {
    const meOf = (body: object): Promise<unknown> =>
      withProvider(
        { "/me.json": { body } },
        (provider) => provider.me?.(testReading()) ?? Promise.reject(new Error("me")),
      );
    expect(await meOf({ person: { id: "7", "email-address": "" } })).toBeNull();
    await expect(meOf({ STATUS: "OK" })).rejects.toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
  });
});

describe("members of an inbox", () => {
  it("are those whom Desk has; who is gone for good is passed over", () =>
    withProvider(
      {
        "/desk/api/v2/inboxes.json": {
          body: {
            inboxes: [{ id: 9, users: [{ id: 1 }, { id: 2 }, { id: 3 }] }],
            meta: { page: { count: 1 } },
          },
        },
        [users]: byPart(listed({ id: 1 }), listed({ id: 2, state: "deleted" })),
        "/desk/api/v2/users/3.json": { status: 404 },
      },
      async (provider) => {
        const of = { kind: "inbox", scope: null, id: "9" };
        const [slot] = await provider.membersOfWorkspaces(testReading(), [{ of, page, states: allStates }]);
        expect(itemsOf(valueOf(slot)).map(({ object }) => [object.remoteId, object.state])).toEqual([
          ["1", "ACTIVE"],
          ["2", "DELETED"],
        ]);
      },
    ));

  it("are cut short and said to be where the budget ends", () =>
    withDesk({ people: 600 }, async (account) => {
      const of = { kind: "inbox", scope: null, id: "5001" };
      const [slot] = await account
        .cold()
        .membersOfWorkspaces(testReading({ calls: 2 }), [
          { of, page: { size: 190, position: null }, states: active.states },
        ]);
      expect(valueOf(slot)).toMatchObject({ isTruncated: true, hasMore: true, failure: null });
    }));
});

describe("seats", () => {
  it("are of unknown number where Desk does not count", () =>
    withProvider(
      { [users]: { body: { users: [{ id: 1 }], pagination: { hasMorePages: true } } } },
      async (provider) => {
        const seats = await provider.seats(testReading());
        expect(seats?.map(({ kind, limit, used }) => [kind, limit, used])).toEqual([
          ["full-time", null, null],
          ["part-time", null, null],
        ]);
      },
    ));
});
