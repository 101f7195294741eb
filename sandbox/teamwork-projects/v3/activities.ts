import type { Answer } from "../../answer.js";
import { listIn, type SiteCall } from "../../teamwork-site/router.js";
import { visibleActivities, visibleProject, type Backstage } from "../backstage.js";
import type { ActivityDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import { inOrder, isAfter, isAmong } from "../questions.js";
import { base, notFound, type Route } from "./answer.js";
import { included } from "./included.js";
import { activityView } from "./views.js";

export const activityRoutes: readonly Route[] = [
  { template: `${base}/latestactivity.json`, run: (stage, call) => answerLog(stage, call, () => true) },
  {
    template: `${base}/projects/:id/latestactivity.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      return project ? answerLog(stage, call, ({ projectId }) => projectId === project.id) : notFound();
    },
  },
];

const orders = {
  date: ({ at }: ActivityDocument) => at,
  id: ({ id }: ActivityDocument) => id,
  projectId: ({ projectId }: ActivityDocument) => projectId,
  userId: ({ userId }: ActivityDocument) => userId,
  activityTypes: ({ action }: ActivityDocument) => action,
};

/** The newest first, unless another order is asked for. */
function answerLog(stage: Backstage, call: SiteCall, isMeant: (entry: ActivityDocument) => boolean): Answer {
  const { query } = call;
  const asked = visibleActivities(stage).filter((entry) => isMeant(entry) && isAsked(stage, query, entry));
  const entries = inOrder(query, { by: "orderBy", mode: "orderMode" }, orders, asked);
  const cut = cutPage(call, stage.quirks, entries, sizesOfV3);
  return withMeta(stage.quirks, call, cut, {
    activities: cut.rows.map((entry) => activityView(stage, entry)),
    included: included(stage, query, {
      users: cut.rows.flatMap(({ userId, forUserId }) => (forUserId === null ? userId : [userId, forUserId])),
      projects: cut.rows.map(({ projectId }) => projectId),
      companies: cut.rows.flatMap(({ projectId }) => stage.state.project(projectId)?.companyId ?? []),
    }),
  });
}

function isAsked({ state }: Backstage, query: URLSearchParams, entry: ActivityDocument): boolean {
  const { action, at, userId, projectId, itemId } = entry;
  const day = at.slice(0, 10);
  const [start, end] = [query.get("startDate")?.slice(0, 10), query.get("endDate")?.slice(0, 10)];
  return [
    listIn(query, "activityTypes")?.has(action) !== false,
    isAmong(query, "userIds", userId),
    isAmong(query, "projectIds", projectId),
    isAmong(query, "projectCompanyIds", state.project(projectId)?.companyId ?? null),
    isAmong(query, "itemIds", itemId),
    start === undefined || day >= start,
    end === undefined || day <= end,
    isAfter(query, "updatedAfter", at),
  ].every(Boolean);
}
