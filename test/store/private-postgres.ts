// A PostgreSQL server of the tests' own: in a directory of its own, reached by a socket in it, gone afterwards.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** Where Debian puts the server's programs, and then wherever the shell looks. */
const directories = (): string[] => {
  const debian = "/usr/lib/postgresql";
  const versions = canUse(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return [
    ...versions.map((version) => path.join(debian, version, "bin")),
    ...(process.env["PATH"] ?? "").split(path.delimiter),
  ];
};

const canUse = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const isServerDirectory = (directory: string): boolean =>
  ["initdb", "postgres"].every((program) => canUse(path.join(directory, program)));

/** `initdb` refuses to be run by root; the package brings a user for it. */
const findUser = (): { uid: number; gid: number } | undefined => {
  const idOf = (flag: string): number => Number(execFileSync("id", [flag, "postgres"], { stdio: "pipe" }));
  return process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : undefined;
};

export interface PrivatePostgres {
  /** Makes an empty database and answers its url. */
  createDatabase(): Promise<string>;
  /** An empty database that is not made yet. */
  planDatabase(): { readonly url: string; readonly create: () => Promise<void> };
  /** Cuts all connections and keeps the databases. */
  halt(): Promise<void>;
  /** Goes on after `halt`. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server, or answers why it cannot. */
export async function startPostgres(): Promise<PrivatePostgres | string> {
  const programs = directories().find(isServerDirectory);
  if (programs === undefined) return "no initdb and postgres on this machine";
  const directory = mkdtempSync(path.join(tmpdir(), "rollcall-pg-"));
  try {
    const user = findUser();
    if (user !== undefined) chownSync(directory, user.uid, user.gid);
    const place = { programs, directory, user };
    execFileSync(
      path.join(programs, "initdb"),
      ["-D", clusterIn(directory), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      { ...user, cwd: directory, stdio: "pipe" },
    );
    return toPrivatePostgres(place, await launch(place));
  } catch (thrown) {
    rmSync(directory, { recursive: true, force: true });
    return String((thrown as { message?: unknown }).message ?? thrown);
  }
}

interface Place {
  readonly programs: string;
  readonly directory: string;
  readonly user: { readonly uid: number; readonly gid: number } | undefined;
}

const clusterIn = (directory: string): string => path.join(directory, "data");

async function launch({ programs, directory, user }: Place): Promise<ChildProcess> {
  // Nothing here has to outlive a loss of power.
  const settings = [
    "listen_addresses=",
    `unix_socket_directories=${directory}`,
    "fsync=off",
    "full_page_writes=off",
  ];
  const server = spawn(
    path.join(programs, "postgres"),
    ["-D", clusterIn(directory), ...settings.flatMap((setting) => ["-c", setting])],
    { ...user, cwd: directory, stdio: "ignore" },
  );
  await untilReady(server, directory);
  return server;
}

const toUrl = (directory: string, database: string): string =>
  `postgres://postgres@localhost/${database}?host=${encodeURIComponent(directory)}`;

async function untilReady(server: ChildProcess, directory: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended at once with status ${server.exitCode}`);
    try {
      await runSql(toUrl(directory, "postgres"), ["select 1"]);
      return;
    } catch (thrown) {
      if (Date.now() > deadline) {
        server.kill("SIGQUIT");
        throw thrown;
      }
    }
    await sleep(50);
  }
}

/** Runs statements on a connection of its own, one after the other; then some work, and commits what they began. */
export async function runSql(
  url: string,
  statements: readonly string[],
  work?: () => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
    await work?.();
    if (work !== undefined) await client.query("commit");
  } finally {
    await client.end();
  }
}

function toPrivatePostgres(place: Place, launched: ChildProcess): PrivatePostgres {
  const { directory } = place;
  let server = launched;
  let made = 0;
  const planDatabase: PrivatePostgres["planDatabase"] = () => {
    const name = `rollcall_${(made += 1)}`;
    const create = (): Promise<void> => runSql(toUrl(directory, "postgres"), [`create database ${name}`]);
    return { url: toUrl(directory, name), create };
  };
  const halt = async (): Promise<void> => {
    // "Fast": it does not wait for its clients.
    const ended = once(server, "exit");
    if (server.exitCode === null && server.kill("SIGINT")) await ended;
  };
  return {
    planDatabase,
    createDatabase: async () => {
      const { url, create } = planDatabase();
      await create();
      return url;
    },
    halt,
    resume: async () => {
      server = await launch(place);
    },
    stop: async () => {
      await halt();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
