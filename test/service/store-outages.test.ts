import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import pg from "pg";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { runSql, startPostgres } from "../store/private-postgres.js";
import { mutate, type Mutated } from "../writes/mutations.js";

const postgres = await startPostgres();
const directory = mkdtempSync(join(tmpdir(), "rollcall-outages-"));
let session: GraphSession | null = null;

afterEach(async () => {
  await session?.stop();
  session = null;
});

afterAll(async () => {
  if (typeof postgres !== "string") await postgres.stop();
  rmSync(directory, { recursive: true });
});

async function start(databaseUrl: string): Promise<GraphSession> {
  const writeRules = { settleMs: 400, removalsPerHour: 10_000 };
  session = await startGraphSession({
    accounts: [{ key: "idp", provider: "scim", writeRules, settings: { lookUps: "consistent" } }],
    databaseUrl,
    leaseMs: 1_000,
  });
  return session;
}

/** Those who are there. */
async function people(at: GraphSession): Promise<readonly string[]> {
  const reply = await at.ask<{ users: { nodes: { id: string }[]; isComplete: boolean } }>(
    "{ users(first: 50, filter: { states: [ACTIVE] }) { nodes { id } isComplete } }",
  );
  expect([reply.errors, reply.data.users.isComplete]).toEqual([[], true]);
  return reply.data.users.nodes.map(({ id }) => id);
}

function retitle(at: GraphSession, id: string, title: string): Promise<Mutated> {
  return mutate(at, "userUpdate", { id, input: { title }, idempotencyKey: `${id} ${title}` });
}

/** As a caller that does not give up: with one key until it is done. Answers how often the store refused it. */
async function untilDone(at: GraphSession, id: string, title: string): Promise<number> {
  const deadline = performance.now() + 30_000;
  for (let refusals = 0; ;) {
    const mutated = await retitle(at, id, title);
    if (isDone(mutated)) return refusals;
    if (performance.now() > deadline) throw new Error(`Not done: ${JSON.stringify(mutated.errors)}`);
    refusals += mutated.errors.length;
    await sleep(50);
  }
}

function isDone(mutated: Mutated): boolean {
  return mutated.errors.length === 0 && mutated.payload.operation?.state === "APPLIED";
}

async function expectReadsAndNoWrites(at: GraphSession): Promise<void> {
  const [id = ""] = await people(at);
  at.server("idp").counters.reset();
  const { errors } = await retitle(at, id, "Refused");
  expect(errors).toMatchObject([{ extensions: { code: "STORE_UNAVAILABLE", retryable: true } }]);
  const reply = await at.ask<object>(
    `{ operation(id: "x") { id } pendingOperations { nodes { id } } auditEvents { nodes { seq } } }`,
  );
  expect(new Set(reply.errors.map(({ extensions }) => extensions.code))).toEqual(
    new Set(["STORE_UNAVAILABLE"]),
  );
  expect(at.calls("idp").writes).toBe(0);
  expect((await fetch(`${at.url}/readyz`)).status).toBe(200);
  expect(await metric(at, "rollcall_store_usable")).toBe(0);
}

/** The sum of a metric's samples whose labels say so. */
async function metric({ url }: GraphSession, name: string, labels = ""): Promise<number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split("\n");
  const samples = lines.filter((line) => line.startsWith(name) && line.includes(labels));
  return samples.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** Counts what reached the provider. */
async function expectDone(at: GraphSession, title: string): Promise<void> {
  const [id = ""] = await people(at);
  at.server("idp").counters.reset();
  await untilDone(at, id, title);
  expect(at.calls("idp").writes).toBe(1);
  expect(await metric(at, "rollcall_store_usable")).toBe(1);
}

describe("A store in a file", () => {
  test("that is not there at the start is opened when it is", async () => {
    const volume = join(directory, "volume");
    symlinkSync(join(directory, "mounted"), volume);
    const at = await start(`file:${volume}/rollcall.db`);
    await expectReadsAndNoWrites(at);
    mkdirSync(join(directory, "mounted"));
    await expectDone(at, "Once mounted");
  });
});

if (typeof postgres === "string") {
  const message = `PostgreSQL cannot be started (${postgres}): its outages are not tested.`;
  process.stderr.write(`${message}\n`);
  describe.skip("A store in PostgreSQL", () => {
    test(message, () => undefined);
  });
} else {
  const cutAll =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

  describe("A store in PostgreSQL", () => {
    test("that is down at the start is opened when it is up", async () => {
      const url = await postgres.createDatabase();
      await postgres.halt();
      try {
        const at = await start(url);
        await expectReadsAndNoWrites(at);
        await postgres.resume();
        await expectDone(at, "Once up");
      } finally {
        if (!(await isUp(url))) await postgres.resume();
      }
    });

    test("whose database is not made at the start is opened when it is", async () => {
      const { url, create } = postgres.planDatabase();
      const at = await start(url);
      await expectReadsAndNoWrites(at);
      await create();
      await expectDone(at, "Once made");
    });

    test("that goes down and comes back, twice, is used again", async () => {
      const at = await start(await postgres.createDatabase());
      await expectDone(at, "Before");
      for (const title of ["After the first", "After the second"]) {
        await postgres.halt();
        await expectReadsAndNoWrites(at);
        await postgres.resume();
        await expectDone(at, title);
      }
    });

    test("whose connections are cut costs one refusal at most", async () => {
      const url = await postgres.createDatabase();
      const at = await start(url);
      const ids = await people(at);
      at.server("idp").counters.reset();
      for (const [index, id] of ids.slice(0, 10).entries()) {
        await runSql(url, [cutAll]);
        expect(await untilDone(at, id, `Cut ${index}`)).toBeLessThanOrEqual(1);
      }
      expect(at.calls("idp").writes).toBe(10);
    });

    test("whose connections are cut while writes are under way has nothing sent twice or forgotten", async () => {
      const url = await postgres.createDatabase();
      const at = await start(url);
      const ids = await people(at);
      expect(ids.length).toBeGreaterThanOrEqual(40);
      at.server("idp").counters.reset();
      let left = ids.length;
      const writing = ids.map(async (id, index) => {
        await untilDone(at, id, `Under way ${index}`);
        left -= 1;
      });
      let cuts = 0;
      const cutting = async (): Promise<void> => {
        for (; left > ids.length / 4 && cuts < 100; cuts += 1) await runSql(url, [cutAll]);
      };
      await Promise.all([...writing, cutting()]);
      expect(cuts).toBeGreaterThan(0);
      expect(at.calls("idp").writes).toBe(ids.length);
      expect(await metric(at, "rollcall_operations_total", 'state="APPLIED"')).toBe(ids.length);
    }, 60_000);

    test("that goes down between a call and its end is told what became of it when it is back", async () => {
      const url = await postgres.createDatabase();
      const at = await start(url);
      const [id = ""] = await people(at);
      at.server("idp").counters.reset();
      // The end of an operation is written along with its event: so it can be held up, and its beginning not.
      const holder = new pg.Client({ connectionString: url });
      holder.on("error", () => undefined);
      await holder.connect();
      await holder.query("begin; lock table audit_heads in exclusive mode");
      const answer = at.ask(
        `mutation ($id: ID!, $key: String) { userUpdate(id: $id, input: { title: "Held up" }, idempotencyKey: $key) {
           userErrors { code } operation { state } } }`,
        { id, key: `${id} Held up` },
      );
      while (at.calls("idp").writes === 0) await sleep(10);
      await postgres.halt();
      expect(await answer).toMatchObject({
        data: { userUpdate: { userErrors: [{ code: "OUTCOME_UNKNOWN" }], operation: null } },
        errors: [{ path: ["userUpdate", "operation"], extensions: { code: "STORE_UNAVAILABLE" } }],
      });
      await postgres.resume();
      await untilDone(at, id, "Held up");
      expect(at.calls("idp").writes).toBe(1);
      expect(await metric(at, "rollcall_operations_total", 'operation="USER_UPDATE"')).toBe(1);
    }, 60_000);
  });
}

async function isUp(url: string): Promise<boolean> {
  return runSql(url, ["select 1"]).then(
    () => true,
    () => false,
  );
}
