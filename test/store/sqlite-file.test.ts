import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
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

  test("is refused for good where there can never be one, by the key and what is wrong", async () => {
    const text = path.join(directory, "notes.txt");
    writeFileSync(text, "not a database, but long enough to look at. ".repeat(100));
    const mistakes = [
      [directory, "the path is a directory"],
      [text, "the file is no SQLite database"],
      [`${text}/rollcall.db`, "the path leads through a file"],
      [`${text}/below/rollcall.db`, "the path leads through a file"],
      [path.join(directory, "a".repeat(300)), "the path is too long"],
    ] as const;
    for (const [at, mistake] of mistakes) {
      const message = `DATABASE_URL: ${mistake}`;
      await expect(openStore(`file:${at}`)).rejects.toMatchObject({ name: "ConfigError", message });
    }
  });

  test("is refused for good when it is damaged", async () => {
    const store = await openStore(`file:${file}`);
    for (let count = 0; count < 50; count += 1) await store.audit.append(toEvent({}));
    await store.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(7, 100));
    const message = "DATABASE_URL: the file is damaged";
    await expect(openStore(`file:${file}`)).rejects.toMatchObject({ name: "ConfigError", message });
  });

  test("may be there later where its directory is not there yet", async () => {
    const link = path.join(directory, "volume");
    symlinkSync(path.join(directory, "mounted"), link);
    await expect(openStore(`file:${link}/rollcall.db`)).rejects.toMatchObject(unavailable);
    mkdirSync(path.join(directory, "mounted"));
    await (await openStore(`file:${link}/rollcall.db`)).close();
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
