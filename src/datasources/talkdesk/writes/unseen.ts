import type { WriteWarning } from "../../../directory/writing.js";

/** @param fields names of what was sent and no get shows */
export function unseenWarnings(fields: readonly string[]): readonly WriteWarning[] {
  if (fields.length === 0) return [];
  const message = `The account does not show ${fields.join(", ")} of its users, so it cannot be read back`;
  return [{ code: "NOT_READ_BACK", message }];
}
