/** Shorter texts are in too many lines that have nothing to do with them. */
const minLength = 6;

/**
 * The secrets that this process holds, so that none of them leaves it in the log: as it is, and as JSON, URLs and
 * base64 spell it.
 */
export class KnownSecrets {
  readonly #spellings = new Set<string>();
  /** Null until the next text after a secret was added. */
  #pattern: RegExp | null = null;

  add(secret: string): void {
    if (secret.length < minLength) return;
    for (const spelling of spellingsOf(secret)) this.#spellings.add(spelling);
    this.#pattern = null;
  }

  /** The text with `[secret]` in the place of each. */
  scrub(text: string): string {
    if (this.#spellings.size === 0) return text;
    this.#pattern ??= toPattern([...this.#spellings]);
    return text.replace(this.#pattern, "[secret]");
  }
}

/** The longest first: a secret may begin with another. */
function toPattern(spellings: readonly string[]): RegExp {
  const longestFirst = [...spellings].sort((one, other) => other.length - one.length);
  return new RegExp(longestFirst.map(escaped).join("|"), "gu");
}

function spellingsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret, "utf8").toString("base64");
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    base64,
    base64.replace(/={1,2}$/u, ""),
  ];
}

/** A hyphen means nothing outside brackets, and must not be escaped there. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}

/** Every text in an account's credentials, however deep. */
export function collectSecrets(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(collectSecrets);
}
