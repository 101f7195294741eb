import { noStakes, type WriteStakes, type WriteWarning } from "./writing.js";

/** What it means that somebody loses the account or the role. */
export interface Losing {
  readonly stakes: WriteStakes;
  readonly warnings: readonly WriteWarning[];
}

export const nothingLost: Losing = { stakes: noStakes, warnings: [] };

/** @param hasOther whether another active owner is there; `null` where nothing tells */
export function losingOwner(hasOther: boolean | null): Losing {
  return {
    stakes: { ...noStakes, takesOwner: true, isLastOwner: hasOther === false },
    warnings: hasOther === null ? [ownersNotCounted] : [],
  };
}

const ownersNotCounted: WriteWarning = {
  code: "OWNERS_NOT_COUNTED",
  message: "The User is an owner, and nothing tells whether somebody else is",
};
