import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

const folder = "examples/queries";
const examples = readdirSync(folder).filter((file) => file.endsWith(".graphql"));

/** Each answers a connection at its only root field. */
type Answer = Record<string, { nodes: readonly unknown[] | null; isComplete?: boolean }>;

let session: GraphSession;

beforeAll(async () => {
  session = await startGraphSession({ accounts: [{ key: "chat", people: 200 }] });
});

afterAll(async () => {
  await session.stop();
});

describe("the example queries over the seeded company", () => {
  test("are there", () => {
    expect(examples.length).toBeGreaterThanOrEqual(7);
  });

  test.each(examples)("%s finds something, whole and without an error", async (file) => {
    const { status, data, errors } = await session.ask<Answer>(readFileSync(join(folder, file), "utf8"));
    expect(errors).toEqual([]);
    expect(status).toBe(200);
    const [list] = Object.values(data);
    expect(list?.nodes?.length).toBeGreaterThan(0);
    expect(list?.isComplete ?? true).toBe(true);
  });
});
