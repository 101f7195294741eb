import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createCompany } from "../../sandbox/company.js";
import { createTiledeskStandIn, type TiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";

export interface KillRunOptions {
  readonly invitations: number;
  /** Kills at least: the worker is given more to do until there were so many. */
  readonly kills: number;
  /** The provider applies an invitation up to so long after it came. */
  readonly lateMs: number;
  /** Lists do not show what is younger; 0 for a provider whose look-ups are consistent. */
  readonly lagMs: number;
  readonly settleMs: number;
  readonly atOnce: number;
  /** Longest life of a worker, from the moment when it is ready. */
  readonly lifeMs: number;
  readonly databaseUrl: string;
}

export interface KillRunResult {
  readonly kills: number;
  readonly invitations: number;
  /** Calls that reached the provider: one for each invitation when nothing was sent twice. */
  readonly calls: number;
  readonly emails: number;
  /** Invitations that the provider got more than once. */
  readonly doubled: number;
  /** Invitations that were told to be done, or to be there, and are not. */
  readonly lost: number;
  /** Left for a person to look at. */
  readonly inReview: number;
  /** Of those, how many the provider did apply; the others never reached it. */
  readonly inReviewAndApplied: number;
  readonly seconds: number;
}

const inviteRoute = { method: "POST", route: "/:pid/project_users/invite" };
const leaseMs = 1_000;

/** Kills a process that sends invitations, again and again at random moments, and counts what came of it. */
export async function runKills(options: KillRunOptions): Promise<KillRunResult> {
  const startedAt = performance.now();
  const standIn = createTiledeskStandIn({ company: createCompany(30, 1), projects: 1, seed: 1 });
  const baseUrl = await standIn.listen(0);
  standIn.faults.add([{ match: inviteRoute, fault: { kind: "latency", ms: 0, maxMs: options.lateMs } }]);
  if (options.lagMs > 0) {
    standIn.faults.add([{ match: { method: "GET" }, fault: { kind: "hideYoung", ms: options.lagMs } }]);
  }
  const run = new KillRun(options, standIn, baseUrl);
  try {
    await run.toTheEnd();
    return { ...run.result(), seconds: Math.round((performance.now() - startedAt) / 1_000) };
  } finally {
    await standIn.close();
  }
}

class KillRun {
  readonly #options: KillRunOptions;
  readonly #standIn: TiledeskStandIn;
  readonly #baseUrl: string;
  readonly #left: Set<string>;
  readonly #done = new Set<string>();
  readonly #inReview = new Set<string>();
  #kills = 0;

  constructor(options: KillRunOptions, standIn: TiledeskStandIn, baseUrl: string) {
    this.#options = options;
    this.#standIn = standIn;
    this.#baseUrl = baseUrl;
    this.#left = new Set(
      Array.from({ length: options.invitations }, (_, index) => `guest.${index}@kill.example`),
    );
  }

  async toTheEnd(): Promise<void> {
    const { kills, lifeMs } = this.#options;
    while (this.#left.size > 0 || this.#kills < kills) {
      const worker = this.#start();
      const ended = once(worker, "exit");
      if (this.#kills < kills) {
        await Promise.race([this.#ready(worker), ended]);
        await Promise.race([sleep(Math.random() * lifeMs), ended]);
        if (worker.kill("SIGKILL")) this.#kills += 1;
      }
      await ended;
      if (this.#left.size === 0 && this.#kills < kills) this.#refill();
    }
    await this.#settle();
  }

  result(): Omit<KillRunResult, "seconds"> {
    const { emails, callsByRoute } = this.#standIn.counters.read();
    const calls = callsByRoute[`${inviteRoute.method} ${inviteRoute.route}`] ?? 0;
    const applied = this.#applied();
    const told = [...this.#done];
    const asked = this.#done.size + this.#inReview.size;
    const inReviewAndApplied = [...this.#inReview].filter((email) => applied.has(email)).length;
    return {
      kills: this.#kills,
      invitations: asked,
      calls,
      emails,
      doubled: Math.max(0, calls - asked + (this.#inReview.size - inReviewAndApplied)),
      lost: told.filter((email) => !applied.has(email)).length,
      inReview: this.#inReview.size,
      inReviewAndApplied,
    };
  }

  #ready(worker: ChildProcess): Promise<void> {
    return new Promise((resolve) => {
      worker.stdout?.on("data", (chunk: Buffer) => {
        if (chunk.includes("ready")) resolve();
      });
    });
  }

  #start(): ChildProcess {
    const { settleMs, atOnce, databaseUrl, lagMs } = this.#options;
    const { email, password } = this.#standIn.current();
    const task = {
      ...{ baseUrl: this.#baseUrl, email, password, databaseUrl, settleMs, leaseMs, atOnce },
      lookUps: lagMs > 0 ? "may-lag" : "consistent",
      invitations: [...this.#left],
    };
    const path = fileURLToPath(new URL("worker.mjs", import.meta.url));
    const worker = spawn(process.execPath, [path, JSON.stringify(task)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: worker.stdout }).on("line", (line) => {
      this.#heed(line);
    });
    return worker;
  }

  #heed(line: string): void {
    const [word, email] = line.split(" ", 2);
    if (email === undefined || (word !== "done" && word !== "review")) return;
    this.#left.delete(email);
    (word === "done" ? this.#done : this.#inReview).add(email);
  }

  /** All were done before there were as many kills as wanted. */
  #refill(): void {
    const begin = this.#done.size + this.#inReview.size;
    for (let index = begin; index < begin + this.#options.atOnce; index += 1) {
      this.#left.add(`guest.${index}@kill.example`);
    }
  }

  /** A worker without anything to do stays until nothing is open, and what was sent last has been applied. */
  async #settle(): Promise<void> {
    await once(this.#start(), "exit");
    await sleep(this.#options.lateMs);
  }

  #applied(): ReadonlySet<string> {
    const { pendingInvitations } = this.#standIn.current().state;
    return new Set([...pendingInvitations.values()].flatMap(({ email }) => email ?? []));
  }
}
