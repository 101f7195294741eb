import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Provider } from "../../../src/directory/provider.js";
import { walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { everybody, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openProvider } from "./scim-account.js";
import { TestObserver } from "../test-observer.js";
import { createPeerCompany, type ScimPeer } from "./scim-peer.js";
import { openScimmyPeer } from "./scimmy-peer.js";
import { openStrictPeer } from "./strict-peer.js";
import { toTruth } from "./truth.js";

const company = createPeerCompany();
const truth = toTruth(company);
const wholeList = { size: 1_000, position: null };

describe.each([
  ["scimmy", openScimmyPeer],
  ["a strict server", openStrictPeer],
])("a server that Rollcall did not write: %s", (_, open) => {
  let peer: ScimPeer;
  const opened: Provider[] = [];
  const observer = new TestObserver();
  const cold = (token = peer.token): Provider => {
    const provider = openProvider({ baseUrl: peer.baseUrl, token, observer });
    opened.push(provider);
    return provider;
  };
  beforeAll(async () => {
    peer = await open(company);
  });
  afterAll(async () => {
    await Promise.all(opened.map((provider) => provider.close()));
    await peer.close();
  });

  it.each([100, 17])("lists everybody once, %i a page, and skips nobody's row", async (size) => {
    const provider = cold();
    const found = await walk(
      (page) => provider.listUsers(testReading(), page, everybody, nothingAhead),
      size,
    );
    expect(found.map((user) => user.remoteId).sort()).toEqual(truth.userIds);
    expect(observer.skipped).toEqual([]);
    expect(new Set(found.map((user) => user.state))).toEqual(new Set(["ACTIVE", "DISABLED"]));
  });

  it("finds everybody by e-mail, whatever the case of the user name, and nobody else", async () => {
    const known = [...truth.idsByEmail];
    const strangers = [
      "nobody@acme.example",
      'x" or userName pr or userName eq "',
      "back\\slash",
      "tab\there",
    ];
    const asked = [...known, ...strangers.map((email) => [email, [] as readonly string[]] as const)];
    for (const some of [asked, asked.slice(0, 10), asked.slice(-4)]) {
      const slots = await cold().usersByEmails(
        testReading(),
        some.map(([email]) => email),
      );
      expect(slots.map((slot) => valueOf(slot).map((user) => user.remoteId))).toEqual(
        some.map(([, ids]) => ids),
      );
    }
  });

  it("finds one address after the other with the same account", async () => {
    const provider = cold();
    for (const [email, ids] of [...truth.idsByEmail].slice(0, 30)) {
      const [slot] = await provider.usersByEmails(testReading(), [email]);
      expect(valueOf(slot).map((user) => user.remoteId)).toEqual(ids);
    }
  });

  it("finds users and teams by id, and null where there are none", async () => {
    const ids = [...truth.userIds.slice(0, 12), "nobody", "../Users", "a b?c#d"];
    const refs = ids.map((id) => ({ kind: "user", scope: null, id }));
    const expected = ids.map((id) => (truth.userIds.includes(id) ? id : null));
    for (const some of [refs, refs.slice(-4)]) {
      const slots = await cold().usersByIds(testReading(), some);
      expect(slots.map((slot) => slot && valueOf(slot).remoteId)).toEqual(expected.slice(-some.length));
    }
    const groups = [...truth.groupIds, "nothing"].map((id) => ({ kind: "group", scope: null, id }));
    for (const some of [groups, groups.slice(-2)]) {
      const slots = await cold().teamsByIds(testReading(), some);
      const found = slots.map((slot) => slot && valueOf(slot).remoteId);
      expect(found).toEqual([...truth.groupIds, null].slice(-some.length));
    }
  });

  it("tells the same memberships from either side", async () => {
    const provider = cold();
    const teams = truth.groupIds.map((id) => ({ kind: "group", scope: null, id }));
    const members = await provider.membersOfTeams(
      testReading(),
      teams.map((of) => ({ of, page: wholeList, states: everybody.states })),
    );
    const fromTeams = members.flatMap((slot, index) =>
      itemsOf(valueOf(slot)).map(({ object }) => `${object.remoteId} in ${teams[index]?.id ?? ""}`),
    );
    expect(fromTeams.sort()).toEqual(truth.memberships);
    const users = truth.userIds.map((id) => ({ kind: "user", scope: null, id }));
    const joined = await cold().teamsOfUsers(
      testReading(),
      users.map((of) => ({ of, page: wholeList })),
    );
    const fromUsers = joined.flatMap((slot, index) =>
      itemsOf(valueOf(slot)).map(({ object }) => `${users[index]?.id ?? ""} in ${object.remoteId}`),
    );
    expect(fromUsers.sort()).toEqual(truth.memberships);
  });

  it("says that the token is wrong, and not that nobody is there", async () => {
    const refused = { code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401 };
    const answer = cold("another").listUsers(testReading(), wholeList, everybody, nothingAhead);
    await expect(answer).rejects.toMatchObject(refused);
  });
});
