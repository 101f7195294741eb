import { beforeEach, describe, expect, test } from "@jest/globals";
import { emptyHead, toHash, type AuditRow } from "../../src/store/audit-chain.js";
import type { Backend, Opened } from "./backend.js";
import { at, awkwardJson, awkwardTexts, newTenant, toEvent, toFinish, toIntent } from "./samples.js";

export function describeAuditLog({ store, url }: Opened, backend: Backend): void {
  let tenant: string;

  beforeEach(() => {
    tenant = newTenant();
  });

  const all = (): Promise<readonly AuditRow[]> => store().audit.list(tenant, { size: 2_000, before: null });

  describe("the audit log", () => {
    test("chains a thousand events of twenty writers without a gap", async () => {
      const writers = Array.from({ length: 20 }, async (_, writer) => {
        for (let count = 0; count < 50; count += 1) {
          await store().audit.append(toEvent({ tenant, detail: { writer, count } }));
        }
      });
      await Promise.all(writers);
      const rows = await all();
      expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_000 }, (_, index) => 1_000 - index));
      const hashes = [...rows.slice(1).map(({ hash }) => hash), emptyHead.hash];
      expect(rows.map(({ previousHash }) => previousHash)).toEqual(hashes);
      expect(rows.every((row) => toHash(row, row) === row.hash)).toBe(true);
      expect(await store().audit.verify(tenant)).toBeNull();
    }, 60_000);

    test("is whole at each moment while it grows", async () => {
      const writing = Promise.all(
        Array.from({ length: 100 }, () => store().audit.append(toEvent({ tenant }))),
      );
      for (let round = 0; round < 10; round += 1) expect(await store().audit.verify(tenant)).toBeNull();
      await writing;
    });

    test("chains what writes and finishes of a tenant append at once", async () => {
      const intents = Array.from({ length: 50 }, () => toIntent({ tenant }));
      for (const intent of intents) await store().intents.create(intent, null);
      await Promise.all(
        intents.flatMap((intent) => [
          store().intents.finish(intent.id, toFinish(tenant)),
          store().audit.append(toEvent({ tenant, outcome: "DRY_RUN" })),
        ]),
      );
      expect(await all()).toHaveLength(100);
      expect(await store().audit.verify(tenant)).toBeNull();
    });

    test.each(awkwardTexts)("keeps %j in every text", async (text) => {
      const texts = { actor: text, action: text, account: text, target: text, outcome: text };
      const event = toEvent({ tenant, ...texts, detail: { [text]: text } });
      await store().audit.append(event);
      expect(await all()).toMatchObject([event]);
      expect(await store().audit.verify(tenant)).toBeNull();
    });

    test("keeps awkward details, long ones, and none", async () => {
      const events = [
        toEvent({ tenant, detail: awkwardJson, account: null, target: null, at: at(-1) }),
        toEvent({ tenant, detail: { long: "👍".repeat(200_000) }, at: new Date(0) }),
        toEvent({ tenant }),
      ];
      for (const event of events) await store().audit.append(event);
      expect((await all()).toReversed()).toMatchObject(events);
      expect(await store().audit.verify(tenant)).toBeNull();
    });

    test("hashes what it gives back, not what a database cannot hold", async () => {
      const detail = { zero: -0, none: undefined as unknown as null };
      await store().audit.append(toEvent({ tenant, actor: "a\0b\ud800c", detail }));
      expect(await all()).toMatchObject([{ actor: "a\uFFFDb\uFFFDc", detail: { zero: 0 } }]);
      expect(await store().audit.verify(tenant)).toBeNull();
    });

    test("is listed newest first, before a row", async () => {
      for (let count = 0; count < 5; count += 1) await store().audit.append(toEvent({ tenant }));
      const seqs = async (size: number, before: number | null): Promise<number[]> =>
        (await store().audit.list(tenant, { size, before })).map(({ seq }) => seq);
      expect(await seqs(2, null)).toEqual([5, 4]);
      expect(await seqs(2, 4)).toEqual([3, 2]);
      expect(await seqs(9, 2)).toEqual([1]);
      expect(await seqs(9, 1)).toEqual([]);
    });

    test("knows whose events it has, each in a chain of its own", async () => {
      const other = newTenant();
      expect(await store().audit.tenants()).not.toContain(tenant);
      expect(await store().audit.verify(tenant)).toBeNull();
      for (const name of [tenant, other, tenant]) await store().audit.append(toEvent({ tenant: name }));
      expect(await store().audit.tenants()).toEqual(expect.arrayContaining([tenant, other]));
      expect((await all()).map(({ seq }) => seq)).toEqual([2, 1]);
    });

    test("cannot be changed past Rollcall, as it stands", async () => {
      await store().audit.append(toEvent({ tenant }));
      const changes = [
        `update audit_log set outcome = 'APPLIED' where tenant = '${tenant}'`,
        `delete from audit_log where tenant = '${tenant}'`,
        backend.disarming.some((statement) => statement.includes("truncate"))
          ? "truncate audit_log"
          : `insert or replace into audit_log select * from audit_log where tenant = '${tenant}'`,
      ];
      for (const change of changes) {
        await expect(backend.runSql(url(), [change])).rejects.toMatchObject({
          message: expect.stringContaining("append-only") as unknown,
        });
      }
      expect(await store().audit.verify(tenant)).toBeNull();
      expect(await all()).toHaveLength(1);
    });
  });
}
