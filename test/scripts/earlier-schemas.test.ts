import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readEarlierSchemas } from "../../scripts/earlier-schemas.js";

const file = "schema.graphql";

let directory: string;

const git = (...args: string[]): void => {
  const author = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgSign=false"];
  execFileSync("git", [...author, ...args], { cwd: directory, stdio: "ignore" });
};

const write = (sdl: string): void => {
  writeFileSync(path.join(directory, file), sdl);
};

const commit = (sdl: string): void => {
  write(sdl);
  git("add", file);
  git("commit", "-m", sdl);
};

const earlier = (): string[] => readEarlierSchemas(file, directory).map(({ sdl }) => sdl);

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "rollcall-git-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

const describeWithGit = spawnSync("git", ["--version"]).status === 0 ? describe : describe.skip;

describeWithGit("the earlier schema", () => {
  test("does not exist outside of git", () => {
    write("one");
    expect(earlier()).toEqual([]);
  });

  test("does not exist in a first commit", () => {
    git("init", "-b", "main");
    commit("one");
    expect(earlier()).toEqual([]);
  });

  test("is the parent's after a commit on main, and HEAD's before it", () => {
    git("init", "-b", "main");
    commit("one");
    commit("two");
    expect(earlier()).toEqual(["one"]);
    write("three");
    expect(earlier()).toEqual(["two"]);
  });

  test("is where a branch left main", () => {
    git("init", "-b", "main");
    commit("one");
    git("checkout", "-b", "work");
    commit("two");
    commit("three");
    expect(earlier()).toEqual(["one"]);
  });

  test("is the last release's as well", () => {
    git("init", "-b", "main");
    commit("one");
    git("tag", "v1.0.0");
    commit("two");
    commit("three");
    expect(earlier()).toEqual(["one", "two"]);
  });

  test("is not known to a shallow clone", () => {
    git("init", "-b", "main");
    commit("one");
    commit("two");
    const origin = directory;
    directory = mkdtempSync(path.join(tmpdir(), "rollcall-git-"));
    git("clone", "--depth", "1", `file://${origin}`, ".");
    rmSync(origin, { recursive: true });
    expect(earlier()).toEqual([]);
  });
});
