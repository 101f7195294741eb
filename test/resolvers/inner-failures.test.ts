import { afterEach, describe, expect, test } from "@jest/globals";
import type { FaultRule } from "../../sandbox/faults.js";
import { startGraphSession, type GraphSession, type Reply } from "./graph-session.js";
import type { StandInSetup } from "./linked-stand-ins.js";

interface Inner {
  readonly nodes: readonly { readonly name?: string }[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean };
}
interface Answer {
  readonly workspaces: { readonly nodes: readonly Readonly<Record<string, Inner | null>>[] };
}

const workspaceOf = (field: string): string =>
  `{ workspaces { nodes { ${field} { nodes { id } pageInfo { hasNextPage } } } accountStatuses { state } } }`;

let session: GraphSession;
afterEach(() => session.stop());

/** What the one workspace answers where everything is there, or in a new session where a route is down. */
async function ask(field: string, account: StandInSetup, down?: FaultRule): Promise<Reply<Answer>> {
  session = await startGraphSession({ accounts: [{ ...account, key: "one" }] });
  if (down !== undefined) session.server("one").faults.add([down]);
  return session.ask<Answer>(workspaceOf(field));
}

function innerOf({ data }: Reply<Answer>, field: string): Inner | null | undefined {
  return data.workspaces.nodes[0]?.[field];
}

function codesOf({ errors }: Reply<Answer>): readonly unknown[] {
  return errors.map(({ extensions }) => extensions.code);
}

const broken = { kind: "status", status: 500, body: { message: "no" } } as const;

const cases = [
  {
    what: "one of the kinds it is made of",
    field: "teams",
    account: { provider: "talkdesk" },
    route: "/ring-groups",
  },
  {
    what: "the rest of its page",
    field: "members",
    account: { provider: "scim", scim: { pageSizeClamp: 20 } },
    route: "/scim/v2/Users",
    skip: 1,
  },
] as const satisfies readonly {
  what: string;
  field: string;
  account: StandInSetup;
  route: string;
  skip?: number;
}[];

describe("a list inside an object, which has no account status beside it,", () => {
  test.each(cases)("fails where $what could not be read", async ({ field, account, route, ...rest }) => {
    const whole = await ask(field, account);
    expect(codesOf(whole)).toEqual([]);
    expect(innerOf(whole, field)?.nodes?.length).toBeGreaterThan(10);
    await session.stop();

    const reply = await ask(field, account, { ...rest, match: { route }, fault: broken });
    expect(innerOf(reply, field)).toBeNull();
    expect(codesOf(reply)).toEqual(["UPSTREAM_UNAVAILABLE"]);
  });
});
