import type { RemoteRef } from "../../directory/ids.js";
import type { Organization } from "../../directory/organization.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { listByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { inPlace } from "../teamwork-site/in-place.js";
import { lookUp } from "../teamwork-site/look-up.js";
import { companies } from "./listings.js";
import { idsAtOnce, isId } from "./people-by-id.js";

/** Access to the companies of a Teamwork Projects account: its own, and its clients. */
export class ProjectsOrganizations {
  readonly #client: SiteClient;

  constructor(client: SiteClient) {
    this.#client = client;
  }

  async byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Organization>[]> {
    const ids = refs.filter(isCompany).map(({ id }) => id);
    const found = await lookUp(reading, ids, {
      atOnce: idsAtOnce,
      listingOf: (some) => companies(this.#client, { query: { ids: some.join() }, maxPageSize: some.length }),
    });
    return inPlace(refs, isCompany, found);
  }

  list(reading: Reading, page: PageRequest): Promise<Page<Organization>> {
    return listByOffset(reading, companies(this.#client, { query: {}, maxPageSize: idsAtOnce }), { page });
  }
}

function isCompany({ kind, scope, id }: RemoteRef): boolean {
  return kind === "company" && scope === null && isId(id);
}
