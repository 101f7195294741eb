import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { AuditFault } from "../../src/store/audit-chain.js";
import { toHash } from "../../src/store/audit-chain.js";
import { openStore } from "../../src/store/open-store.js";
import type { Store } from "../../src/store/store.js";
import type { Backend } from "./backend.js";
import { at, newTenant, toEvent } from "./samples.js";

/** Three pages of `verify`, and some. */
const length = 1_203;

interface Tampering {
  readonly what: string;
  /** Of the tenant's rows: `TENANT` stands for it. */
  readonly statements: readonly string[];
  readonly fault: AuditFault;
}

const rowOf = (seq: number): string => `where tenant = 'TENANT' and seq = ${seq}`;

const alterations: readonly Tampering[] = [
  ...["actor", "action", "account", "target", "outcome", "previous_hash", "hash"].map((column) => [
    column,
    "'altered'",
  ]),
  ...[
    ["account", "null"],
    ["target", "null"],
    ["at", "at + 1"],
    ["at", "9000000000000000"],
    ["detail", `'{"count":8}'`],
    ["detail", `'{"count":[]}'`],
    ["detail", "'not JSON'"],
    ["detail", "'null'"],
  ],
].map(([column = "", value = ""]) => ({
  what: `${column} of a row set to ${value}`,
  statements: [`update audit_log set ${column} = ${value} ${rowOf(700)}`],
  fault: { seq: 700, fault: "ALTERED" },
}));

const swap = (one: number, other: number): readonly string[] => [
  `update audit_log set seq = -7 ${rowOf(one)}`,
  `update audit_log set seq = ${one} ${rowOf(other)}`,
  `update audit_log set seq = ${other} ${rowOf(-7)}`,
];

const removal = (first: number, last = first): string =>
  `delete from audit_log where tenant = 'TENANT' and seq between ${first} and ${last}`;

const copyTo = (seq: number): string =>
  `insert into audit_log select tenant, ${seq}, at, actor, action, account, target, outcome, detail, previous_hash, hash
   from audit_log ${rowOf(length)}`;

const moves: readonly Tampering[] = [
  {
    what: "the first row altered",
    statements: [`update audit_log set actor = 'x' ${rowOf(1)}`],
    fault: { seq: 1, fault: "ALTERED" },
  },
  {
    what: "the last row altered",
    statements: [`update audit_log set actor = 'x' ${rowOf(length)}`],
    fault: { seq: length, fault: "ALTERED" },
  },
  {
    what: "a row moved to another tenant",
    statements: [`update audit_log set tenant = 'x-TENANT' ${rowOf(501)}`],
    fault: { seq: 501, fault: "MISSING" },
  },
  {
    what: "a row moved to the end",
    statements: [`update audit_log set seq = 5000 ${rowOf(20)}`],
    fault: { seq: 20, fault: "MISSING" },
  },
  { what: "two neighbours swapped", statements: swap(500, 501), fault: { seq: 500, fault: "ALTERED" } },
  { what: "two distant rows swapped", statements: swap(3, 1_100), fault: { seq: 3, fault: "ALTERED" } },
  { what: "the first row removed", statements: [removal(1)], fault: { seq: 1, fault: "MISSING" } },
  {
    what: "a row at the end of a page removed",
    statements: [removal(500)],
    fault: { seq: 500, fault: "MISSING" },
  },
  {
    what: "a row at the beginning of a page removed",
    statements: [removal(501)],
    fault: { seq: 501, fault: "MISSING" },
  },
  {
    what: "a whole page and more removed",
    statements: [removal(400, 1_100)],
    fault: { seq: 400, fault: "MISSING" },
  },
  { what: "the last row removed", statements: [removal(length)], fault: { seq: length, fault: "MISSING" } },
  {
    what: "the last rows removed",
    statements: [removal(1_000, length)],
    fault: { seq: 1_000, fault: "MISSING" },
  },
  { what: "all rows removed", statements: [removal(1, length)], fault: { seq: 1, fault: "MISSING" } },
  {
    what: "a row put in before the first",
    statements: [copyTo(0)],
    fault: { seq: 0, fault: "OUT_OF_ORDER" },
  },
  {
    what: "a row put in after the last",
    statements: [copyTo(length + 1)],
    fault: { seq: length + 1, fault: "HEAD_MISMATCH" },
  },
];

const headRow = "where tenant = 'TENANT'";
const heads: readonly Tampering[] = [
  {
    what: "the head removed",
    statements: [`delete from audit_heads ${headRow}`],
    fault: { seq: length, fault: "HEAD_MISMATCH" },
  },
  {
    what: "the head's hash altered",
    statements: [`update audit_heads set hash = 'x' ${headRow}`],
    fault: { seq: length, fault: "HEAD_MISMATCH" },
  },
  {
    what: "the head moved on",
    statements: [`update audit_heads set seq = seq + 1 ${headRow}`],
    fault: { seq: length + 1, fault: "MISSING" },
  },
  {
    what: "the head moved back",
    statements: [`update audit_heads set seq = seq - 1 ${headRow}`],
    fault: { seq: length, fault: "HEAD_MISMATCH" },
  },
  {
    what: "the last row removed and the head moved back",
    statements: [removal(length), `update audit_heads set seq = seq - 1 ${headRow}`],
    fault: { seq: length - 1, fault: "HEAD_MISMATCH" },
  },
  {
    what: "the last row and the head removed",
    statements: [removal(length), `delete from audit_heads ${headRow}`],
    fault: { seq: length - 1, fault: "HEAD_MISMATCH" },
  },
];

export function describeTampering(backend: Backend): void {
  describe("tampering with the audit log", () => {
    let url: string;
    let store: Store;
    let original: string;

    beforeAll(async () => {
      url = await backend.newUrl();
      store = await openStore(url);
      original = newTenant();
      for (let count = 1; count <= length; count += 1) {
        await store.audit.append(
          toEvent({ tenant: original, target: `t-${count}`, at: at(count), detail: { count } }),
        );
      }
      await backend.runSql(url, [...backend.disarming, ...keepings]);
    }, 60_000);

    afterAll(async () => {
      await store.close();
    });

    const keepings = ["audit_log", "audit_heads"].map(
      (table) => `create table kept_${table} as select * from ${table}`,
    );

    const restorings = ["audit_log", "audit_heads"].flatMap((table) => [
      `delete from ${table}`,
      `insert into ${table} select * from kept_${table}`,
    ]);

    const tamper = (statements: readonly string[]): Promise<void> =>
      backend.runSql(
        url,
        [...restorings, ...statements].map((statement) => statement.replaceAll("TENANT", original)),
      );

    test("is not needed to find nothing", async () => {
      await tamper([]);
      expect(await store.audit.verify(original)).toBeNull();
    });

    test.each([...alterations, ...moves, ...heads])("finds $what", async ({ statements, fault }) => {
      await tamper(statements);
      expect(await store.audit.verify(original)).toEqual(fault);
      expect(await store.audit.tenants()).toContain(original);
    });

    test("finds a row that was altered and hashed anew by the row behind it, or by the head", async () => {
      for (const [seq, fault] of [
        [700, { seq: 701, fault: "OUT_OF_ORDER" }],
        [length, { seq: length, fault: "HEAD_MISMATCH" }],
      ] as const) {
        await tamper([]);
        const [row] = await store.audit.list(original, { size: 1, before: seq + 1 });
        if (row === undefined) throw new Error("the row is not there");
        const hash = toHash({ ...row, actor: "forged" }, row);
        await tamper([`update audit_log set actor = 'forged', hash = '${hash}' ${rowOf(seq)}`]);
        expect(await store.audit.verify(original)).toEqual(fault);
      }
    });
  });
}
