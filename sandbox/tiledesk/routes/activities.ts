import type { Answer } from "../../answer.js";
import { json } from "../answer.js";
import type { ActivityDocument } from "../documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, projectOf, type Route } from "../route.js";

export const activityRoutes: readonly Route[] = [
  { method: "GET", template: "/:pid/activities", gate: "admin", run: list },
];

const day = 86_400_000;

/** Pages are 0-based; `count` is of all that match. A server that keeps no history answers an empty one. */
function list(call: Call): Answer {
  const { state, query } = call;
  const projectId = projectOf(call)._id;
  const isChart = query.get("chart") === "true";
  const asked = Number.parseInt(query.get("limit") ?? "40", 10) || 40;
  const most = isChart ? 1000 : 100;
  const perPage = Math.min(Math.max(asked, 1), most);
  const isWanted = filterOf(query);
  const found = state.activitiesEnabled
    ? state.activities.filter((activity) => activity.id_project === projectId && isWanted(activity))
    : [];
  const start = (Number.parseInt(query.get("page") ?? "0", 10) || 0) * perPage;
  return json(200, {
    perPage,
    count: found.length,
    activities: sorted(found, query).slice(start, start + perPage),
    ...(isChart && found.length > most ? { limitWarning: true } : {}),
  });
}

function filterOf(query: URLSearchParams): (activity: ActivityDocument) => boolean {
  const verbs = query.get("activities")?.split(",");
  const agentId = query.get("agent_id");
  const from = startOfDay(query.get("start_date"));
  // An end without a start is not looked at.
  const until = from === undefined ? undefined : startOfDay(query.get("end_date"));
  if (agentId && castObjectId(agentId) === undefined)
    throw new Error("Argument passed in must be an ObjectId.");
  return (activity) => {
    const at = Date.parse(activity.createdAt);
    if (verbs && verbs[0] !== "" && !verbs.includes(activity.verb)) return false;
    if (agentId && !activity.involvedUserIds.includes(agentId)) return false;
    if (from !== undefined && at < from) return false;
    return until === undefined || at <= until + day;
  };
}

/** DD/MM/YYYY. Anything else crashes the server's date arithmetic. */
function startOfDay(text: string | null): number | undefined {
  if (!text) return undefined;
  const [, date, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year === undefined) throw new RangeError("Invalid time value");
  return Date.UTC(Number(year), Number(month) - 1, Number(date));
}

/** Equal moments keep the order in which they were written, turned with the direction. */
function sorted(activities: readonly ActivityDocument[], query: URLSearchParams): ActivityDocument[] {
  const field = query.get("sort") === "verb" ? "verb" : "createdAt";
  const rows = [...activities].sort((a, b) => a[field].localeCompare(b[field]));
  return query.get("direction") === "1" ? rows : rows.reverse();
}
