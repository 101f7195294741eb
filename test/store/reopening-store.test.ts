import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import Database from "libsql";
import { ReopeningStore, type StoreObserver } from "../../src/store/reopening-store.js";
import { describeAuditLog } from "./audit-log-suite.js";
import { describeIntentLists } from "./intent-lists-suite.js";
import { describeIntents } from "./intents-suite.js";
import { describeLocks } from "./locks-suite.js";
import { callsOf } from "./opening-suite.js";
import { describeRecords } from "./records-suite.js";
import { toEvent } from "./samples.js";
import { toSqliteBackend } from "./sqlite-backend.js";

const directory = mkdtempSync(path.join(tmpdir(), "rollcall-reopening-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const unavailable = { code: "STORE_UNAVAILABLE", isRetryable: true };
const pauseMs = 20;

/** A path on a volume that is not mounted yet. */
function toLatePath(name: string): { readonly url: string; readonly mount: () => void } {
  const link = path.join(directory, name);
  symlinkSync(`${link}-mounted`, link);
  return {
    url: `file:${link}/rollcall.db`,
    mount: () => {
      mkdirSync(`${link}-mounted`);
    },
  };
}

/** What was told, in order. */
function observed(): { readonly told: string[]; readonly observer: StoreObserver } {
  const told: string[] = [];
  return {
    told,
    observer: {
      down: ({ code, message }) => told.push(`down ${code} ${message}`),
      up: () => told.push("up"),
    },
  };
}

async function untilOpen(store: ReopeningStore): Promise<void> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    try {
      await store.audit.tenants();
      return;
    } catch (thrown) {
      if (performance.now() > deadline) throw thrown;
    }
    await sleep(pauseMs);
  }
}

const down = "down STORE_UNAVAILABLE Rollcall's own store cannot be used";

describe("A store whose database is not there yet", () => {
  test("says so by every function, and is there once the database is, with its tables", async () => {
    const { url, mount } = toLatePath("late");
    const { told, observer } = observed();
    const store = await ReopeningStore.open({ url, observer, pauseMs });
    for (const call of callsOf(store)) await expect(call()).rejects.toMatchObject(unavailable);
    expect(told).toEqual([down]);
    mount();
    await untilOpen(store);
    await store.audit.append(toEvent({}));
    expect(await store.audit.tenants()).toEqual(["acme"]);
    expect(told).toEqual([down, "up"]);
    await store.close();
  });

  test("is closed without waiting for the next attempt, and is not looked for any more", async () => {
    const { url, mount } = toLatePath("closed");
    const { told, observer } = observed();
    const store = await ReopeningStore.open({ url, observer, pauseMs: 3_600_000 });
    await store.close();
    mount();
    await expect(store.audit.tenants()).rejects.toMatchObject(unavailable);
    expect(told).toEqual([down]);
  });

  test("is not waited for where none can ever be", async () => {
    const { observer } = observed();
    for (const url of ["mysql://db/rollcall", `file:${directory}`]) {
      await expect(ReopeningStore.open({ url, observer })).rejects.toMatchObject({
        name: "ConfigError",
        message: expect.stringMatching(/^DATABASE_URL: /u) as unknown,
      });
    }
  });
});

test("A store that is there from the start tells when it fails and when it works again, once each", async () => {
  const url = `file:${directory}/there.db`;
  const { told, observer } = observed();
  const store = await ReopeningStore.open({ url, observer });
  await store.audit.append(toEvent({}));
  expect(told).toEqual([]);
  const side = new Database(url.slice("file:".length));
  side.exec("alter table audit_heads rename to gone");
  await expect(store.audit.append(toEvent({}))).rejects.toMatchObject(unavailable);
  await expect(store.audit.append(toEvent({}))).rejects.toMatchObject(unavailable);
  expect(told).toEqual([down]);
  side.exec("alter table gone rename to audit_heads");
  side.close();
  await store.audit.append(toEvent({}));
  await store.audit.append(toEvent({}));
  expect(told).toEqual([down, "up"]);
  await store.close();
  await expect(store.audit.append(toEvent({}))).rejects.toMatchObject(unavailable);
  expect(told).toEqual([down, "up"]);
});

describe("A store that came late", () => {
  const { url, mount } = toLatePath("suite");
  const backend = toSqliteBackend(directory);
  let store: ReopeningStore;

  beforeAll(async () => {
    store = await ReopeningStore.open({ url, observer: observed().observer, pauseMs });
    mount();
    await untilOpen(store);
  });

  afterAll(() => store.close());

  const opened = { store: () => store, url: () => url };
  describeIntents(opened, backend);
  describeIntentLists(opened);
  describeLocks(opened);
  describeRecords(opened);
  describeAuditLog(opened, backend);
});
