import type { Fidelity } from "../directory/writing.js";

/** What a restore came to, with the parts that single calls brought back, and what was lost where they did not. */
export function withParts(
  fidelity: Fidelity | null,
  restored: readonly string[],
  lost: readonly string[],
): Fidelity | null {
  if (fidelity === null) return null;
  return {
    ...fidelity,
    restored: [...new Set([...fidelity.restored, ...restored])],
    lost: [...fidelity.lost, ...lost],
  };
}
