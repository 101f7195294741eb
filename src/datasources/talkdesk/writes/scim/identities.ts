import type { RemoteRef } from "../../../../directory/ids.js";
import type { Reading } from "../../../../directory/reading.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import { findByEmail, findPerson } from "../../../scim-client/writes/look-up.js";
import type { RestPeople } from "../../rest-people.js";
import type { ScimRow, TalkdeskScim } from "../../scim-surface.js";

/** Which of SCIM's users a User of the account is: nothing says that the two surfaces have the same ids (contract 5.6). */
export interface Identities {
  /**
   * SCIM's user, with all that a get tells.
   * @throws WriteRefused
   */
  find(reading: Reading, ref: RemoteRef): Promise<ScimRow>;
  /** The User with the address, as lists name it; `null` while they do not show it. */
  refOf(reading: Reading, email: string): Promise<RemoteRef | null>;
  /** The User that SCIM calls so, where that is enough to name it. */
  refById(id: string): RemoteRef | null;
}

/** Of an account that SCIM lists. */
export function createScimIdentities(scim: TalkdeskScim): Identities {
  return {
    find: async (reading, { kind, scope, id }) => {
      const found = kind === "scim-user" && scope === null ? await findPerson(scim, reading, id) : null;
      return found ?? refuse(noSuchUser());
    },
    refOf: async (reading, email) => (await findByEmail(scim, reading, email))[0]?.user.ref ?? null,
    refById: (id) => ({ kind: "scim-user", scope: null, id }),
  };
}

/** Of an account that REST lists: joined by the address, which is SCIM's user name. */
export function createJoinedIdentities(scim: TalkdeskScim, people: RestPeople): Identities {
  return {
    find: async (reading, { kind, scope, id }) => {
      const person = kind === people.kind && scope === null ? await people.find(reading, id) : null;
      const email = person === null ? refuse(noSuchUser()) : (person.user.email ?? refuse(notInScim()));
      const [one, ...more] = await findByEmail(scim, reading, email);
      if (more.length > 0)
        throw new WriteRefused("AMBIGUOUS", "Several users of SCIM have the User's address");
      const found = one === undefined ? null : await findPerson(scim, reading, one.id);
      return found ?? refuse(notInScim());
    },
    refOf: async (reading, email) => {
      const [found] = await people.byEmails(reading, [email]);
      if (found instanceof Error) throw found;
      return found?.[0]?.user.ref ?? null;
    },
    refById: () => null,
  };
}

function refuse(refused: WriteRefused): never {
  throw refused;
}

function noSuchUser(): WriteRefused {
  return new WriteRefused("NOT_FOUND", "There is no such User", { field: ["id"] });
}

function notInScim(): WriteRefused {
  return new WriteRefused(
    "UNSUPPORTED_BY_PROVIDER",
    "The account is written through SCIM, which does not show this User",
  );
}
