import { FilterUnsupported } from "../../directory/errors.js";
import type { UserFilter, UserFilterField } from "../../directory/user-filter.js";
import { userStates } from "../../directory/user.js";
import type { Part, Person } from "./people.js";

/** How a filter of users is answered. */
export interface UserPlan {
  readonly filter: UserFilter;
  /** What decides before anything is read beside the list. */
  readonly early: UserFilter;
  /** What has to be known of a user before the filter can decide; without it the account cannot answer. */
  readonly deciding: readonly Part[];
  /** Likewise, for the answer: what is not told stays null. */
  readonly shown: readonly Part[];
  /** Whether the server may be asked for those alone whom it calls active. */
  readonly isActiveOnly: boolean;
  readonly team: TeamTest | null;
  /** Whether everybody is on the list. */
  readonly isEverybody: boolean;
}

/** Who is in a team, by what is known of the person. */
export interface TeamTest {
  /** Whether it is the users' own rows that tell. */
  readonly isOnUsers: boolean;
  readonly has: (person: Person) => boolean;
}

const decidedLate = ["role", "privileges", "updatedAfter"] as const satisfies readonly UserFilterField[];
const unsupported = ["organization", "licenses", "identityId"] as const satisfies readonly UserFilterField[];

/** @throws FilterUnsupported for what Talkdesk has nothing of */
export function toUserPlan(
  account: string,
  filter: UserFilter,
  team: TeamTest | null,
  shown: readonly Part[],
): UserPlan {
  const field = unsupported.find((name) => filter[name] !== undefined);
  if (field !== undefined) throw new FilterUnsupported(account, field);
  const deciding = new Set<Part>();
  if ((filter.role ?? filter.privileges) !== undefined) deciding.add("roles");
  if (filter.updatedAfter !== undefined) deciding.add("updatedAt");
  if (team?.isOnUsers === true) deciding.add("teams");
  return {
    filter,
    early: without(filter),
    deciding: [...deciding],
    shown,
    // Whether the server counts those who are invited among the active depends on its dialect (contract 0).
    isActiveOnly: filter.states.size === 1 && filter.states.has("ACTIVE"),
    team,
    isEverybody: filter.states.size === userStates.length && Object.keys(filter).length === 1,
  };
}

function without(filter: UserFilter): UserFilter {
  const early: Partial<Record<UserFilterField, unknown>> = { ...filter };
  for (const field of decidedLate) Reflect.deleteProperty(early, field);
  return early as UserFilter;
}
