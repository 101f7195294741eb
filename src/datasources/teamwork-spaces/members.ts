import { DirectoryError } from "../../directory/errors.js";
import { pageOfIds } from "../../directory/id-pages.js";
import type { Note, Page, PageRequest } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import type { Collaborators } from "./collaborators.js";
import type { Everybody } from "./everybody.js";

interface MembersAsk {
  readonly account: string;
  readonly page: PageRequest;
  readonly keeps: (user: User) => boolean;
}

/**
 * The users among a space's collaborators, in the order of their ids. A collaborator whom the list of users does not
 * have is no User, since nothing would find it again by its id: it counts as a row that could not be read, so that the
 * list is not taken for complete, and a note says why.
 */
export async function listMembers(
  reading: Reading,
  everybody: Everybody,
  { access, hasTeams, strangers, unread }: Collaborators,
  { account, page, keeps }: MembersAsk,
): Promise<Page<User>> {
  const ids = [...access.keys()];
  const slots = await everybody.byIds(reading, ids);
  const byId = new Map(ids.map((id, index) => [id, slots[index] ?? null]));
  const read = (some: readonly string[]): ReturnType<Everybody["byIds"]> =>
    Promise.resolve(some.map((id) => byId.get(id) ?? null));
  const found = await pageOfIds({ account, ids, read, keeps }, page);
  const missing = slots.filter((slot) => slot === null).length + strangers + unread;
  const isWhole = missing === 0 && !slots.some((slot) => slot instanceof DirectoryError);
  const notes = [...(missing === 0 ? [] : [strangersNote]), ...(hasTeams ? [teamsNote] : [])];
  return {
    ...found,
    total: isWhole ? slots.filter((slot) => isPresent(slot) && keeps(slot)).length : null,
    skippedRows: page.position === null ? missing : 0,
    notes,
  };
}

export const strangersNote: Note = {
  code: "COLLABORATORS_UNKNOWN",
  message: "Some collaborators of the space could not be read, or are neither users of Spaces nor teams.",
};

const teamsNote: Note = {
  code: "TEAM_MEMBERS_NOT_EXPOSED",
  message: "Teams work in the space too, and Spaces does not tell who is in them.",
};
