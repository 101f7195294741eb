import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { TalkdeskStandIn } from "../../sandbox/talkdesk/stand-in.js";
import { scopes } from "../../src/access/scopes.js";
import { decodeGlobalId, encodeGlobalId } from "../../src/directory/ids.js";
import { withShrinkingAccount, type ShrinkingAccount } from "./shrinking-account.js";
import { stagings } from "./stagings.js";

/** As clients list people: this asks for less than everybody, and no removal is planned with it. */
async function list({ session }: ShrinkingAccount): Promise<void> {
  const reply = await session.ask<{ users: { nodes: readonly unknown[] } }>(
    "{ users(first: 3) { nodes { displayName } } }",
  );
  expect(reply.data.users.nodes).toHaveLength(3);
}

/** What stays of the people, rounded so that the share that is lost is the given one at most. */
function lose(account: ShrinkingAccount, percent: number): void {
  account.lose(Math.floor((account.size() * percent) / 100));
}

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "rollcall-brake-"));
});
afterAll(() => rm(directory, { recursive: true }));

/** The call that shows how many people there are. */
const listings = {
  tiledesk: "GET /:pid/project_users",
  talkdesk: "GET /users",
  scim: "GET /scim/v2/Users",
} as const;

describe.each(stagings)("$title", ({ provider, change, account: linked = {} }) => {
  const listing = listings[provider];

  test("removes nobody while two fifths of the people are missing, and changes them as before", () =>
    withShrinkingAccount(provider, { account: linked }, async (account) => {
      const { session, somebody, code, run } = account;
      await list(account);
      const size = account.size();
      lose(account, 40);
      const standIn = session.server("own");
      const [hash, { writes }] = [standIn.hash(), standIn.counters.read()];
      const { id, confirm } = somebody();
      const { userErrors, plannedCalls } = await run("userSoftDelete", { id });
      expect(userErrors).toMatchObject([{ code: "REMOVAL_BRAKE", retryable: false, field: null }]);
      expect(userErrors[0]?.message).toBe(
        `The account has ${account.size()} Users and had ${size} within the last 24 hours, of whom Rollcall ` +
          "removed 0; nobody is removed while more than 30 % are missing",
      );
      expect(plannedCalls).toBeNull();
      expect(await code("userSoftDelete", { id, dryRun: true })).toBe("REMOVAL_BRAKE");
      expect(await code("userHardDelete", { id, confirm })).toBe("REMOVAL_BRAKE");
      expect([standIn.hash(), standIn.counters.read().writes]).toEqual([hash, writes]);
      expect(await code("userUpdate", { id, input: change })).toBe("OK");
      expect(await code("userDisable", { id })).toBe("OK");
      expect(await code("usersDisable", { id: somebody().id })).toBe("OK");
    }));

  test("removes people while a quarter is missing", () =>
    withShrinkingAccount(provider, { account: linked }, async (account) => {
      await list(account);
      lose(account, 25);
      const { id, confirm } = account.somebody();
      expect(await account.code("userSoftDelete", { id, dryRun: true })).toBe("OK");
      expect(await account.code("userHardDelete", { id, confirm })).toBe("OK");
      expect(await account.code("userSoftDelete", { id: account.somebody().id })).toBe("OK");
    }));

  test("counts whom it removes itself apart from those who are missing", () =>
    withShrinkingAccount(
      provider,
      { account: { ...linked, writeRules: { maxShrinkPercent: 10 } } },
      async (account) => {
        const size = account.size();
        while (account.size() > size * 0.8) {
          expect(await account.code("userHardDelete", account.somebody())).toBe("OK");
        }
        account.lose(Math.floor(size / 10));
        expect(await account.code("userSoftDelete", { ...only(account), dryRun: true })).toBe("OK");
        account.lose(1);
        expect(await account.code("userSoftDelete", { ...only(account), dryRun: true })).toBe(
          "REMOVAL_BRAKE",
        );
      },
    ));

  test("looks at one page more for it", async () => {
    const calls: Readonly<Record<string, number>>[] = [];
    for (const maxShrinkPercent of [null, 30]) {
      await withShrinkingAccount(
        provider,
        { account: { ...linked, writeRules: { maxShrinkPercent } } },
        async (account) => {
          const { id } = only(account);
          expect(await account.code("userSoftDelete", { id, dryRun: true })).toBe("OK");
          calls.push(account.session.calls("own").callsByRoute);
        },
      );
    }
    const [without = {}, withBrake = {}] = calls;
    expect(withBrake).toEqual({ ...without, [listing]: 1 });
    expect(without[listing]).toBeUndefined();
  });
});

function only({ somebody }: ShrinkingAccount): { readonly id: string } {
  return { id: somebody().id };
}

describe("how many people there were", () => {
  test("is known when a removal was planned, without a list before", () =>
    withShrinkingAccount("scim", {}, async (account) => {
      expect(await account.code("userSoftDelete", { ...only(account), dryRun: true })).toBe("OK");
      lose(account, 40);
      expect(await account.code("userSoftDelete", only(account))).toBe("REMOVAL_BRAKE");
    }));

  test("outlives the process", async () => {
    const databaseUrl = `file:${join(directory, "restart.db")}`;
    await withShrinkingAccount("talkdesk", { databaseUrl }, async (account) => {
      await list(account);
      await account.session.restart();
      lose(account, 40);
      expect(await account.code("userSoftDelete", only(account))).toBe("REMOVAL_BRAKE");
    });
  });

  test("is each tenant's own, under the same key in the same store", async () => {
    const databaseUrl = `file:${join(directory, "tenants.db")}`;
    const auth = { mode: "none", tenant: "other", scopes } as const;
    await withShrinkingAccount("scim", { databaseUrl }, async (account) => {
      await list(account);
      const other = { databaseUrl, access: { auth }, account: { tenant: "other", people: 12 } };
      await withShrinkingAccount("scim", other, async (smaller) => {
        await list(smaller);
        expect(smaller.size()).toBeLessThan(account.size() / 2);
        expect(await smaller.code("userSoftDelete", only(smaller))).toBe("OK");
      });
      lose(account, 40);
      expect(await account.code("userSoftDelete", only(account))).toBe("REMOVAL_BRAKE");
    });
  });

  test("does not matter where the operator says so", () =>
    withShrinkingAccount("scim", { account: { writeRules: { maxShrinkPercent: null } } }, async (account) => {
      await list(account);
      lose(account, 60);
      expect(await account.code("userHardDelete", account.somebody())).toBe("OK");
    }));

  test("may be more than a third less than before where it is two people", () =>
    withShrinkingAccount(
      "scim",
      { account: { people: 12, writeRules: { maxShrinkPercent: 0 } } },
      async (account) => {
        await list(account);
        account.lose(2);
        expect(await account.code("userSoftDelete", { ...only(account), dryRun: true })).toBe("OK");
        account.lose(1);
        expect(await account.code("userSoftDelete", only(account))).toBe("REMOVAL_BRAKE");
      },
    ));

  test("takes calls of its own, though the search for another owner has spent the plan's", () => {
    const talkdesk = { listShows: "full", pageSizeClamp: 2 } as const;
    return withShrinkingAccount(
      "talkdesk",
      { account: { talkdesk, people: 400 } },
      async ({ session, run }) => {
        const state = (session.server("own") as TalkdeskStandIn).state();
        const role = state.findRole("account owner")?.id ?? "";
        const owner = state.users.find((user) => user.state === "active" && user.roleIds.includes(role));
        const ref = { kind: "user", scope: null, id: owner?.id ?? "" };
        const id = encodeGlobalId({ tenant: "default", account: "own", type: "User", ref });
        const { userErrors, warnings } = await run("userSoftDelete", { id, dryRun: true });
        expect(userErrors).toEqual([]);
        expect(warnings.map(({ code }) => code)).toContain("OWNERS_NOT_COUNTED");
      },
    );
  });

  test("takes in all projects of a Tiledesk account, and one that vanished with everybody in it", () =>
    withShrinkingAccount("tiledesk", { account: { projects: 2 } }, async (account) => {
      await account.session.ask("{ users(first: 100) { nodes { displayName } } }");
      const { state, projectIds } = account.session.standIn("own").current();
      const { id } = account.somebody();
      const gone = projectIds.find((project) => project !== decodeGlobalId(id)?.ref.scope);
      const project = state.projects.get(gone ?? "");
      if (project === undefined) throw new Error("There is no other project");
      project.status = 0;
      state.changed();
      expect(await account.code("userSoftDelete", { id })).toBe("REMOVAL_BRAKE");
    }));
});
