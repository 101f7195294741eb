import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { AskedError } from "../resolvers/graph-session.js";
import {
  conflicts,
  expectedCodes,
  situations,
  type ExpectedCode,
  type Mutation,
  type Situation,
} from "./expected-codes.js";
import { mutate, mutationNames, type MutationName, type Payload } from "./mutations.js";
import { Stage } from "./staging.js";
import { stagings } from "./stagings.js";

interface Answered {
  readonly payload: Payload;
  readonly errors: readonly AskedError[];
  /** Whether anything was changed at the provider, told by its own hash. */
  readonly isChanged: boolean;
  readonly emails: number;
}

/** Mutations that the graph has. */
const built = (Object.keys(expectedCodes) as Mutation[]).filter((mutation): mutation is Mutation =>
  (mutationNames as readonly string[]).includes(mutation),
);

async function argumentsOf(
  stage: Stage,
  mutation: MutationName,
  situation: Situation,
): Promise<Record<string, unknown>> {
  if (situation === "conflict") return stage.conflict(mutation);
  if (situation === "notFound") return stage.nobody(mutation, "default", "own");
  if (situation === "foreignId") return stage.nobody(mutation, "other", "foreign");
  return stage.ready(mutation);
}

async function answer(stage: Stage, mutation: MutationName, situation: Situation): Promise<Answered> {
  const { session } = stage;
  const variables = await argumentsOf(stage, mutation, situation);
  const standIn = session.server("own");
  const faults = stage.faultsOf(situation, mutation);
  const before = { hash: standIn.hash(), emails: standIn.counters.read().emails };
  standIn.faults.add(faults);
  const { payload, errors } = await mutate(session, mutation, variables);
  standIn.faults.clear();
  // Whoever was told to wait does so for half a minute.
  if (situation === "rateLimited") await session.restart();
  const emails = standIn.counters.read().emails - before.emails;
  return { payload, errors, isChanged: standIn.hash() !== before.hash, emails };
}

function titleOf(mutation: Mutation, situation: Situation): string {
  const said: Readonly<Partial<Record<Mutation, string>>> = conflicts;
  return situation === "conflict" ? `conflict (${said[mutation] ?? "it is so already"})` : situation;
}

describe.each(stagings)("$title", (staging) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open(staging);
  });
  afterAll(() => stage.session.stop());

  describe.each(built)("%s", (mutation) => {
    const expected: Readonly<Record<Situation, ExpectedCode>> = expectedCodes[mutation][staging.provider];

    test.each(
      situations.map((situation) => [titleOf(mutation, situation), expected[situation], situation] as const),
    )("%s: %s", async (_title, code, situation) => {
      const { payload, errors, isChanged, emails } = await answer(stage, mutation, situation);
      expect(errors).toEqual([]);
      expect(payload.userErrors.map((error) => error.code)).toEqual(code === "OK" ? [] : [code]);
      if (code === "OK") {
        expect(payload.operation?.state ?? "NOTHING_TO_DO").toBe(
          situation === "conflict" ? "NOTHING_TO_DO" : "APPLIED",
        );
      } else if (code !== "OUTCOME_UNKNOWN") {
        expect(isChanged).toBe(false);
        expect(emails).toBe(0);
        expect(payload.operation?.state ?? "NOT_APPLIED").toBe("NOT_APPLIED");
        expect(payload.userErrors[0]?.retryable).toBe(
          ["RATE_LIMITED", "PROVIDER_UNAVAILABLE"].includes(code),
        );
      }
      expect(emails).toBeLessThan(2);
    });
  });
});
