import { performance } from "node:perf_hooks";
import { Pool } from "undici";
import { z } from "zod";

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
  extensions: z.object({ upstream: z.object({ count: z.number() }) }).optional(),
});

export interface TimedAnswer {
  readonly data: unknown;
  /** Milliseconds from sending the request to the last byte of its answer. */
  readonly ms: number;
  /** Calls that it cost the provider; sign-ins apart. */
  readonly calls: number;
  readonly body: string;
}

/** Asks one GraphQL server. An answer with errors is no answer: it throws. */
export class GraphqlClient {
  readonly #url: URL;
  readonly #pool: Pool;

  constructor(url: string) {
    this.#url = new URL(url);
    this.#pool = new Pool(this.#url.origin);
  }

  async ask(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<TimedAnswer> {
    const request = {
      method: "POST",
      path: this.#url.pathname,
      headers: { "content-type": "application/json", "x-rollcall-explain": "1" },
      body: JSON.stringify({ query, variables }),
    } as const;
    const begun = performance.now();
    const answer = await this.#pool.request(request);
    const body = await answer.body.text();
    const ms = performance.now() - begun;
    const { data, errors, extensions } = answerSchema.parse(JSON.parse(body));
    if (errors !== undefined || data == null) throw new Error(errors?.[0]?.message ?? "No data came");
    return { data, ms, calls: extensions?.upstream.count ?? 0, body };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
