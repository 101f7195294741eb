import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mutate, mutationNames } from "./mutations.js";
import { Stage } from "./staging.js";
import { stagings } from "./stagings.js";
import { isOffered } from "./expected-codes.js";

describe.each(stagings)("$title", (staging) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(staging);
  });
  afterAll(() => stage.session.stop());

  const offered = mutationNames.filter((mutation) => isOffered(mutation, staging.provider));
  test.each(offered)("a rehearsal of %s says what it would send and changes nothing", async (mutation) => {
    const variables = await stage.ready(mutation);
    const standIn = stage.session.server("own");
    const before = { hash: standIn.hash(), ...standIn.counters.read() };
    const { payload, errors } = await mutate(stage.session, mutation, { ...variables, dryRun: true });
    const after = { hash: standIn.hash(), ...standIn.counters.read() };
    expect(errors).toEqual([]);
    expect(payload.userErrors).toEqual([]);
    expect(payload.operation).toBeNull();
    expect(payload.plannedCalls?.length).toBeGreaterThan(0);
    expect({ hash: after.hash, emails: after.emails, writes: after.writes }).toEqual({
      hash: before.hash,
      emails: before.emails,
      writes: before.writes,
    });
    expect((await mutate(stage.session, mutation, variables)).payload).toMatchObject({
      userErrors: [],
      operation: { state: "APPLIED" },
    });
  });

  test.each(offered)("a rehearsal of %s is refused as the performance would be", async (mutation) => {
    const variables = await stage.nobody(mutation, "default", "own");
    const { payload } = await mutate(stage.session, mutation, { ...variables, dryRun: true });
    expect(payload).toMatchObject({
      userErrors: [{ code: "NOT_FOUND" }],
      plannedCalls: null,
      operation: null,
    });
  });
});

test("an explicit null is no dry run, and no write either", async () => {
  const [staging] = stagings;
  if (staging === undefined) throw new Error("Nothing can be staged");
  const stage = await Stage.open(staging);
  try {
    const { id } = await stage.ready("userDisable");
    const before = stage.session.server("own").hash();
    const reply = await stage.session.ask(
      "mutation ($id: ID!, $dryRun: Boolean) { userDisable(id: $id, dryRun: $dryRun) { userErrors { code } } }",
      { id, dryRun: null },
    );
    expect(reply.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(stage.session.server("own").hash()).toBe(before);
  } finally {
    await stage.session.stop();
  }
});
