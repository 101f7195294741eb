import { beforeEach, describe, expect, it } from "@jest/globals";
import { DirectoryError } from "../../../src/directory/errors.js";
import type { Reading } from "../../../src/directory/reading.js";
import type { RequestAuth } from "../../../src/datasources/auth/request-auth.js";
import { createSignInAuth } from "../../../src/datasources/auth/sign-in.js";
import type { SignedIn } from "../../../src/datasources/auth/sign-in.js";
import { testReading } from "../http/test-reading.js";

/** A provider's sign-in that counts, and answers when it is told to. */
class SignIns {
  count = 0;
  now = 1_000;
  result: () => Promise<SignedIn> = () => Promise.resolve({ authorization: `JWT ${this.count}` });
  readonly readings: Reading[] = [];

  auth(options: { limitMs?: number } = {}): RequestAuth {
    return createSignInAuth({
      account: "chat",
      signIn: (reading) => {
        this.count += 1;
        this.readings.push(reading);
        return this.result();
      },
      now: () => this.now,
      ...options,
    });
  }

  fail(code: "UPSTREAM_UNAUTHORIZED" | "UPSTREAM_FORBIDDEN" | "UPSTREAM_UNAVAILABLE"): void {
    this.result = () => Promise.reject(new DirectoryError(code, "no", { account: "chat" }));
  }

  succeed(lifetimeMs?: number): void {
    const lifetime = lifetimeMs === undefined ? {} : { lifetimeMs };
    this.result = () => Promise.resolve({ authorization: `JWT ${this.count}`, ...lifetime });
  }
}

let signIns: SignIns;
let auth: RequestAuth;
beforeEach(() => {
  signIns = new SignIns();
  auth = signIns.auth();
});

const headers = async (): Promise<unknown> => auth.headers(testReading());
const codeOf = async (promise: unknown): Promise<string> => {
  const thrown = await Promise.resolve(promise).then(
    () => null,
    (reason: unknown) => reason,
  );
  return thrown instanceof DirectoryError ? thrown.code : "no DirectoryError";
};
const renewed = async (rejected: unknown): Promise<unknown> =>
  auth.renew?.(testReading(), rejected as Record<string, string>);

describe("the first call", () => {
  it("signs in, later ones do not", async () => {
    expect(await headers()).toEqual({ authorization: "JWT 1" });
    expect(await headers()).toBe(await headers());
    expect(signIns.count).toBe(1);
  });

  it("shares its sign-in with 50 that come meanwhile", async () => {
    const all = await Promise.all(Array.from({ length: 50 }, headers));
    expect(new Set(all).size).toBe(1);
    expect(signIns.count).toBe(1);
  });

  it("keeps a token without expiry for years", async () => {
    await headers();
    signIns.now += 10 * 365 * 86_400_000;
    await headers();
    expect(signIns.count).toBe(1);
  });

  it("gives the sign-in a reading of its own, traced as AUTH", async () => {
    const reading = testReading({ calls: 0 });
    await auth.headers(reading);
    const own = signIns.readings[0];
    expect(own?.signal).not.toBe(reading.signal);
    expect(own?.budget.remaining).toBeGreaterThan(0);
    expect(own?.deadline).toBeLessThan(reading.deadline);
    own?.record({ account: "chat", method: "POST", path: "signin", status: 200, ms: 1, source: "LIVE" });
    expect(reading.trace).toMatchObject([{ path: "signin", source: "AUTH" }]);
  });
});

describe("a 401", () => {
  it("of 500 calls with the same token is one sign-in", async () => {
    const old = await headers();
    const all = await Promise.all(Array.from({ length: 500 }, () => renewed(old)));
    expect(new Set(all)).toEqual(new Set([{ authorization: "JWT 2" }]));
    expect(new Set(all).size).toBe(1);
    expect(signIns.count).toBe(2);
  });

  it("of a token that was replaced meanwhile uses the new one", async () => {
    const old = await headers();
    const fresh = await renewed(old);
    signIns.now += 60_000;
    expect(await renewed(old)).toBe(fresh);
    expect(signIns.count).toBe(2);
  });

  it("of a token that was fetched a moment ago because of a 401 is no new sign-in", async () => {
    const second = await renewed(await headers());
    expect(await codeOf(renewed(second))).toBe("UPSTREAM_UNAUTHORIZED");
    expect(await headers()).toBe(second);
    expect(signIns.count).toBe(2);
    signIns.now += 1_000;
    await renewed(second);
    expect(signIns.count).toBe(3);
  });
});

describe("a sign-in that is rejected", () => {
  it.each(["UPSTREAM_UNAUTHORIZED", "UPSTREAM_FORBIDDEN"] as const)("with %s rests for 5 s", async (code) => {
    signIns.fail(code);
    expect(await Promise.all(Array.from({ length: 50 }, () => codeOf(headers())))).toEqual(
      Array(50).fill(code),
    );
    signIns.now += 4_999;
    expect(await codeOf(headers())).toBe(code);
    expect(signIns.count).toBe(1);
    signIns.now += 1;
    signIns.succeed();
    expect(await headers()).toEqual({ authorization: "JWT 2" });
  });

  it("for another reason rests for 1 s", async () => {
    signIns.fail("UPSTREAM_UNAVAILABLE");
    expect(await codeOf(headers())).toBe("UPSTREAM_UNAVAILABLE");
    signIns.now += 999;
    expect(await codeOf(headers())).toBe("UPSTREAM_UNAVAILABLE");
    expect(signIns.count).toBe(1);
    signIns.now += 1;
    signIns.succeed();
    expect(await headers()).toEqual({ authorization: "JWT 2" });
  });

  it("while renewing is told to all who renew", async () => {
    const old = await headers();
    signIns.fail("UPSTREAM_UNAUTHORIZED");
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(renewed(old))));
    expect(codes).toEqual(Array(20).fill("UPSTREAM_UNAUTHORIZED"));
    expect(signIns.count).toBe(2);
  });

  it("by something that is no DirectoryError becomes one", async () => {
    signIns.result = () => Promise.reject(new TypeError("secret"));
    const thrown: unknown = await headers().catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: "INTERNAL", account: "chat" });
    expect((thrown as Error).message).not.toContain("secret");
  });
});

describe("who waits and goes away", () => {
  it("leaves the sign-in to the others", async () => {
    let finish: (signedIn: SignedIn) => void = () => undefined;
    signIns.result = () =>
      new Promise((resolve) => {
        finish = resolve;
      });
    const leaver = testReading();
    const left = codeOf(auth.headers(leaver));
    const stays = headers();
    leaver.client.abort();
    expect(await left).toBe("UPSTREAM_UNAVAILABLE");
    expect(signIns.readings[0]?.signal.aborted).toBe(false);
    finish({ authorization: "JWT x" });
    expect(await stays).toEqual({ authorization: "JWT x" });
    expect(signIns.count).toBe(1);
  });

  it("leaves no unhandled rejection when it then fails", async () => {
    let fail: (error: Error) => void = () => undefined;
    signIns.result = () =>
      new Promise((_resolve, reject) => {
        fail = reject;
      });
    const leaver = testReading();
    const left = codeOf(auth.headers(leaver));
    leaver.client.abort();
    await left;
    fail(new Error("late"));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await codeOf(headers())).toBe("INTERNAL");
    expect(signIns.count).toBe(1);
  });
});

describe("a sign-in that hangs", () => {
  it("ends with its own limit, also when it does not heed its signal", async () => {
    auth = signIns.auth({ limitMs: 30 });
    signIns.result = () => new Promise(() => undefined);
    expect(await codeOf(headers())).toBe("UPSTREAM_TIMEOUT");
    expect(signIns.readings[0]?.signal.aborted).toBe(true);
    signIns.now += 1_000;
    signIns.succeed();
    expect(await headers()).toEqual({ authorization: "JWT 2" });
  });
});

describe("a token with a lifetime", () => {
  beforeEach(async () => {
    signIns.succeed(10_000);
    await headers();
  });

  it("serves alone for 80 % of it", async () => {
    signIns.now += 7_999;
    expect(await headers()).toEqual({ authorization: "JWT 1" });
    expect(signIns.count).toBe(1);
  });

  it("then serves on while one sign-in fetches the next", async () => {
    signIns.now += 8_000;
    expect(await Promise.all(Array.from({ length: 50 }, headers))).toEqual(
      Array(50).fill({ authorization: "JWT 1" }),
    );
    expect(signIns.count).toBe(2);
    expect(await headers()).toEqual({ authorization: "JWT 2" });
  });

  it("serves to its end when the next cannot be fetched, asking once a second", async () => {
    signIns.fail("UPSTREAM_UNAVAILABLE");
    signIns.now += 8_000;
    for (let call = 0; call < 20; call += 1) {
      expect(await headers()).toEqual({ authorization: "JWT 1" });
      signIns.now += 99;
    }
    expect(signIns.count).toBe(3);
    signIns.now = 11_001;
    expect(await codeOf(headers())).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("is not used after it, and 500 who need the next one wait for the same sign-in", async () => {
    signIns.now += 10_000;
    const all = await Promise.all(Array.from({ length: 500 }, headers));
    expect(all[0]).toEqual({ authorization: "JWT 2" });
    expect(new Set(all).size).toBe(1);
    expect(signIns.count).toBe(2);
  });
});
