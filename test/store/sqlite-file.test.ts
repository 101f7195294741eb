import { copyFileSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openStore } from "../../src/store/open-store.js";
import { at, newTenant, toEvent } from "./samples.js";

const unavailable = { code: "STORE_UNAVAILABLE", message: "Rollcall's own store cannot be used" };

describe("The store in a file", () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), "rollcall-store-"));
    file = path.join(directory, "a b", "é", "rollcall.db");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  test("makes its directory, and lets only its owner read either", async () => {
    const store = await openStore(`file:${file}`);
    await store.audit.append(toEvent({}));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test("is whole by itself when it is closed", async () => {
    const store = await openStore(`file:${file}`);
    await store.audit.append(toEvent({}));
    await store.close();
    const copy = path.join(directory, "copy.db");
    copyFileSync(file, copy);
    const copied = await openStore(`file:${copy}`);
    expect(await copied.audit.list("acme", { size: 2, before: null })).toHaveLength(1);
    await copied.close();
  });

  test.each(["removed", "replaced"])("is of no use any more when it was %s", async (change) => {
    const store = await openStore(`file:${file}`);
    renameSync(file, `${file}.old`);
    if (change === "replaced") writeFileSync(file, "");
    await expect(store.audit.append(toEvent({}))).rejects.toMatchObject(unavailable);
    await expect(store.audit.tenants()).rejects.toMatchObject(unavailable);
    renameSync(`${file}.old`, file);
    await store.audit.append(toEvent({}));
    await store.close();
  });

  test("cannot be opened where it cannot be made, or where it is something else", async () => {
    await expect(openStore(`file:${directory}`)).rejects.toMatchObject(unavailable);
    const text = path.join(directory, "notes.txt");
    writeFileSync(text, "not a database, but long enough to look at. ".repeat(100));
    await expect(openStore(`file:${text}`)).rejects.toMatchObject(unavailable);
    await expect(openStore(`file:${text}/rollcall.db`)).rejects.toMatchObject(unavailable);
  });

  test("finishes what was begun before it closes", async () => {
    const store = await openStore(`file:${file}`);
    const tenant = newTenant();
    const begun = Array.from({ length: 20 }, () => store.audit.append(toEvent({ tenant })));
    await store.close();
    const settled = await Promise.allSettled(begun);
    const again = await openStore(`file:${file}`);
    const kept = settled.filter(({ status }) => status === "fulfilled").length;
    expect(await again.audit.list(tenant, { size: 30, before: null })).toHaveLength(kept);
    expect(await again.audit.verify(tenant)).toBeNull();
    await again.close();
  });

  test("may be in memory", async () => {
    const store = await openStore("file::memory:");
    const other = await openStore("file::memory:");
    const of = { tenant: "acme", account: "a", name: "plan" };
    await store.probes.put(of, { is: "free" }, at(0));
    expect(await store.probes.find(of)).toEqual({ value: { is: "free" }, learnedAt: at(0) });
    expect(await other.probes.find(of)).toBeNull();
    await store.close();
    await other.close();
  });
});
