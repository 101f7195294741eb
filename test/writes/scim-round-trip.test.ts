import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { strict, type ScimQuirks } from "../../sandbox/scim/quirks.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { createPeerCompany, type ScimPeer } from "../providers/scim/scim-peer.js";
import { mutate } from "./mutations.js";
import { linkedAccountOf, roundTrip, teamRoundTrip } from "./scim-journey.js";
import { openWritableScimmyPeer } from "./scim-scimmy-peer.js";
import { openWritableStrictPeer } from "./scim-strict-peer.js";

/** What servers do differently, where it matters to a write or to the look after it. */
const servers: Readonly<Record<string, Partial<ScimQuirks>>> = {
  "takes everything": {},
  "is strict": strict,
  "has names in lower case and true as a text": { keys: "lower", active: "text", nullsForAbsent: true },
  "wants a path in every operation": { patchPaths: "needed" },
  "takes no path": { patchPaths: "refused" },
  "knows no filters in paths": { patchPaths: "attributes" },
  "knows texts and objects as values": { ...strict, patchValues: "textOrObject" },
  "has no PATCH and says 501": { patch: "absent501" },
  "has no PATCH and says 405": { ...strict, patch: "absent405" },
  "has no PATCH and says nothing": { patch: "absentBare404", schemas: "missing" },
  "answers writes without a body": { patchReplies: "empty", createReplies: "empty" },
  "tells the id alone": { createReplies: "id", schemas: "missing" },
  "has no filters": { filters: "none", pageSizeClamp: 25 },
  "passes filters over": { filters: "ignored", paging: "ignored" },
  "answers 404 when nobody is found": { ...strict, emptyFilter: 404, errorStatus: "number" },
  "has no groups": { groups: "absent404" },
  "shows groups on groups alone": { usersCarryGroups: false },
  "takes roles and groups from who is disabled": { takesWhenInactive: "rolesAndGroups" },
  "minds removing what is not there": { removesAbsent: "noTarget" },
};

describe.each(Object.entries(servers))("a server that %s", (_, scim) => {
  let session: GraphSession;
  beforeAll(async () => {
    const account = { key: "idp", provider: "scim", scim, writeRules: { settleMs: 300 } } as const;
    session = await startGraphSession({ accounts: [account] });
  });
  afterAll(() => session.stop());

  it("has somebody invited, changed, disabled, enabled, deleted, restored and erased", async () => {
    await roundTrip(session);
  });

  it("has a group made, renamed, joined and left, or none", async () => {
    if (scim.groups !== "absent404") return teamRoundTrip(session);
    const linkedAccount = await linkedAccountOf(session);
    const { payload } = await mutate(session, "teamCreate", { input: { linkedAccount, name: "Choir" } });
    expect(payload.userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_PROVIDER" }]);
  });
});

describe.each([
  ["scimmy", openWritableScimmyPeer],
  ["a strict server", openWritableStrictPeer],
])("a server that is none of the sandbox's: %s", (_, open) => {
  let peer: ScimPeer;
  let session: GraphSession;
  beforeAll(async () => {
    peer = await open(createPeerCompany());
    const settings = { baseUrl: peer.baseUrl };
    const credentials = { token: peer.token };
    const linked = { provider: "scim", settings, credentials } as const;
    session = await startGraphSession({
      accounts: [{ key: "idp", ...linked, writeRules: { settleMs: 300 } }],
    });
  });
  afterAll(async () => {
    await session.stop();
    await peer.close();
  });

  it("has somebody invited, changed, disabled, enabled, deleted, restored and erased", async () => {
    await roundTrip(session);
  });

  it("has a group made, renamed, joined and left", async () => {
    await teamRoundTrip(session);
  });
});
