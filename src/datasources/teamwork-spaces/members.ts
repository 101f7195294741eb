import { pageOfIds } from "../../directory/id-pages.js";
import type { Note, Page, PageRequest } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
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
  let absent = 0;
  const read = async (ids: readonly string[]): ReturnType<Everybody["byIds"]> => {
    const slots = await everybody.byIds(reading, ids);
    absent += slots.filter((slot) => slot === null).length;
    return slots;
  };
  const found = await pageOfIds({ account, ids: [...access.keys()], read, keeps }, page);
  const skippedRows = absent + (page.position === null ? strangers + unread : 0);
  const notes = [...(skippedRows === 0 ? [] : [strangersNote]), ...(hasTeams ? [teamsNote] : [])];
  return { ...found, total: skippedRows === 0 ? found.total : null, skippedRows, notes };
}

export const strangersNote: Note = {
  code: "COLLABORATORS_UNKNOWN",
  message: "Some collaborators of the space could not be read, or are neither users of Spaces nor teams.",
};

const teamsNote: Note = {
  code: "TEAM_MEMBERS_NOT_EXPOSED",
  message: "Teams work in the space too, and Spaces does not tell who is in them.",
};
