import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import type { Page } from "../../directory/pages.js";
import type { RelatedRequest, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach } from "../../directory/slots.js";
import type { Team } from "../../directory/team.js";
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
      return found?.teams.find((team) => team.remoteId === ref.id) ?? null;
    });
  }

  ofWorkspaces(reading: Reading, keys: readonly RelatedRequest[]): Promise<readonly Slot<Page<Team>>[]> {
    return answerEach(keys, async ({ of, page }) => {
      const space = spaceIdIn(of);
      const found = space === null ? null : await this.#spaces.of(reading, space, { teams: true });
      if (found === null) return null;
      return pageByKey(this.#account, found.teams, (team) => team.remoteId, page);
    });
  }
}
