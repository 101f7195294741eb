import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Fault, type FaultRule, parseFaultRules } from "../../sandbox/faults.js";
import { type Reply, type Session, startSession } from "./session.js";

describe("faults", () => {
  let session: Session;
  let groups: string;

  beforeEach(async () => {
    session = await startSession({ people: 20 });
    groups = `/${session.projectIds[0] ?? ""}/groups`;
  });
  afterEach(() => session.close());

  const inject = (fault: Fault, rule: Omit<FaultRule, "fault"> = {}): void => {
    session.standIn.faults.add([{ ...rule, fault }]);
  };
  const read = (): Promise<Reply> => session.call("GET", groups);
  const create = (name = "Late"): Promise<Reply> => session.call("POST", groups, { body: { name } });
  const names = (): unknown[] => [...session.standIn.current().state.groups.values()].map(({ name }) => name);
  const applied = async (): Promise<void> => {
    while (!names().includes("Late")) await sleep(5);
  };

  it("latency: answers in the end, and as ever", async () => {
    const usual = await read();
    inject({ kind: "latency", ms: 5 });
    expect((await read()).body).toEqual(usual.body);
  });

  it("status: with a JSON body, headers of choice, and nothing applied", async () => {
    inject({
      kind: "status",
      status: 429,
      body: { message: "Rate limit exceeded" },
      headers: { "Retry-After": "7" },
    });
    const reply = await create();
    expect(reply).toMatchObject({ status: 429, body: { message: "Rate limit exceeded" } });
    expect(reply.headers.get("retry-after")).toBe("7");
    expect(names()).not.toContain("Late");
  });

  it("status: with a page, or with nothing at all", async () => {
    inject({ kind: "status", status: 502, body: "<html></html>", contentType: "text/html" }, { times: 1 });
    expect(await read()).toMatchObject({ status: 502, contentType: "text/html", text: "<html></html>" });
    inject({ kind: "status", status: 429 });
    const bare = await read();
    expect(bare).toMatchObject({ status: 429, text: "" });
    expect(bare.headers.get("retry-after")).toBeNull();
  });

  it.each(["right", "none"] as const)(
    "truncate: ends the connection inside the body (length %s)",
    async (contentLength) => {
      inject({ kind: "truncate", contentLength });
      await expect(read()).rejects.toThrow();
    },
  );

  it("truncate: announces the short length, so that only the JSON is broken", async () => {
    const whole = await read();
    inject({ kind: "truncate", contentLength: "short", bytes: 10 });
    const reply = await read();
    expect(reply.status).toBe(200);
    expect(reply.text).toBe(whole.text.slice(0, 10));
  });

  it.each([false, true])(
    "oversize: sends so many bytes, and valid JSON (announced: %s)",
    async (announced) => {
      const usual = await read();
      inject({ kind: "oversize", bytes: 300_000, announced });
      const reply = await read();
      expect(Buffer.byteLength(reply.text)).toBe(300_000);
      expect(reply.headers.get("content-length")).toBe(announced ? "300000" : null);
      expect(reply.body).toEqual(usual.body);
    },
  );

  it("drip: the whole body, a little at a time", async () => {
    const usual = await read();
    inject({ kind: "drip", bytesPerSecond: 100_000 });
    expect((await read()).body).toEqual(usual.body);
  });

  it("hang: no answer and nothing applied", async () => {
    inject({ kind: "hang" });
    const signal = AbortSignal.timeout(50);
    await expect(fetch(`${session.baseUrl}${groups}`, { signal })).rejects.toThrow("aborted");
  });

  it("reset: no answer and nothing applied", async () => {
    inject({ kind: "reset" });
    await expect(create()).rejects.toThrow();
    expect(names()).not.toContain("Late");
  });

  it("lostAnswer: no answer, and applied", async () => {
    inject({ kind: "lostAnswer" });
    await expect(create()).rejects.toThrow();
    expect(names()).toContain("Late");
  });

  it("lateApply cut: the connection goes first, the write lands after", async () => {
    inject({ kind: "lateApply", ms: 30, answer: "cut" }, { times: 1 });
    await expect(create()).rejects.toThrow();
    expect(names()).not.toContain("Late");
    await applied();
    expect(session.standIn.counters.read().writes).toBe(1);
  });

  it("lateApply early: a gateway's 504 comes first, the write lands after", async () => {
    inject({ kind: "lateApply", ms: 30, answer: "early" }, { times: 1 });
    expect((await create()).status).toBe(504);
    expect(names()).not.toContain("Late");
    await applied();
  });

  it("lateApply late: applied at once, answered after", async () => {
    inject({ kind: "lateApply", ms: 30, answer: "late" }, { times: 1 });
    const reply = create();
    await applied();
    expect((await reply).body).toMatchObject({ name: "Late" });
  });

  it("garbage: any body of any type", async () => {
    inject({ kind: "garbage", body: { data: [] } }, { times: 1 });
    expect(await read()).toMatchObject({ status: 200, body: { data: [] } });
    inject({ kind: "garbage", body: "hello", contentType: "text/plain" });
    expect(await read()).toMatchObject({ status: 200, contentType: "text/plain", text: "hello" });
  });

  it("mutateRows: spoils one row and leaves the others", async () => {
    const usual = (await read()).body as { _id: string }[];
    inject({ kind: "mutateRows", index: 1, replace: { name: 7 }, remove: ["_id"] });
    const rows = (await read()).body as object[];
    expect(rows[0]).toEqual(usual[0]);
    expect(rows[1]).toMatchObject({ name: 7 });
    expect(rows[1]).not.toHaveProperty("_id");
  });

  it("mutateRows: reaches inside, in every row without an index", async () => {
    inject({ kind: "mutateRows", replace: { "id_user.email": null } });
    const people = await session.call("GET", `/${session.projectIds[0] ?? ""}/project_users`);
    for (const { id_user } of people.body as { id_user: { email: unknown } | null }[]) {
      if (id_user) expect(id_user.email).toBeNull();
    }
  });

  it("redirect, badJson and contentEncoding: what they say", async () => {
    inject({ kind: "redirect", location: "http://127.0.0.1:1/" }, { times: 1 });
    expect((await read()).headers.get("location")).toBe("http://127.0.0.1:1/");
    inject({ kind: "badJson" }, { times: 1 });
    const broken = await read();
    expect(broken).toMatchObject({ status: 200, contentType: "application/json; charset=utf-8" });
    expect(() => JSON.parse(broken.text) as unknown).toThrow();
    inject({ kind: "contentEncoding" });
    await expect(read()).rejects.toThrow();
  });

  it("hits only what it matches, as often as it is told, after what it lets pass", async () => {
    const fault: Fault = { kind: "status", status: 500 };
    inject(fault, { match: { method: "POST", route: "/:pid/groups" }, skip: 1, times: 1 });
    inject(fault, { match: { route: "/:pid/roles*" } });
    const roles = groups.replace("groups", "roles");
    expect((await read()).status).toBe(200);
    expect((await create("First")).status).toBe(200);
    expect((await create("Second")).status).toBe(500);
    expect((await create("Third")).status).toBe(200);
    expect((await session.call("GET", `${roles}/64b000000000000000000000`)).status).toBe(500);
    expect(session.standIn.faults.read().map(({ hits }) => hits)).toEqual([1, 1]);
  });
});

describe("parseFaultRules", () => {
  it("takes a list, or a list called rules", () => {
    const rules = [{ fault: { kind: "hang" } }];
    expect(parseFaultRules(rules)).toEqual(rules);
    expect(parseFaultRules({ rules })).toEqual(rules);
  });

  it.each([
    [{}, "Send a list of rules"],
    [[{}], "Rule 0 has no fault"],
    [[{ fault: { kind: "toString" } }], "fault.kind is one of latency"],
    [[{ fault: { kind: "hang" } }, { fault: { kind: "latency" } }], "Rule 1: latency needs ms, a number"],
  ])("says what is wrong with %j", (rules, message) => {
    expect(() => parseFaultRules(rules)).toThrow(message);
  });
});
