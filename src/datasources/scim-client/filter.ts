const loneSurrogate = /\p{Surrogate}/u;

/** Whether the text is well-formed Unicode, so that it can be sent at all. */
export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}

/**
 * `attribute eq "value"`: the one filter that every server knows (RFC 7644 section 3.4.2.2; contract 6.1 rows 3, 4).
 * The value is quoted as JSON, which leaves nothing of it that could end the quotes. The request encodes the whole
 * for the URL.
 * @param value well-formed Unicode
 */
export function toEqFilter(attribute: string, value: string): string {
  return `${attribute} eq ${JSON.stringify(value)}`;
}

/** Whether a server that stumbles over the filter stumbles over filters, and not over the quoting of this value. */
export function isPlainValue(value: string): boolean {
  return /^[\w.@+-]+$/u.test(value);
}

/** User names are compared without regard to case (RFC 7643 section 4.1.1: caseExact is false). */
export function foldCase(text: string): string {
  return text.normalize("NFC").toLowerCase();
}
