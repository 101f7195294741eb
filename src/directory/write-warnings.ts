import type { WriteWarning } from "./writing.js";

/** What was given and is not to be seen afterwards, of something that is there all the same. */
export function notShownWarnings(fields: readonly string[]): readonly WriteWarning[] {
  if (fields.length === 0) return [];
  const message = `The provider took it and does not show ${fields.join(", ")} as given`;
  return [{ code: "NOT_SHOWN", message }];
}
