import type { Activity, ActivityAction, ActivityFilter } from "../../directory/activity.js";
import { emptyPage, type Page, type PageRequest } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import { listByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { activities } from "./listings.js";
import { isId } from "./people-by-id.js";
import { toActivityTypes } from "./wire.js";

const pageSize = 100;
const dayMs = 86_400_000;

/** Access to the log of a Teamwork Projects account. */
export class ProjectsActivityLog {
  readonly #client: SiteClient;

  constructor(client: SiteClient) {
    this.#client = client;
  }

  list(reading: Reading, page: PageRequest, filter: ActivityFilter): Promise<Page<Activity>> {
    const actorIds = filter.actors
      ?.filter(({ kind, id }) => kind === "person" && isId(id))
      .map(({ id }) => id);
    const isPossible = actorIds?.length !== 0 && mayOccur(filter.actions);
    if (!isPossible) return Promise.resolve(emptyPage);
    const listing = activities(this.#client, {
      query: toQuery(filter, actorIds ?? null),
      maxPageSize: pageSize,
    });
    const keeps = (row: Activity): boolean => isWanted(row, filter, actorIds ?? null);
    return listByOffset(reading, listing, { page, keeps });
  }
}

/** Whether this log has any of the actions. */
function mayOccur(actions: ReadonlySet<ActivityAction> | null): boolean {
  return actions === null || actions.has("UNKNOWN") || toActivityTypes(actions).length > 0;
}

function isWanted(row: Activity, filter: ActivityFilter, actorIds: readonly string[] | null): boolean {
  if (filter.since !== null && row.occurredAt < filter.since) return false;
  if (filter.until !== null && row.occurredAt >= filter.until) return false;
  if (filter.actions !== null && !filter.actions.has(row.action)) return false;
  return actorIds === null || (row.actor !== null && actorIds.includes(row.actor.id));
}

/**
 * What v3 narrows by itself. Whether its days are of the installation's time zone is not documented: a day more on
 * either side, the rest is cut here.
 */
function toQuery(
  { since, until, actions }: ActivityFilter,
  actorIds: readonly string[] | null,
): Readonly<Record<string, string>> {
  const isNarrowed = actions !== null && !actions.has("UNKNOWN");
  return {
    ...(since !== null && { startDate: toDay(since, -1) }),
    ...(until !== null && { endDate: toDay(until, 1) }),
    ...(isNarrowed && { activityTypes: toActivityTypes(actions).join() }),
    ...(actorIds !== null && { userIds: actorIds.join() }),
  };
}

function toDay(date: Date, days: number): string {
  return new Date(date.getTime() + days * dayMs).toISOString().slice(0, 10);
}
