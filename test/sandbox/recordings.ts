import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Recording {
  readonly number: number;
  readonly name: string;
  readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
  readonly status: number;
  readonly contentType: string | null;
  readonly body: unknown;
}

const folder = new URL("../../../shared/contracts/recorded/tiledesk/", `file://${import.meta.filename}`);

/** What a real Tiledesk server 2.19.16 answered; `undefined` where the recordings do not lie beside the project. */
export function readRecordings(): Recording[] | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .map((file) => /^(\d+)-(.*)\.json$/.exec(file))
    .filter((found) => found !== null)
    .map(([file, number, name]) => {
      const recorded = JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Omit<
        Recording,
        "number" | "name"
      >;
      return { ...recorded, number: Number(number), name: name ?? "" };
    })
    .sort((a, b) => a.number - b.number);
}

const objectId = /^[0-9a-f]{24}$/;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The recorded ids and the ones that the stand-in gave for the same things, learned answer by answer. */
export class KnownIds {
  readonly #actual = new Map<string, string>();

  learn(recorded: unknown, actual: unknown): void {
    if (typeof recorded === "string" && typeof actual === "string") this.#learnId(recorded, actual);
    if (!isObject(recorded) || !isObject(actual)) return;
    for (const [key, value] of Object.entries(recorded)) this.learn(value, actual[key]);
  }

  #learnId(recorded: string, actual: string): void {
    if (this.#actual.has(recorded) || !objectId.test(recorded) || !objectId.test(actual)) return;
    this.#actual.set(recorded, actual);
  }

  translate(text: string): string {
    return text.replace(/[0-9a-f]{24}/g, (id) => this.#actual.get(id) ?? id);
  }
}

/** Both sides without what cannot be the same: moments, uuids, tokens. Field order stays part of it. */
export function comparable(body: unknown): string {
  return JSON.stringify(
    body,
    (_, value: unknown) => {
      if (typeof value !== "string") return value;
      if (moment.test(value)) return "<moment>";
      if (uuid.test(value)) return "<uuid>";
      return value.startsWith("JWT ") ? "JWT <token>" : value;
    },
    1,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
