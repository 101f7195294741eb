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

/**
 * A call that is never answered takes its whole time, so these are staged side by side, each on a stage of its own. They
 * begin when the first of them is asked for.
 */
function createTimeOuts(
  staging: (typeof stagings)[number],
  mutations: readonly Mutation[],
): (mutation: Mutation) => Promise<Answered> {
  let begun: ReadonlyMap<Mutation, Promise<Answered>> | null = null;
  const stageOne = async (mutation: Mutation): Promise<Answered> => {
    const stage = await Stage.open(staging);
    try {
      return await answer(stage, mutation, "timeOut");
    } finally {
      await stage.session.stop();
    }
  };
  const settled = (mutation: Mutation): Promise<Answered> => {
    const answered = stageOne(mutation);
    // Its own cell meets the failure.
    answered.catch(() => undefined);
    return answered;
  };
  return async (mutation) => {
    begun ??= new Map(mutations.map((one) => [one, settled(one)]));
    return begun.get(mutation) ?? Promise.reject(new Error("Not staged"));
  };
}

function toRefusal({ operation, userErrors }: Payload): { state: string; isRetryable: boolean | undefined } {
  return { state: operation?.state ?? "NOT_APPLIED", isRetryable: userErrors[0]?.retryable };
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
  const timeOuts = createTimeOuts(staging, built);

  describe.each(built)("%s", (mutation) => {
    const expected: Readonly<Record<Situation, ExpectedCode>> = expectedCodes[mutation][staging.provider];

    test.each(
      situations.map((situation) => [titleOf(mutation, situation), expected[situation], situation] as const),
    )("%s: %s", async (_title, code, situation) => {
      const answered = situation === "timeOut" ? timeOuts(mutation) : answer(stage, mutation, situation);
      const { payload, errors, isChanged, emails } = await answered;
      expect(errors).toEqual([]);
      expect(payload.userErrors.map((error) => error.code)).toEqual(code === "OK" ? [] : [code]);
      if (code === "OK") {
        const state = situation === "conflict" ? "NOTHING_TO_DO" : "APPLIED";
        expect(payload.operation?.state ?? "NOTHING_TO_DO").toBe(state);
      } else if (code !== "OUTCOME_UNKNOWN") {
        expect({ isChanged, emails, ...toRefusal(payload) }).toEqual({
          ...{ isChanged: false, emails: 0, state: "NOT_APPLIED" },
          isRetryable: ["RATE_LIMITED", "PROVIDER_UNAVAILABLE"].includes(code),
        });
      }
      expect(emails).toBeLessThan(2);
    });
  });
});
