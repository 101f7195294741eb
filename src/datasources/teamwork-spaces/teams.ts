import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import type { Page } from "../../directory/pages.js";
import type { RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach } from "../../directory/slots.js";
import type { Team } from "../../directory/team.js";
import { strangersNote } from "./members.js";
import { spaceIdIn, spaceOfTeamIn } from "./refs.js";
import type { Spaces } from "./spaces.js";

/** Access to teams as far as Spaces shows them: among the collaborators of a space. */
export class SpacesTeams {
  readonly #account: string;
  readonly #spaces: Spaces;

  constructor(account: string, spaces: Spaces) {
    this.#account = account;
    this.#spaces = spaces;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Team>[]> {
    return answerEach(refs, async (ref) => {
      const space = spaceOfTeamIn(ref);
      if (space === null) return null;
      const found = await this.#spaces.of(reading, space, { teams: true });
      const team = found?.teams.find(({ remoteId }) => remoteId === ref.id) ?? null;
      if (team === null && found !== null && found.unread > 0) throw hasUnreadRows(this.#account);
      return team;
    });
  }

  ofWorkspaces(reading: Reading, keys: readonly RelatedRequest[]): Promise<readonly Slot<Page<Team>>[]> {
    return answerEach(keys, async ({ of, page }) => {
      const space = spaceIdIn(of);
      const found = space === null ? null : await this.#spaces.of(reading, space, { teams: true });
      if (found === null) return null;
      const teams = pageByKey(this.#account, found.teams, (team) => team.remoteId, page);
      if (found.unread === 0) return teams;
      const skippedRows = page.position === null ? found.unread : 0;
      return { ...teams, total: null, skippedRows, notes: [strangersNote] };
    });
  }
}

/** Among those who could not be read may be the one that is missing. */
function hasUnreadRows(account: string): DirectoryError {
  const message = "Some collaborators of the space could not be read";
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
}
