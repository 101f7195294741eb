// The schema as git knows it from before: what clients may already rely on.
import { execFileSync } from "node:child_process";

/** A committed schema and the commit it was read from. */
export interface EarlierSchema {
  commit: string;
  sdl: string;
}

type Git = (...args: string[]) => string | undefined;

/** Runs git in one folder: its output; undefined where git, the repository or the object is missing. */
const createGit =
  (cwd: string): Git =>
  (...args) => {
    try {
      return execFileSync("git", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch {
      return undefined;
    }
  };

/** Where this branch left the main one. Shallow clones may not know; then the parent has to do. */
const mergeBase = (git: Git): string | undefined =>
  git("merge-base", "HEAD", "origin/main")?.trim() ?? git("merge-base", "HEAD", "main")?.trim();

/**
 * The commits to stay compatible with: the last release, and the base of the work at hand. That is HEAD for
 * changes not committed yet, the merge base on a branch, else the parent.
 */
const baseCommits = (git: Git, file: string): string[] => {
  const release = git("describe", "--tags", "--abbrev=0")?.trim();
  const isChanged = git("diff", "--quiet", "HEAD", "--", file) === undefined;
  const head = git("rev-parse", "HEAD")?.trim();
  const base = mergeBase(git);
  const before = base !== undefined && base !== head ? base : "HEAD~1";
  return [release, isChanged ? "HEAD" : before].filter((commit) => commit !== undefined);
};

/** What `file` held in those commits; none in a first commit, a shallow clone or outside of git. */
export const readEarlierSchemas = (file: string, directory = process.cwd()): EarlierSchema[] => {
  const git = createGit(directory);
  return baseCommits(git, file).flatMap((commit) => {
    const sdl = git("show", `${commit}:./${file}`);
    return sdl === undefined ? [] : [{ commit, sdl }];
  });
};
