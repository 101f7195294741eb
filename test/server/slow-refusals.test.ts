import { afterEach, expect, test } from "@jest/globals";
import type { Authenticator } from "../../src/access/authenticator.js";
import { createPointsMeter } from "../../src/access/points.js";
import type { Viewer } from "../../src/access/viewer.js";
import { SlowRefusals } from "../../src/server/slow-refusals.js";
import { startToyHost, type ToyHost } from "./toy-host.js";

let toyHost: ToyHost | null = null;
afterEach(async () => {
  await toyHost?.host.drain();
  toyHost = null;
});

function viewerCalled(subject: string, isRouted: boolean): Viewer {
  const scopes = new Set(["directory:read"] as const);
  const isAllowed = { scopes, maxPrivilege: "OWNER", organizations: null, canReadSchema: false } as const;
  return { tenant: "default", subject, isRouted, ...isAllowed };
}

/** Believes what the headers say: who asks, and whether it comes by the router. */
const authenticator: Authenticator = {
  identify: ({ headers }) => {
    const isRouted = headers["x-routed"] === "yes";
    const viewer = viewerCalled(String(headers["x-caller"]), isRouted);
    return Promise.resolve({ viewer, isShared: isRouted, withBody: () => viewer });
  },
};

/** Sends all at once; what was answered, in the order of the answers. */
async function answersTo(
  { post }: ToyHost,
  asked: readonly Record<string, string>[],
): Promise<readonly string[]> {
  const answered: string[] = [];
  await Promise.all(
    asked.map(async (headers) => {
      const { status } = await post({ query: "{ hello }" }, headers);
      answered.push(`${headers["x-caller"] ?? ""} ${status}`);
    }),
  );
  return answered;
}

test("who has no points left is told so later than others are answered, and a router at once", async () => {
  const points = createPointsMeter({ perCaller: 1, perTenant: null });
  for (const name of ["noisy", "routed"]) points.take(viewerCalled(name, false), 1);
  toyHost = await startToyHost({ authenticator, points, refusalHoldMs: 1_000 });
  const answers = await answersTo(toyHost, [
    { "x-caller": "noisy" },
    { "x-caller": "routed", "x-routed": "yes" },
    { "x-caller": "quiet" },
  ]);
  expect([...answers].sort()).toEqual(["noisy 429", "quiet 200", "routed 429"]);
  expect(answers[2]).toBe("noisy 429");
  expect(toyHost.toy.resolved).toBe(1);
});

test("no more than so many wait; further ones are told at once", async () => {
  const refusals = new SlowRefusals(500, 2);
  const told: number[] = [];
  await Promise.all(
    [0, 1, 2].map(async (index) => {
      await refusals.hold();
      told.push(index);
    }),
  );
  expect(told).toHaveLength(3);
  expect(told[0]).toBe(2);
  // Those who waited have left room.
  const held = refusals.hold().then(() => told.push(3));
  await new Promise((resolve) => setImmediate(resolve));
  told.push(4);
  await held;
  expect(told.slice(3)).toEqual([4, 3]);
});
