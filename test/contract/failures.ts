import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { DirectoryError, type ErrorCode } from "../../src/directory/errors.js";
import { eventually } from "../datasources/http/fixture-server.js";
import { testReading } from "../datasources/http/test-reading.js";
import { isWithoutCalls, useAccount, type ContractFault, type ProviderHarness } from "./harness.js";
import { readPathsOf, takeSample, type Sample } from "./sample.js";

const codes: Readonly<Record<ContractFault, ErrorCode>> = {
  UNAUTHORIZED: "UPSTREAM_UNAUTHORIZED",
  FORBIDDEN: "UPSTREAM_FORBIDDEN",
  RATE_LIMITED: "UPSTREAM_RATE_LIMITED",
  BROKEN_SERVER: "UPSTREAM_UNAVAILABLE",
  HANG: "UPSTREAM_TIMEOUT",
  HTML_PAGE: "UPSTREAM_INVALID_RESPONSE",
  BROKEN_ENVELOPE: "UPSTREAM_INVALID_RESPONSE",
};

/** A provider that cannot be asked: an error of the account on every path, never an absence. */
export function describeFailures(harness: ProviderHarness): void {
  describe("when the provider fails", () => {
    const account = useAccount(harness);
    const calling = readPathsOf(harness.module).filter(([name]) => !isWithoutCalls(harness, name));
    let sample: Sample;
    beforeAll(async () => {
      sample = await takeSample(account().cold());
    });
    afterEach(() => {
      account().heal();
    });

    for (const [fault, code] of Object.entries(codes) as [ContractFault, ErrorCode][]) {
      const paths = calling.filter(([, { hasEnvelope }]) => hasEnvelope || fault !== "BROKEN_ENVELOPE");
      it.each(paths)(`${fault} is ${code} of %s`, async (_, { read }) => {
        account().fail(fault);
        const reading = testReading({ withinMs: fault === "HANG" ? 150 : 10_000 });
        const failures = await failuresOf(read(account().cold(), reading, sample));
        expect(failures).not.toHaveLength(0);
        for (const failure of failures) {
          expect(failure).toBeInstanceOf(DirectoryError);
          expect(failure).toMatchObject({ code, account: account().identity.accountKey });
        }
      });
    }

    it.each(calling)("an abort ends %s at once", async (_, { read }) => {
      const before = account().calls();
      account().fail("HANG");
      const reading = testReading({ withinMs: 60_000 });
      let failures: readonly unknown[] | null = null;
      void failuresOf(read(account().cold(), reading, sample)).then((found) => {
        failures = found;
      });
      await eventually(() => account().calls() > before);
      expect(failures).toBeNull();
      reading.client.abort();
      await turnsOfTheLoop(25);
      expect(failures).toEqual([expect.any(DirectoryError)]);
    });

    it.each(calling)("sends nothing for a request that is gone: %s", async (_, { read }) => {
      const provider = account().cold();
      const before = account().calls();
      const reading = testReading();
      reading.client.abort();
      expect(await failuresOf(read(provider, reading, sample))).not.toHaveLength(0);
      expect(account().calls()).toBe(before);
    });

    it("answers again when the provider is well again", async () => {
      const provider = account().cold();
      account().fail("BROKEN_SERVER");
      const failed = await failuresOf(provider.usersByIds(testReading(), [sample.user]));
      account().heal();
      const [found] = await provider.usersByIds(testReading(), [sample.user]);
      expect(failed).toHaveLength(1);
      expect(found).toMatchObject({ ref: sample.user });
    });
  });
}

/** What failed: the whole path, or the slots of its batch, or the page. Anything else is no failure and comes as it is. */
async function failuresOf(answer: Promise<unknown>): Promise<readonly unknown[]> {
  const outcome: unknown = await answer.catch((thrown: unknown) => thrown);
  if (Array.isArray(outcome)) return [...new Set<unknown>(outcome)];
  return [isPage(outcome) ? outcome.failure : outcome];
}

function isPage(value: unknown): value is { failure: unknown } {
  return typeof value === "object" && value !== null && "rows" in value && "failure" in value;
}

/** Long enough for everything that waits for nothing, and nothing else. */
async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
