import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { userStates, type UserState } from "../../../src/directory/user.js";
import { sorted, walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { nothingAhead } from "../reads.js";
import { openTiledesk } from "./tiledesk-account.js";

const companies = fc.record({
  people: fc.integer({ min: 1, max: 90 }),
  projects: fc.integer({ min: 1, max: 5 }),
  seed: fc.integer({ min: 1, max: 10_000 }),
});
const asked = fc.uniqueArray(fc.constantFrom(...userStates), { minLength: 1 });

describe("paging through any Tiledesk company", () => {
  it("gives everybody of the states asked for once, in one order, whatever the size of the pages", async () => {
    await fc.assert(
      fc.asyncProperty(companies, asked, fc.integer({ min: 1, max: 100 }), async (company, states, size) => {
        const account = await openTiledesk(company);
        try {
          const filter = { states: new Set<UserState>(states) };
          const provider = account.cold();
          const users = await walk(
            (page) => provider.listUsers(testReading(), page, filter, nothingAhead),
            size,
          );
          const keys = users.map((user) => `${user.ref.scope ?? ""} ${user.remoteId}`);
          expect(new Set(keys).size).toBe(keys.length);
          expect(keys).toEqual(sorted(keys));
          const ours = (one: { id_project?: string }): boolean =>
            account.projectIds.includes(one.id_project ?? "");
          if (states.length === userStates.length) {
            const teammates = [...account.state.members.values()].filter(
              (one) => ours(one) && one.roleType === 1,
            );
            const invited = [...account.state.pendingInvitations.values()].filter(ours);
            expect(keys).toHaveLength(teammates.length + invited.length);
          }
          for (const user of users) expect(states).toContain(user.state);
        } finally {
          await account.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});
