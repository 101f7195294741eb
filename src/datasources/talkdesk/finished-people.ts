import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent, settle } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import { withRoles, type Part, type Person } from "./people.js";
import type { PersonDetails } from "./person-details.js";
import type { RoleBook, RoleList } from "./roles.js";
import type { SeenPeople } from "./seen-people.js";

/** A user as the graph shows it, and what was read of it. */
export interface FinishedPerson {
  readonly person: Person;
  readonly user: User;
}

export interface FinishedPeople {
  /** Each in its place; the error of what was asked for beside somebody. */
  readonly people: readonly (FinishedPerson | DirectoryError)[];
  /** Parts that were asked for and that the account does not expose. */
  readonly untold: readonly Part[];
  /** Whether users tell of roles, and the account has no list of them that the credential may see. */
  readonly isRoleListHidden: boolean;
  /** Why roles that were asked for could not be read. */
  readonly failure: DirectoryError | null;
}

interface FinisherOptions {
  readonly details: PersonDetails;
  readonly roles: RoleBook;
  readonly seen: SeenPeople;
}

/** Makes users of people: reads what is missing, and finds the roles that they mention. */
export class PeopleFinisher {
  readonly #options: FinisherOptions;

  constructor(options: FinisherOptions) {
    this.#options = options;
  }

  async finish(reading: Reading, people: readonly Person[], parts: readonly Part[]): Promise<FinishedPeople> {
    const { details, seen } = this.#options;
    const { people: completed, untold } = await details.complete(reading, people, parts);
    const known = completed.filter(isPresent);
    seen.note(reading, known);
    const roles = await this.#roles(reading, known);
    const isAsked = parts.includes("roles");
    if (roles instanceof BudgetSpent && isAsked)
      return { people: people.map(() => roles), untold, isRoleListHidden: false, failure: null };
    const list = roles instanceof DirectoryError ? null : roles;
    return {
      people: completed.map((person) =>
        person instanceof DirectoryError ? person : this.#toUser(person, list),
      ),
      untold,
      isRoleListHidden: roles === null && isAsked,
      failure: isAsked && roles instanceof DirectoryError ? roles : null,
    };
  }

  /** The list of roles, where somebody mentions any; `null` where the account does not show it. */
  async #roles(reading: Reading, people: readonly Person[]): Promise<RoleList | null | DirectoryError> {
    const isMentioned = people.some(({ roles }) => roles !== null && roles.length > 0);
    return isMentioned ? settle(this.#options.roles.listForUsers(reading)) : noRoles;
  }

  #toUser(person: Person, list: RoleList | null): FinishedPerson {
    const { roles } = this.#options;
    const user =
      person.roles === null ? person.user : withRoles(person.user, roles.toHeld(person.roles, list));
    return { person, user };
  }
}

const noRoles: RoleList = { items: [], skippedRows: 0 };
