import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

const folder = "examples/queries";
const examples = readdirSync(folder).filter((file) => file.endsWith(".graphql"));

/** Each answers a connection at its only root field. */
interface Listed {
  readonly nodes: readonly unknown[] | null;
  readonly isComplete?: boolean;
}
/** Or the payload of a mutation that is rehearsed. */
interface Rehearsed {
  readonly userErrors: readonly unknown[];
  readonly plannedCalls: readonly unknown[] | null;
}
type Answer = Record<string, Listed | Rehearsed>;

const chat = { key: "chat", people: 200 };
const voice = { key: "voice", provider: "talkdesk", people: 200 } as const;
const idp = { key: "idp", provider: "scim", people: 200 } as const;

test("the example queries are there", () => {
  expect(examples.length).toBeGreaterThanOrEqual(9);
});

describe.each([
  ["one account", [chat]],
  ["three accounts that know the same people", [chat, voice, idp]],
])("the example queries over %s", (_title, accounts) => {
  let session: GraphSession;
  beforeAll(async () => {
    session = await startGraphSession({ accounts });
  });
  afterAll(() => session.stop());

  test.each(examples)("%s finds something, without an error", async (file) => {
    await session.restart();
    const { status, data, errors } = await session.ask<Answer>(readFileSync(join(folder, file), "utf8"));
    expect(errors).toEqual([]);
    expect(status).toBe(200);
    const [list] = Object.values(data);
    if (list !== undefined && "plannedCalls" in list) {
      expect(list.userErrors).toEqual([]);
      expect(list.plannedCalls).toHaveLength(1);
      return;
    }
    expect(list?.nodes?.length).toBeGreaterThan(0);
    // Over several accounts, Talkdesk's roles take more calls than one request has.
    if (accounts.length === 1) expect(list?.isComplete ?? true).toBe(true);
  });
});
