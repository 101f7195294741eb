import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { FaultRule } from "../../sandbox/faults.js";
import { DirectoryError } from "../../src/directory/errors.js";
import type { Page } from "../../src/directory/pages.js";
import type { User } from "../../src/directory/user.js";
import { testReading } from "../datasources/http/test-reading.js";
import { edgeAccounts, type EdgeAccount, type OpenEdgeAccount, type SpoiltRow } from "./edge-cases-table.js";
import { everybody, firstPage, itemsOf } from "./reads.js";
import { TestObserver } from "./test-observer.js";

interface Listing {
  readonly page: Page<User>;
  readonly observer: TestObserver;
}

/** Answers with status 200 that are none of any provider's. */
const brokenAnswers: readonly (readonly [string, unknown, string?])[] = [
  ["an object of something else", { hello: "world" }],
  ["an HTML page", "<!doctype html><title>Welcome</title>", "text/html"],
  ["an HTML page that says it is JSON", "<!doctype html><title>Welcome</title>"],
  ["an empty body", ""],
  ["JSON null", null],
  ["a JSON text", '"ok"'],
  ["a number", 0],
  ["broken JSON", '[{"id":'],
];

/** An envelope of the wrong kind, with rows in it or without. */
const wrongEnvelopes: Readonly<Record<EdgeAccount["envelope"], readonly unknown[]>> = {
  array: [{}, { users: [] }, { data: [{ id: "1" }] }],
  object: [[], [{}], [{ id: "1" }]],
};

describe.each(edgeAccounts)("the list of users of $title", (entry) => {
  let account: OpenEdgeAccount;
  beforeAll(async () => {
    account = await entry.open();
  });
  afterEach(() => {
    account.standIn.faults.clear();
  });
  afterAll(() => account.close());

  async function list(fault?: FaultRule["fault"], times = Infinity): Promise<Listing> {
    account.standIn.faults.clear();
    if (fault !== undefined)
      account.standIn.faults.add([{ match: { method: "GET", route: entry.route }, fault, times }]);
    const observer = new TestObserver();
    const page = await account.cold({ observer }).listUsers(testReading(), firstPage, everybody);
    return { page, observer };
  }

  function spoil({ replace = {}, remove = [] }: Pick<SpoiltRow, "replace" | "remove">): Promise<Listing> {
    // The first page alone: some lists are made of several.
    return list({ kind: "mutateRows", index: entry.index, replace, remove }, 1);
  }

  const cases = [
    ["a value that nobody knows reads UNKNOWN", entry.unknownValue, "UNKNOWN"],
    ["a field that is missing reads null", entry.optional, null],
    ["a value of the wrong type reads null", entry.wrongType, null],
  ] as const;
  it.each(cases)("stays whole when one row has an edge: %s", async (_title, row, expected) => {
    const whole = await list();
    const spoilt = await spoil(row);
    expect(idsOf(spoilt)).toEqual(idsOf(whole));
    expect(spoilt.page).toMatchObject({ skippedRows: 0, failure: null, isTruncated: false });
    const before = itemsOf(whole.page).map(row.seen);
    const changed = itemsOf(spoilt.page)
      .map(row.seen)
      .filter((value, at) => value !== before[at]);
    expect(changed).toEqual([expected]);
    expect(added(whole.observer.unknown, spoilt.observer.unknown)).toEqual(
      row.counted === undefined ? [] : [row.counted],
    );
    expect(spoilt.observer.skipped).toEqual([]);
  });

  it.each([
    ["missing", { remove: [entry.id] }],
    ["null", { replace: { [entry.id]: null } }],
    ["of the wrong type", { replace: { [entry.id]: { value: 7 } } }],
  ])("is one row shorter, and says so, when an id is %s", async (_title, row) => {
    const whole = await list();
    const spoilt = await spoil(row);
    expect(idsOf(whole)).toHaveLength(idsOf(spoilt).length + 1);
    expect(idsOf(whole)).toEqual(expect.arrayContaining([...idsOf(spoilt)]));
    expect(spoilt.page).toMatchObject({ skippedRows: 1, failure: null });
    expect(spoilt.observer.skipped).toEqual([entry.collection]);
  });

  it.each([...brokenAnswers, ...wrongEnvelopes[entry.envelope].map(named)])(
    "is an error, never empty, when the answer is %s",
    async (_title, body, contentType = "application/json") => {
      const failure = await list({ kind: "garbage", body, contentType }).then(
        ({ page }) => page.failure ?? page,
        (thrown: unknown) => thrown,
      );
      expect(failure).toBeInstanceOf(DirectoryError);
      expect(failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", account: entry.accountKey });
    },
  );
});

function idsOf({ page }: Listing): readonly string[] {
  return itemsOf(page).map(({ remoteKey }) => remoteKey);
}

/** What the second list has beyond the first: values may be unknown before anything is spoilt. */
function added(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter((field) => {
    const at = left.indexOf(field);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function named(body: unknown): readonly [string, unknown] {
  return [`${JSON.stringify(body)}, which is no envelope`, body];
}
