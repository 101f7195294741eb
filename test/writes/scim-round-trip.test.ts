import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { strict, type ScimQuirks } from "../../sandbox/scim/quirks.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { roundTrip } from "./scim-journey.js";

/** What servers do differently, where it matters to a write or to the look after it. */
const servers: Readonly<Record<string, Partial<ScimQuirks>>> = {
  "takes everything": {},
  "is strict": strict,
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
});
