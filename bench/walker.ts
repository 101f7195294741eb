import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import type { Stage, StandIn } from "./stage.js";

/** Paths of calls: those of a wave go side by side, a wave waits for the one before it. */
export type Waves = readonly (readonly string[])[];

/** The bare server of walker.mjs. */
export class Walker {
  readonly #pool: Pool;
  readonly #baseUrl: string;
  readonly #authorization: string;

  static async start(stage: Stage, standIn: StandIn, authorization: string): Promise<Walker> {
    const url = await stage.startProgram([fileURLToPath(new URL("walker.mjs", import.meta.url))]);
    return new Walker(url, standIn.baseUrl, authorization);
  }

  private constructor(url: string, baseUrl: string, authorization: string) {
    this.#pool = new Pool(url);
    this.#baseUrl = baseUrl;
    this.#authorization = authorization;
  }

  /** Says what to walk, and the tree that is to be answered. */
  async prepare(waves: Waves, tree: unknown): Promise<void> {
    await this.#post("/prepare", { baseUrl: this.#baseUrl, authorization: this.#authorization, waves, tree });
  }

  /** Milliseconds from sending the request to the last byte of its answer. */
  async walk(): Promise<number> {
    const begun = performance.now();
    await this.#post("/walk", {});
    return performance.now() - begun;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #post(path: string, body: object): Promise<void> {
    const headers = { "content-type": "application/json" };
    const answer = await this.#pool.request({ method: "POST", path, headers, body: JSON.stringify(body) });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(text);
  }
}
